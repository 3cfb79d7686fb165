"""From the marks of questions to the mark of an attempt, and from attempts to a grade."""

from collections.abc import Sequence
from fractions import Fraction


def total(marked: Sequence[tuple[Fraction, int]]) -> Fraction:
    """Return the share of an attempt: the mean of its questions' shares by their weights, at least 0. Nothing asked: 0.

    :param marked: the share and the weight of each question that is marked.
    """
    weights = sum(weight for _, weight in marked)
    whole = sum((share * weight for share, weight in marked), Fraction(0))
    return max(Fraction(0), whole / weights) if weights else Fraction(0)


def passes(share: Fraction, needed: float) -> bool:
    """Tell whether an attempt passes, exactly: 7 of 10 passes 0.7."""
    return share >= Fraction(str(needed))


def grade(points_of_attempts: Sequence[int], how: str) -> int:
    """Return what counts of several attempts, given in their order; 0 where there is none.

    :param how: "highest", "average" (rounded half up), "first" or "last".
    """
    if not points_of_attempts:
        return 0
    if how == "average":
        return int(Fraction(sum(points_of_attempts), len(points_of_attempts)) + Fraction(1, 2))
    if how == "first":
        return points_of_attempts[0]
    return points_of_attempts[-1] if how == "last" else max(points_of_attempts)
