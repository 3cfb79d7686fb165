"""Rubrics: a person marks by picking, for each criterion, the level that was reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.refusal import Fault, Unsound
from lms.quizzes.engine.types import unique

MOST_CRITERIA = 10
MOST_LEVELS = 8
MOST_WEIGHT = 100
MOST_MARKERS = 2


@dataclass(frozen=True, kw_only=True)
class Level:
    """How far a criterion may be reached; `share` of its marks, from 0 to 1."""

    id: str
    text: Text
    share: Fraction

    def __post_init__(self) -> None:
        """Refuse a share that is none."""
        if not 0 <= self.share <= 1:
            raise Unsound(Fault.OUT_OF_RANGE, ("share",))


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What is looked for, and how much it weighs among the criteria."""

    id: str
    text: Text
    levels: tuple[Level, ...]
    weight: int = 1

    def __post_init__(self) -> None:
        """Refuse a criterion that nobody can reach wholly."""
        unique.check("levels", self.levels, least=2, most=MOST_LEVELS)
        if max(each.share for each in self.levels) != 1:
            raise Unsound(Fault.SHARES, ("levels",))
        if not 1 <= self.weight <= MOST_WEIGHT:
            raise Unsound(Fault.OUT_OF_RANGE, ("weight",))


class NotByRubric(ValueError):
    """A criterion was left out, or something was picked that is not there."""


def check(rubric: tuple[Criterion, ...]) -> None:
    """Refuse two criteria of one id, and more than a marker can hold in mind.

    :raises Unsound: it is so.
    """
    unique.check("rubric", rubric, least=0, most=MOST_CRITERIA)


def check_markers(number: int) -> None:
    """Refuse to let nobody mark, or more than two: where they differ, a third look decides anyway.

    :raises Unsound: it is so.
    """
    if not 1 <= number <= MOST_MARKERS:
        raise Unsound(Fault.OUT_OF_RANGE, ("markers",))


def share(rubric: tuple[Criterion, ...], picked: Mapping[str, str]) -> Fraction:
    """Return the mark: the mean of the levels that were picked, by the weights of their criteria.

    :param picked: the id of a level for each criterion.
    :raises NotByRubric: one is missing, or there is none of this name.
    """
    if not rubric or picked.keys() != {each.id for each in rubric}:
        raise NotByRubric
    whole = sum(each.weight for each in rubric)
    return sum((each.weight * _level(each, picked[each.id]) for each in rubric), Fraction(0)) / whole


def _level(criterion: Criterion, name: str) -> Fraction:
    for level in criterion.levels:
        if level.id == name:
            return level.share
    raise NotByRubric
