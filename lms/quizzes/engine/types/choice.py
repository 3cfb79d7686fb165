"""Single choice, multiple choice, true or false: options are chosen."""

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.refusal import Fault, NotAnAnswer, Reason, Unsound
from lms.quizzes.engine.task import NONE, WHOLE, Fields, Part, Task, Verdict
from lms.quizzes.engine.types import unique

FIELD = "values"
MOST_OPTIONS = 20
_NEAR = Fraction("0.011")
"""Three shares of 0.33 are meant as the whole."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """What can be chosen.

    :param share: what choosing it adds to the mark, from −1 to 1; where none is said, `right` decides.
    """

    id: str
    text: Text
    feedback: Text | None = None
    right: bool = False
    share: Fraction | None = None


class Marking(StrEnum):
    """How several options make a mark."""

    PARTIAL = "partial"
    """Each option counts for itself, and the whole never falls below 0."""
    NEGATIVE = "negative"
    """The same, but the whole may fall to −1."""
    ALL_OR_NOTHING = "all-or-nothing"


@dataclass(frozen=True)
class Chosen:
    """The options that were chosen, in the order of the alphabet."""

    values: tuple[str, ...]

    def fields(self) -> Fields:
        """Return it as it is stored."""
        return {FIELD: list(self.values)}


class Choice(Task[Chosen]):
    """What questions with options have in common."""

    several: ClassVar[bool] = False

    @property
    @abstractmethod
    def shares(self) -> dict[str, Fraction]:
        """Return what each option adds to the mark."""

    @property
    @abstractmethod
    def explained(self) -> frozenset[str]:
        """Return the options that have feedback."""

    @property
    def least(self) -> Fraction:
        """Return the lowest share."""
        return min(NONE, *self.shares.values())

    def read(self, fields: Fields) -> Chosen:
        """Return what was chosen; the same twice is once."""
        form.known(fields, (FIELD,))
        chosen = frozenset(fields.get(FIELD, ()))
        if not chosen:
            raise NotAnAnswer(Reason.NOTHING)
        if not chosen <= self.shares.keys():
            raise NotAnAnswer(Reason.NOT_THERE, FIELD)
        if len(chosen) > 1 and not self.several:
            raise NotAnAnswer(Reason.TOO_MANY, FIELD)
        return Chosen(tuple(sorted(chosen)))

    def mark(self, response: Chosen) -> Verdict:
        """Return the sum of what was chosen."""
        shares = self.shares
        parts = tuple(Part(name, self._part(shares[name])) for name in response.values)
        share = self._whole(sum((shares[name] for name in response.values), NONE), response)
        return Verdict(share, parts, tuple(name for name in response.values if name in self.explained))

    def kept(self, response: Chosen) -> Fields:
        """Return the options that are right."""
        return {FIELD: values} if (values := [name for name in response.values if self.shares[name] > 0]) else {}

    def right(self) -> Chosen | None:
        """Return the option that is wholly right."""
        return Chosen((next(name for name, share in self.shares.items() if share == WHOLE),))

    def _part(self, share: Fraction) -> Fraction:
        return max(share, NONE)

    def _whole(self, share: Fraction, response: Chosen) -> Fraction:
        return share


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Choice):
    """One option is chosen. Options may be worth a part, or less than nothing."""

    kind: ClassVar[str] = "single"
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Refuse a question without exactly one right option, or without a share of 1."""
        _check(self.options)
        if any(each.share is not None for each in self.options):
            if max(self.shares.values()) != 1:
                raise Unsound(Fault.SHARES, ("options",))
        elif sum(each.right for each in self.options) != 1:
            raise Unsound(Fault.RIGHT_COUNT, ("options",))

    @property
    def shares(self) -> dict[str, Fraction]:
        """Return what each option is worth."""
        return {each.id: Fraction(each.right) if each.share is None else each.share for each in self.options}

    @property
    def explained(self) -> frozenset[str]:
        """Return the options that have feedback."""
        return frozenset(each.id for each in self.options if each.feedback)


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Choice):
    """Several options are chosen. Where only `right` is said, each right one adds an equal part of the mark and each
    wrong one takes as much away.
    """

    kind: ClassVar[str] = "multiple"
    several: ClassVar[bool] = True
    options: tuple[Option, ...]
    marking: Marking = Marking.PARTIAL

    def __post_init__(self) -> None:
        """Refuse shares that do not make a whole, and a question in which all is right or nothing."""
        _check(self.options)
        if any(each.share is not None for each in self.options):
            if abs(self._positive() - 1) > _NEAR:
                raise Unsound(Fault.SHARES, ("options",))
        elif not 0 < sum(each.right for each in self.options) < len(self.options):
            raise Unsound(Fault.RIGHT_COUNT, ("options",))

    @property
    def least(self) -> Fraction:
        """Return the lowest share: below 0 only where that is said."""
        if self.marking != Marking.NEGATIVE:
            return NONE
        return max(Fraction(-1), sum((share for share in self.shares.values() if share < 0), NONE))

    @property
    def shares(self) -> dict[str, Fraction]:
        """Return what each option adds; those above 0 add up to exactly 1."""
        if any(each.share is not None for each in self.options):
            whole = self._positive()
            written = {each.id: each.share or NONE for each in self.options}
            return {name: share / whole if share > 0 else share for name, share in written.items()}
        part = Fraction(1, sum(each.right for each in self.options))
        return {each.id: part if each.right else -part for each in self.options}

    @property
    def explained(self) -> frozenset[str]:
        """Return the options that have feedback."""
        return frozenset(each.id for each in self.options if each.feedback)

    def right(self) -> Chosen:
        """Return every option that adds to the mark."""
        return Chosen(tuple(sorted(name for name, share in self.shares.items() if share > 0)))

    def _positive(self) -> Fraction:
        return sum((each.share for each in self.options if each.share and each.share > 0), NONE)

    def _part(self, share: Fraction) -> Fraction:
        return Fraction(share > 0)

    def _whole(self, share: Fraction, response: Chosen) -> Fraction:
        if self.marking == Marking.ALL_OR_NOTHING:
            return Fraction(response == self.right())
        return max(self.least, share)


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Choice):
    """A sentence that is true or false."""

    kind: ClassVar[str] = "truefalse"
    answer: bool
    if_true: Text | None = None
    if_false: Text | None = None

    @property
    def shares(self) -> dict[str, Fraction]:
        """Return what each of the two is worth."""
        return {"true": Fraction(self.answer), "false": Fraction(not self.answer)}

    @property
    def explained(self) -> frozenset[str]:
        """Return those of the two that have feedback."""
        return frozenset(name for name, said in (("true", self.if_true), ("false", self.if_false)) if said)


def _check(options: tuple[Option, ...]) -> None:
    unique.check("options", options, least=2, most=MOST_OPTIONS)
    for place, each in enumerate(options):
        if each.share is not None and abs(each.share) > 1:
            raise Unsound(Fault.OUT_OF_RANGE, ("options", place, "share"))
    if any(each.share is not None for each in options) and any(each.right for each in options):
        raise Unsound(Fault.BOTH_WAYS, ("options",))
