"""From the marks of questions to the mark of an attempt, and from attempts to a grade."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def total(shares: Sequence[Fraction], weights: Sequence[int] | None = None) -> Fraction:
    """Return the share of an attempt: the mean of its questions' by their weights. Nothing asked: 0.

    :param weights: of each question; one that nobody marks weighs 0. None: all weigh the same.
    """
    weights = [1] * len(shares) if weights is None else weights
    whole = sum(weights)
    if not whole:
        return Fraction(0)
    return sum((share * weight for share, weight in zip(shares, weights, strict=True)), Fraction(0)) / whole


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
        return floor(Fraction(sum(points_of_attempts), len(points_of_attempts)) + Fraction(1, 2))
    if how == "first":
        return points_of_attempts[0]
    return points_of_attempts[-1] if how == "last" else max(points_of_attempts)
