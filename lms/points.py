"""Marks as whole numbers, so that they compare and add up exactly: 10,000 points are the whole."""

from fractions import Fraction
from math import floor

WHOLE = 10_000


def points(share: Fraction) -> int:
    """Return a share as points, rounded half up. It is below 0 where wrong answers cost more than they can win."""
    return floor(share * WHOLE + Fraction(1, 2))
