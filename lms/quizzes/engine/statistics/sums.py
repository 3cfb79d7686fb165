"""Exact sums over marks, from which everything else follows.

What is known of a question is how often each of its marks came in attempts of each total. A mark and a total are packed
into one whole number, so that a hundred thousand attempts are counted in one pass, without a tuple for each.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from operator import add

Column = Sequence[int | None]
"""The marks of one question, an attempt each, in points; None: it was not asked in that attempt."""

Pairs = Mapping[int, int]
"""How often each mark of a question comes with each total of an attempt, by `packed(mark, total)`."""

_BITS = 20
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1


def packed(mark: int, total: int) -> int:
    """Return a mark and the total of its attempt, this question included, as one number.

    :param mark: from −524,288 to 524,287 points.
    """
    return (total << _BITS) + mark


def unpacked(pair: int) -> tuple[int, int]:
    """Return the mark and the total."""
    mark = ((pair + _HALF) & _MASK) - _HALF
    return mark, (pair - mark) >> _BITS


def totals(columns: Sequence[Column]) -> list[int]:
    """Return the sum of each attempt over all columns, which are of one length; what was not asked adds nothing."""
    try:
        return list(map(sum, zip(*columns, strict=True)))
    except TypeError:  # Something was not asked; looking for it first would take as long again.
        return [sum(filter(None, row)) for row in zip(*columns, strict=True)]


def pairs_of(columns: Mapping[str, Column]) -> dict[str, Pairs]:
    """Return of each question how often each mark comes with each total.

    :param columns: all over the same attempts in the same order.
    """
    wholes = totals(list(columns.values()))
    known = sorted(set(wholes))
    # Places of totals instead of totals: numbers below 2³⁰ are added and counted in half the time.
    places = {total: packed(0, place) for place, total in enumerate(known)}
    shifted = [places[total] for total in wholes]
    return {name: _pairs(column, shifted, known) for name, column in columns.items()}


def _pairs(column: Column, shifted: Sequence[int], known: Sequence[int]) -> dict[int, int]:
    try:
        counts = Counter(map(add, shifted, column))
    except TypeError:
        counts = Counter(place + mark for place, mark in zip(shifted, column, strict=True) if mark is not None)
    found = {}
    for pair, times in counts.items():
        mark, place = unpacked(pair)
        found[packed(mark, known[place])] = times
    return found


def variance(counts: Mapping[int, int]) -> Fraction | None:
    """Return the variance of a sample, with n − 1, from how often each value comes; None for fewer than two."""
    count = sum(counts.values())
    if count < 2:
        return None
    first = sum(value * times for value, times in counts.items())
    second = sum(value * value * times for value, times in counts.items())
    return Fraction(count * second - first * first, count * (count - 1))


@dataclass(frozen=True)
class Paired:
    """How the marks of a question go together with the rest of the attempt, without the question itself.

    :param marks: how often each comes.
    :param one: the variance of the marks, `other` that of the rests; None for fewer than two attempts.
    :param covariance: of the sample, with n − 1.
    :param most: the greatest that the same values could have, were both put in order.
    """

    marks: Mapping[int, int]
    one: Fraction | None
    other: Fraction | None
    covariance: Fraction
    most: Fraction

    @property
    def correlation(self) -> float | None:
        """Return Pearson's correlation; None where one of the two does not vary."""
        if not self.one or not self.other:
            return None
        return float(self.covariance) / sqrt(self.one * self.other)

    @property
    def greatest(self) -> float | None:
        """Return the greatest correlation that the same values could have; None where one of the two does not vary."""
        return float(self.most) / sqrt(self.one * self.other) if self.one and self.other else None

    @property
    def efficiency(self) -> float | None:
        """Return the covariance as a part of the greatest possible; None where that is 0."""
        return float(self.covariance / self.most) if self.most else None


def paired(pairs: Pairs) -> Paired:
    """Return how a question goes together with the rest of the attempts in which it was asked."""
    marks: dict[int, int] = {}
    rests: dict[int, int] = {}
    products = 0
    for pair, times in pairs.items():
        mark, total = unpacked(pair)
        rest = total - mark
        marks[mark] = marks.get(mark, 0) + times
        rests[rest] = rests.get(rest, 0) + times
        products += mark * rest * times
    count = sum(marks.values())
    product = sum(mark * times for mark, times in marks.items()) * sum(rest * times for rest, times in rests.items())

    def covariance(products: int) -> Fraction:
        return Fraction(count * products - product, count * (count - 1)) if count > 1 else Fraction(0)

    most = _ordered(marks, rests)
    return Paired(marks, variance(marks), variance(rests), covariance(products), covariance(most))


def _ordered(ones: Mapping[int, int], others: Mapping[int, int]) -> int:
    """Return the sum of products of two columns when both are in order, from how often each value comes."""
    products, ahead, value, left = 0, iter(sorted(ones.items())), 0, 0
    for other, times in sorted(others.items()):
        wanted = times
        while wanted:
            if not left:
                value, left = next(ahead)
            taken = min(left, wanted)
            products += value * other * taken
            left, wanted = left - taken, wanted - taken
    return products
