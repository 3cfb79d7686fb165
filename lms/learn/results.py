"""What a page says of a question that was answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from lms.i18n import number
from lms.points import WHOLE, points
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.engine.rules.review import Item
from lms.quizzes.engine.task import Fields, MarkedBy, Outcome, Task, Verdict
from lms.quizzes.given import Waited

Content = Mapping[str, Any]
CHOICES = frozenset({"single", "multiple", "truefalse"})
EVERYTHING = frozenset(Item)


@dataclass(frozen=True)
class Row:
    """One part of an answer.

    :param label: what was asked in it; empty: the question itself.
    :param said: what was answered; empty: nothing.
    :param right: what would have been right; empty: what was said is, or nothing is, or it is not to be seen.
    :param outcome: how right it is; None: nobody marks it, or it is not to be seen.
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
    :param items: what of it is to be seen.
    :param mark: what it counts, of 10,000; None: there is no mark, or it is not to be seen.
    :param waited: what became of it where a person marks it; None: no person does, or it is not handed in.
    """

    fields: Fields
    right_fields: Fields
    verdict: Verdict | None
    is_marked: bool
    rows: Sequence[Row] = ()
    items: frozenset[Item] = EVERYTHING
    mark: int | None = None
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
    def says_outcome(self) -> bool:
        """Tell whether a page says how right it is."""
        return self.is_marked and Item.CORRECTNESS in self.items

    @property
    def odd_mark(self) -> int | None:
        """Return the mark where it is not what the outcome says by itself; where that is hidden, the mark."""
        return None if self.says_outcome and self.mark in (0, WHOLE) else self.mark

    @property
    def says_marks(self) -> bool:
        """Tell whether a page says what an answer counts."""
        return Item.MARKS in self.items

    @property
    def says_comments(self) -> bool:
        """Tell whether a page says what a person said of the answer."""
        return Item.SPECIFIC in self.items

    @property
    def shown_options(self) -> frozenset[str]:
        """Return the options that a page lists: what was chosen, and what is right where that is to be seen."""
        return self.chosen | (self.right if Item.RIGHT_ANSWER in self.items else frozenset())

    def kind_of(self, option: str) -> str:
        """Return as what a page marks an option: "good", "error", or nothing."""
        if option in self.right and (Item.RIGHT_ANSWER in self.items or self.says_outcome):
            return "good"
        return "error" if self.says_outcome else ""

    @property
    def chosen(self) -> frozenset[str]:
        """Return the options that were chosen."""
        return frozenset(self.fields.get("values", ()))

    @property
    def right(self) -> frozenset[str]:
        """Return the options that make the right answer."""
        return frozenset(self.right_fields.get("values", ()))


def answered(
    task: Task[Any],
    fields: Fields,
    shown: Content,
    *,
    items: frozenset[Item] = EVERYTHING,
    mark: int | None = None,
) -> Answered:
    """Return what became of a question.

    :param task: as it was asked.
    :param fields: the answer in its one form; empty: none.
    :param shown: what the question shows when it is answered.
    :param items: what of it is to be seen now.
    :param mark: what it counts, of 10,000; None: there is no mark.
    """
    right = task.right()
    verdict = task.mark(task.read(fields)) if any(fields.values()) else None
    mark = mark if Item.MARKS in items else None
    is_marked = task.marked_by == MarkedBy.ENGINE
    found = Answered(fields, right.fields() if right else {}, verdict, is_marked, (), items, mark)
    rows = () if shown["type"] in CHOICES | BY_PERSON else tuple(_rows(found, shown))
    return replace(found, rows=rows, by_person=shown["type"] in BY_PERSON)


def seen(content: Content, items: frozenset[Item]) -> dict[str, Any]:
    """Return what a question shows when it is answered, without what is not to be seen now."""
    shown = dict(content)
    if Item.GENERAL not in items:
        shown |= {"feedback": Markup(""), "rests_on": ()}
    if not {Item.GENERAL, Item.CORRECTNESS} <= items:
        shown["again"] = ()
    if Item.SPECIFIC not in items:
        options = [{**each, "feedback": Markup("")} for each in content.get("options", ())]
        shown |= {"combined": None, "options": options}
    return shown


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
    if outcome == Outcome.RIGHT or Item.RIGHT_ANSWER not in found.items:
        right = Markup("")
    feedback = _feedback(found, part, shown) if Item.SPECIFIC in found.items else Markup("")
    return Row(label, said, right, outcome if found.says_outcome else None, feedback)


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
