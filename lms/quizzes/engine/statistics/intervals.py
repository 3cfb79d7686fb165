"""Between which bounds a figure lies in 95 of 100 such groups."""

from math import atanh, sqrt, tanh
from statistics import NormalDist

Interval = tuple[float, float]

Z = NormalDist().inv_cdf(0.975)


def wilson(count: int, of: int) -> Interval:
    """Return the interval that holds a share in 95 of 100 cases, from 0 to 1; where nobody was asked, all of it.

    Source: Wilson 1927, the score interval without correction for continuity.
    """
    if not of:
        return 0.0, 1.0
    share, square = count / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def fisher(correlation: float, count: int) -> Interval | None:
    """Return the interval of a correlation of so many pairs; None for fewer than four, or where it is ±1.

    Source: Fisher 1921: artanh r is spread nearly as the normal curve, with a deviation of 1/√(n − 3).
    """
    if count < 4 or abs(correlation) >= 1:
        return None
    middle, half = atanh(correlation), Z / sqrt(count - 3)
    return tanh(middle - half), tanh(middle + half)
