"""What a page says of a question that was answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from lms.i18n import number
from lms.points import WHOLE, points
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.engine.task import Fields, MarkedBy, Outcome, Task, Verdict
from lms.quizzes.given import Waited

Content = Mapping[str, Any]
CHOICES = frozenset({"single", "multiple", "truefalse"})


@dataclass(frozen=True)
class Row:
    """One part of an answer.

    :param label: what was asked in it; empty: the question itself.
    :param said: what was answered; empty: nothing.
    :param right: what would have been right; empty: what was said is, or nothing is.
    :param outcome: how right it is; None: nobody marks it.
    """

    label: Markup
    said: Markup
    right: Markup
    outcome: Outcome | None
    feedback: Markup


@dataclass(frozen=True)
class Answered:
    """A question that was answered.

    :param fields: the answer that was given; empty: none.
    :param right_fields: an answer that is wholly right; empty: there is none to show.
    :param verdict: what the answer is worth; None: nothing was answered, or nobody marks it.
    :param is_marked: whether the engine marks the question.
    :param waited: what became of it where a person marks it; None: no person does, or it is not handed in.
    """

    fields: Fields
    right_fields: Fields
    verdict: Verdict | None
    is_marked: bool
    rows: Sequence[Row] = ()
    waited: Waited | None = None
    by_person: bool = False

    @property
    def outcome(self) -> str:
        """Return "right", "partly" or "wrong"; empty: it is not marked."""
        if not self.is_marked:
            return ""
        return str(self.verdict.outcome) if self.verdict else "wrong"

    @property
    def points(self) -> int:
        """Return what the answer is worth: 10,000 is the whole. An answer that nobody marks is as good as any."""
        if not self.is_marked:
            return WHOLE
        return points(self.verdict.share) if self.verdict else 0

    @property
    def chosen(self) -> frozenset[str]:
        """Return the options that were chosen."""
        return frozenset(self.fields.get("values", ()))

    @property
    def right(self) -> frozenset[str]:
        """Return the options that make the right answer."""
        return frozenset(self.right_fields.get("values", ()))


def answered(task: Task[Any], fields: Fields, shown: Content) -> Answered:
    """Return what became of a question.

    :param task: as it was asked.
    :param fields: the answer in its one form; empty: none.
    :param shown: what the question shows when it is answered.
    """
    right = task.right()
    verdict = task.mark(task.read(fields)) if any(fields.values()) else None
    found = Answered(fields, right.fields() if right else {}, verdict, task.marked_by == MarkedBy.ENGINE)
    rows = () if shown["type"] in CHOICES | BY_PERSON else tuple(_rows(found, shown))
    return replace(found, rows=rows, by_person=shown["type"] in BY_PERSON)


def _rows(found: Answered, shown: Content) -> Iterator[Row]:
    kind = shown["type"]
    if kind in ("matching", "ordering"):
        names = {each["id"]: each["html"] for each in shown.get("matches", ())}
        for item in shown["items"]:
            yield _row(found, item["id"], item["html"], (item["id"],), names, item, is_place=kind == "ordering")
    elif kind in ("gapselect", "cloze"):
        for place, gap in enumerate(shown["gaps"], 1):
            names = _options(gap)
            own = tuple(f"{gap['id']}.{field}" for field in ("values", "text", "number", "unit"))
            yield _row(found, gap["id"], escape(number(place)), own, names, gap)
    elif kind == "scale":
        names = {each["id"]: each["html"] for each in shown["points"]}
        yield _row(found, "point", Markup(""), ("point",), names, shown)
    elif kind != "information":
        yield _row(
            found, "text" if kind == "shorttext" else "number", Markup(""), ("text", "number", "unit"), {}, shown
        )


def _options(gap: Content) -> dict[str, Markup]:
    if gap.get("type") == "truefalse":
        return {"true": escape(_("True")), "false": escape(_("False"))}
    return {each["id"]: each["html"] for each in gap.get("options", ())}


def _row(
    found: Answered,
    part: str,
    label: Markup,
    fields: tuple[str, ...],
    names: Mapping[str, Markup],
    shown: Content,
    *,
    is_place: bool = False,
) -> Row:
    said, right = (_words(each, fields, names) for each in (found.fields, found.right_fields))
    outcome = _outcome(found, part, is_place=is_place)
    return Row(label, said, Markup("") if outcome == Outcome.RIGHT else right, outcome, _feedback(found, part, shown))


def _outcome(found: Answered, part: str, *, is_place: bool) -> Outcome | None:
    """Return how right a part is; a thing in an order is where it belongs, or it is not, whatever counts."""
    if not found.is_marked:
        return None
    if is_place:
        return Outcome.RIGHT if found.fields.get(part) == found.right_fields.get(part) else Outcome.WRONG
    parts = {each.name: each for each in found.verdict.parts} if found.verdict else {}
    return parts[part].outcome if part in parts else Outcome.WRONG


def _words(fields: Fields, wanted: tuple[str, ...], names: Mapping[str, Markup]) -> Markup:
    """Return what stands in some fields as people read it: the words of what was picked, what was typed as it is."""
    said = [[names.get(value, escape(value)) for value in fields[name]] for name in wanted if fields.get(name)]
    return Markup(" ").join(Markup(", ").join(values) for values in said)


def _feedback(found: Answered, part: str, shown: Content) -> Markup:
    """Return what an author says to this answer: ids of a gap's answers stand behind the gap's name."""
    if found.verdict is None:
        return Markup("")
    things = [shown, *shown.get("answers", ()), *shown.get("options", ())]
    said = {each["id"]: each["feedback"] for each in things if "id" in each and each.get("feedback")}
    own = (each.rpartition("/")[2] for each in found.verdict.feedback if "/" not in each or each.startswith(f"{part}/"))
    return Markup(" ").join(said[name] for name in own if name in said)
