"""Marks as whole numbers, so that they compare and add up exactly: 10,000 points are the whole."""

from fractions import Fraction

WHOLE = 10_000


def points(share: Fraction) -> int:
    """Return a share from 0 to 1 as points, rounded half up."""
    return int(share * WHOLE + Fraction(1, 2))
