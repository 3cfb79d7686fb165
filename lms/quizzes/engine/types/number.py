"""Number: one is typed, with a unit or without, and may be as far from the right one as is tolerated."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine import numerals
from lms.quizzes.engine.answer_key import key
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.refusal import Fault, NotAnAnswer, Reason, Unsound
from lms.quizzes.engine.task import NONE, Fields, Part, Task, Verdict
from lms.quizzes.engine.types import unique

NUMBER, UNIT = "number", "unit"
MOST_ANSWERS = 20
MOST_FIGURES = 15


class ToleranceKind(StrEnum):
    """How far a number may be from the right one."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    FIGURES = "figures"


@dataclass(frozen=True, kw_only=True)
class Tolerance:
    """How far off is still right.

    :param by: absolute: at most so much; relative: at most this part of the right number (docs.moodle.org, Calculated
        question type, "nominal" and "relative"); figures: equal when both are rounded to so many significant figures.
    """

    kind: ToleranceKind = ToleranceKind.ABSOLUTE
    by: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        """Refuse a tolerance below 0, and figures that are no whole number from 1 to 15."""
        whole = self.by.denominator == 1 and 1 <= self.by <= MOST_FIGURES
        if self.by < 0 or (self.kind == ToleranceKind.FIGURES and not whole):
            raise Unsound(Fault.OUT_OF_RANGE, ("by",))

    def holds(self, number: Fraction, value: Fraction) -> bool:
        """Tell whether `number` is near enough to the right `value`; exactly so far is near enough."""
        if self.kind == ToleranceKind.FIGURES:
            figures = int(self.by)
            return numerals.rounded(number, figures) == numerals.rounded(value, figures)
        return abs(number - value) <= self.by * (abs(value) if self.kind == ToleranceKind.RELATIVE else 1)


@dataclass(frozen=True, kw_only=True)
class NumberAnswer:
    """A number that is taken for an answer, in the unit of factor 1, and what it is worth."""

    id: str
    value: Fraction
    tolerance: Tolerance = Tolerance()
    share: Fraction = Fraction(1)
    feedback: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit by all the names it may be written with.

    :param factor: how many of the unit of factor 1 it holds: 1000 for km where the answer is in m.
    """

    id: str
    names: tuple[str, ...]
    factor: Fraction = Fraction(1)


class UnitRule(StrEnum):
    """Whether the unit counts."""

    OPTIONAL = "optional"
    NEEDED = "needed"
    """Without it, or with a wrong one, the number counts less."""


@dataclass(frozen=True)
class Measured:
    """A number as it was written, and its unit ("": none)."""

    number: str
    unit: str = ""

    def fields(self) -> Fields:
        """Return it as it is stored."""
        return {NUMBER: [self.number], UNIT: [self.unit]} if self.unit else {NUMBER: [self.number]}


@dataclass(frozen=True, kw_only=True)
class Number(Task[Measured]):
    """The first of the answers that is near enough decides (docs.moodle.org, Numerical question type).

    :param unit_penalty: the part of the mark that goes where a unit is needed and is not there, or is none of these.
    """

    kind: ClassVar[str] = "number"
    answers: tuple[NumberAnswer, ...]
    units: tuple[Unit, ...] = ()
    unit: UnitRule = UnitRule.OPTIONAL
    unit_penalty: Fraction = Fraction(1, 10)

    def __post_init__(self) -> None:
        """Refuse a question that no number answers wholly, and units that cannot be told apart."""
        unique.check("answers", self.answers, least=1, most=MOST_ANSWERS)
        check_shares(tuple(each.share for each in self.answers))
        check_units(self.units, self.unit, self.unit_penalty)

    def read(self, fields: Fields) -> Measured:
        """Return the number and its unit, which may stand behind it in the same field."""
        form.known(fields, (NUMBER, UNIT))
        number = form.one(fields, NUMBER, most=numerals.MOST_SIGNS)
        unit = form.one(fields, UNIT, most=numerals.MOST_SIGNS).strip()
        if not number.strip():
            raise NotAnAnswer(Reason.NOTHING)
        _, behind = numerals.read(number, NUMBER)
        if behind and not self.units:
            raise NotAnAnswer(Reason.NOT_A_NUMBER, NUMBER)
        if behind and unit:
            raise NotAnAnswer(Reason.TOO_MANY, UNIT)
        said = unit or behind
        if said and self.unit == UnitRule.OPTIONAL and self._factor(said) is None:
            raise NotAnAnswer(Reason.NOT_THERE, UNIT)
        return Measured(number, unit)

    def mark(self, response: Measured) -> Verdict:
        """Return what the first answer that is near enough is worth, less the penalty for a unit."""
        number, behind = numerals.read(response.number)
        factor = self._factor(response.unit or behind)
        number *= 1 if factor is None else factor
        unit_right = self.unit == UnitRule.OPTIONAL or factor is not None
        units = (Part(UNIT, Fraction(unit_right)),) if self.unit == UnitRule.NEEDED else ()
        for each in self.answers:
            if each.tolerance.holds(number, each.value):
                share = each.share * (1 if unit_right else 1 - self.unit_penalty)
                return Verdict(share, (Part(NUMBER, each.share), *units), (each.id,) if each.feedback else ())
        return Verdict(NONE, (Part(NUMBER, NONE), *units))

    def right(self) -> Measured | None:
        """Return the first number that is wholly right, with as many figures as it takes."""
        name = self.units[0].names[0] if self.units else ""
        factor = self.units[0].factor if self.units else Fraction(1)
        for each in self.answers:
            for figures in range(4, 30) if each.share == 1 else ():
                shown = Measured(numerals.written(each.value / factor, figures), name)
                if self.mark(shown).share == 1:
                    return shown
        return None

    def _factor(self, name: str) -> Fraction | None:
        """Return the factor of a unit by one of its names; None where it has none."""
        said = key(name, case=True)
        return next((unit.factor for unit in self.units for own in unit.names if key(own, case=True) == said), None)


def check_shares(shares: tuple[Fraction, ...]) -> None:
    """Refuse answers of which none is worth the whole, or one is worth less than nothing or more than all.

    :raises Unsound: it is so.
    """
    for place, share in enumerate(shares):
        if not 0 <= share <= 1:
            raise Unsound(Fault.OUT_OF_RANGE, ("answers", place, "share"))
    if 1 not in shares:
        raise Unsound(Fault.SHARES, ("answers",))


def check_units(units: tuple[Unit, ...], rule: UnitRule, penalty: Fraction) -> None:
    """Refuse units without a name, of one name, or of no size, and a need for units where there are none.

    :raises Unsound: it is so.
    """
    unique.check("units", units, least=1 if rule == UnitRule.NEEDED else 0, most=MOST_ANSWERS)
    seen: set[str] = set()
    for place, unit in enumerate(units):
        names = {key(name, case=True) for name in unit.names}
        if not names or "" in names:
            raise Unsound(Fault.MISSING, ("units", place, "names"))
        if names & seen:
            raise Unsound(Fault.TWICE, ("units", place, "names"))
        if unit.factor <= 0:
            raise Unsound(Fault.OUT_OF_RANGE, ("units", place, "factor"))
        seen |= names
    if not 0 <= penalty <= 1:
        raise Unsound(Fault.OUT_OF_RANGE, ("unit_penalty",))
