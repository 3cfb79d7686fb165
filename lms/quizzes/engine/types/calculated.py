"""Calculated: a question of numbers that are drawn anew for each attempt; its answers are formulae."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from lms.quizzes.engine import numerals
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.formula import BadFormula, NoValue, formula, is_taken
from lms.quizzes.engine.refusal import Fault, Unsound
from lms.quizzes.engine.task import Fields, Task, Verdict
from lms.quizzes.engine.types import unique
from lms.quizzes.engine.types.number import (
    MOST_ANSWERS,
    Measured,
    Number,
    NumberAnswer,
    Tolerance,
    ToleranceKind,
    Unit,
    UnitRule,
    check_shares,
    check_units,
)

MOST_VARIABLES = 10
MOST_STEPS = 1_000_000
TRIES = 50
"""How often numbers are drawn until every formula has a value; so many draws are tried when a question is written."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,19}")
_HUNDREDTH = Tolerance(kind=ToleranceKind.RELATIVE, by=Fraction(1, 100))


@dataclass(frozen=True, kw_only=True)
class Variable:
    """A number that is drawn: one of `least`, `least` + `step`, … up to `most`, each as likely. `id` is its name."""

    id: str
    least: Fraction
    most: Fraction
    step: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        """Refuse a name that no formula can use, and nothing to draw from."""
        if not _NAME.fullmatch(self.id) or is_taken(self.id):
            raise Unsound(Fault.OUT_OF_RANGE, ("id",), self.id[:60])
        if self.step <= 0 or self.most < self.least or (self.most - self.least) / self.step > MOST_STEPS:
            raise Unsound(Fault.OUT_OF_RANGE, ("step",))

    def drawn(self, seed: str) -> Fraction:
        """Return the number that `seed` draws: the same on every machine."""
        count = (self.most - self.least) // self.step + 1
        dice = int.from_bytes(hashlib.sha256(f"{seed} {self.id}".encode()).digest())
        return self.least + dice % count * self.step


@dataclass(frozen=True, kw_only=True)
class FormulaAnswer:
    """A formula whose value is taken for an answer, and what it is worth."""

    id: str
    formula: str
    tolerance: Tolerance = _HUNDREDTH
    share: Fraction = Fraction(1)
    feedback: Text | None = None


@dataclass(frozen=True)
class Drawn(Task[Measured]):
    """A calculated question with its numbers: a number question."""

    values: Mapping[str, Fraction]
    number: Number
    kind: ClassVar[str] = "calculated"

    def said(self) -> Mapping[str, str]:
        """Return how each variable is written in the text."""
        return {name: numerals.written(value) for name, value in self.values.items()}

    def read(self, fields: Fields) -> Measured:
        """Return the number that was typed."""
        return self.number.read(fields)

    def mark(self, response: Measured) -> Verdict:
        """Return what it is worth."""
        return self.number.mark(response)

    def right(self) -> Measured | None:
        """Return the right number."""
        return self.number.right()


@dataclass(frozen=True, kw_only=True)
class Calculated(Task[Measured]):
    """In its text {{x}} stands for the number drawn for x (docs.moodle.org, Calculated question type).

    It is asked as the seed of an attempt draws it; without one, as the empty seed does.
    """

    kind: ClassVar[str] = "calculated"
    variables: tuple[Variable, ...]
    answers: tuple[FormulaAnswer, ...]
    units: tuple[Unit, ...] = ()
    unit: UnitRule = UnitRule.OPTIONAL
    unit_penalty: Fraction = Fraction(1, 10)

    def __post_init__(self) -> None:
        """Refuse formulae that cannot be read, name what is not drawn, or have no value where they must."""
        unique.check("variables", self.variables, least=1, most=MOST_VARIABLES)
        unique.check("answers", self.answers, least=1, most=MOST_ANSWERS)
        check_shares(tuple(each.share for each in self.answers))
        check_units(self.units, self.unit, self.unit_penalty)
        there = {each.id for each in self.variables}
        for place, each in enumerate(self.answers):
            try:
                unknown = formula(each.formula).names - there
            except BadFormula as bad:
                raise Unsound(Fault.FORMULA, ("answers", place, "formula"), str(bad)) from None
            if unknown:
                raise Unsound(Fault.UNKNOWN, ("answers", place, "formula"), min(unknown))
        self.asked("")

    def asked(self, seed: str) -> Drawn:
        """Return the question with the numbers that `seed` draws.

        :raises Unsound: fifty draws gave no numbers for which every formula has a value.
        """
        for turn in range(TRIES):
            values = {each.id: each.drawn(f"{seed} {turn}") for each in self.variables}
            try:
                return Drawn(values, self._number(values))
            except NoValue:
                continue
        raise Unsound(Fault.FORMULA, ("answers",))

    def said(self) -> Mapping[str, str]:
        """Return how each variable is written in the text."""
        return self.asked("").said()

    def read(self, fields: Fields) -> Measured:
        """Return the number that was typed."""
        return self.asked("").read(fields)

    def mark(self, response: Measured) -> Verdict:
        """Return what it is worth."""
        return self.asked("").mark(response)

    def right(self) -> Measured | None:
        """Return the right number."""
        return self.asked("").right()

    def _number(self, values: Mapping[str, Fraction]) -> Number:
        answers = tuple(
            NumberAnswer(
                id=each.id,
                value=formula(each.formula).value(values),
                tolerance=each.tolerance,
                share=each.share,
                feedback=each.feedback,
            )
            for each in self.answers
        )
        more: dict[str, Any] = {"units": self.units, "unit": self.unit, "unit_penalty": self.unit_penalty}
        return Number(answers=answers, **more)
