"""Texts with gaps: {{name}} in the text is a gap, and each gap is a small question of its own."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Self

from lms.quizzes.engine import codec
from lms.quizzes.engine.refusal import Fault, NotAnAnswer, Reason, Unsound
from lms.quizzes.engine.task import NONE, Fields, Part, Response, Task, Verdict
from lms.quizzes.engine.types import unique
from lms.quizzes.engine.types.choice import MultipleChoice, Option, SingleChoice, TrueFalse
from lms.quizzes.engine.types.number import Number
from lms.quizzes.engine.types.shorttext import ShortText

MOST_GAPS = 30
MOST_WEIGHT = 100

GapTask = SingleChoice | MultipleChoice | TrueFalse | ShortText | Number
GAP_TASKS: Mapping[str, type[GapTask]] = {
    each.kind: each for each in (SingleChoice, MultipleChoice, TrueFalse, ShortText, Number)
}
"""The types that can stand in a text."""


@dataclass(frozen=True)
class Filled:
    """The gaps that were filled, each with its own answer, in the order of the question."""

    gaps: tuple[tuple[str, Response], ...]

    def fields(self) -> Fields:
        """Return the fields of every gap, each behind the gap's name and a point."""
        return {f"{gap}.{name}": values for gap, own in self.gaps for name, values in own.fields().items()}


class Gaps(Task[Filled]):
    """What texts with gaps have in common. A gap that is left counts as wrong."""

    @property
    @abstractmethod
    def inside(self) -> tuple[tuple[str, int, GapTask], ...]:
        """Return each gap's name, its weight, and what is asked in it."""

    def places(self) -> frozenset[str]:
        """Return the names that stand in the text once."""
        return frozenset(name for name, _, _ in self.inside)

    @property
    def least(self) -> Fraction:
        """Return the lowest share."""
        return min(NONE, self._mean({name: task.least for name, _, task in self.inside}))

    def read(self, fields: Fields) -> Filled:
        """Return what was filled in."""
        own: dict[str, dict[str, Any]] = {name: {} for name, _, _ in self.inside}
        for field, values in fields.items():
            gap, _, name = field.partition(".")
            if gap not in own:
                raise NotAnAnswer(Reason.NOT_THERE, field[:60])
            own[gap][name] = values
        filled = tuple((name, read) for name, _, task in self.inside for read in _read(name, task, own[name]))
        if not filled:
            raise NotAnAnswer(Reason.NOTHING)
        return Filled(filled)

    def complete(self, response: Filled) -> bool:
        """Tell whether every gap is filled."""
        return len(response.gaps) == len(self.inside)

    def mark(self, response: Filled) -> Verdict:
        """Return the mean of the gaps by their weights."""
        tasks: dict[str, Task[Any]] = {name: task for name, _, task in self.inside}
        verdicts = {name: verdict for name, own in response.gaps if (verdict := tasks[name].mark(own))}
        parts = tuple(Part(name, verdict.share) for name, verdict in verdicts.items())
        feedback = tuple(f"{name}/{each}" for name, verdict in verdicts.items() for each in verdict.feedback)
        return Verdict(self._mean({part.name: part.share for part in parts}), parts, feedback)

    def kept(self, response: Filled) -> Fields:
        """Return the gaps that are wholly right."""
        right = {part.name for part in self.mark(response).parts if part.share == 1}
        return Filled(tuple(each for each in response.gaps if each[0] in right)).fields()

    def right(self) -> Filled | None:
        """Return what belongs into each gap; None where a gap has no answer to show."""
        filled = tuple((name, own) for name, _, task in self.inside if (own := task.right()) is not None)
        return Filled(filled) if len(filled) == len(self.inside) else None

    def _mean(self, shares: Mapping[str, Fraction]) -> Fraction:
        whole = sum(weight for _, weight, _ in self.inside)
        return sum((shares.get(name, NONE) * weight for name, weight, _ in self.inside), NONE) / whole


@dataclass(frozen=True, kw_only=True)
class SelectGap:
    """A gap in which one of its options is picked."""

    id: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Refuse what is no single choice."""
        SingleChoice(options=self.options)


@dataclass(frozen=True, kw_only=True)
class GapSelect(Gaps):
    """Each gap counts the same (docs.moodle.org, Select missing words question type)."""

    kind: ClassVar[str] = "gapselect"
    gaps: tuple[SelectGap, ...]

    def __post_init__(self) -> None:
        """Refuse a text without gaps."""
        unique.check("gaps", self.gaps, least=1, most=MOST_GAPS)

    @property
    def inside(self) -> tuple[tuple[str, int, GapTask], ...]:
        """Return each gap as a single choice."""
        return tuple((each.id, 1, SingleChoice(options=each.options)) for each in self.gaps)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap of any type that can stand in a text. In a package the keys of the type stand beside `id` and `weight`."""

    id: str
    task: GapTask
    weight: int = 1

    def __post_init__(self) -> None:
        """Refuse a weight that is none."""
        if not 1 <= self.weight <= MOST_WEIGHT:
            raise Unsound(Fault.OUT_OF_RANGE, ("weight",))

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the gap that a package wrote."""
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in GAP_TASKS:
            raise Unsound(Fault.MISSING if kind is None else Fault.UNKNOWN, ("type",), str(kind)[:60])
        own = {name: each for name, each in value.items() if name not in ("id", "type", "weight")}
        name = codec.read(str, value.get("id"), ("id",))
        weight = codec.read(int, value.get("weight", 1), ("weight",))
        return cls(id=name, task=codec.read(GAP_TASKS[kind], own), weight=weight)

    def to_json(self) -> dict[str, Any]:
        """Return it as a package writes it."""
        weight = {"weight": self.weight} if self.weight != 1 else {}
        return {"id": self.id, "type": self.task.kind, **weight, **codec.written(self.task)}


@dataclass(frozen=True, kw_only=True)
class Cloze(Gaps):
    """Gaps of any mix, by their weights (docs.moodle.org, Embedded Answers (Cloze) question type)."""

    kind: ClassVar[str] = "cloze"
    gaps: tuple[Gap, ...]

    def __post_init__(self) -> None:
        """Refuse a text without gaps."""
        unique.check("gaps", self.gaps, least=1, most=MOST_GAPS)

    @property
    def inside(self) -> tuple[tuple[str, int, GapTask], ...]:
        """Return each gap."""
        return tuple((each.id, each.weight, each.task) for each in self.gaps)


def _read(gap: str, task: Task[Any], fields: Fields) -> list[Response]:
    """Return what was filled into a gap; nothing where nothing was."""
    try:
        return [task.read(fields)]
    except NotAnAnswer as refused:
        if refused.reason == Reason.NOTHING:
            return []
        raise NotAnAnswer(refused.reason, f"{gap}.{refused.part}") from None
