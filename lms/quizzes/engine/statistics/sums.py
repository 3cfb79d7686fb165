"""Exact sums over columns of marks, from which everything else follows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from math import sqrt
from operator import mul, sub

Column = Sequence[int | None]
"""The marks of one question, an attempt each, in points; None: it was not asked in that attempt."""


def totals(columns: Sequence[Column]) -> list[int]:
    """Return the sum of each attempt over all columns, which are of one length; what was not asked adds nothing."""
    try:
        return list(map(sum, zip(*columns, strict=True)))
    except TypeError:  # Something was not asked; looking for it first would take as long again.
        return [sum(filter(None, row)) for row in zip(*columns, strict=True)]


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
    """How a column goes together with another of the same attempts.

    :param covariance: of the sample, with n − 1.
    :param most: the greatest that the same values could have, were both put in order.
    """

    count: int
    one: Fraction
    other: Fraction
    covariance: Fraction
    most: Fraction

    @property
    def correlation(self) -> float | None:
        """Return Pearson's correlation; None where one of the two does not vary."""
        if not self.one or not self.other:
            return None
        return float(self.covariance) / sqrt(self.one * self.other)

    @property
    def efficiency(self) -> float | None:
        """Return the covariance as a part of the greatest possible; None where that is 0."""
        return float(self.covariance / self.most) if self.most else None


def with_rest(column: Column, counts: Mapping[int, int], sums: Sequence[int]) -> Paired | None:
    """Return how a question goes together with the rest of the attempt, without the question itself.

    :param counts: how often each mark comes.
    :param sums: the sum of each attempt, this question included.
    :returns: None for fewer than two attempts in which it was asked.
    """
    marks: Sequence[int] = column  # type: ignore[assignment]
    if sum(counts.values()) < len(column):
        asked = [each is not None for each in column]
        marks, sums = list(compress(marks, asked)), list(compress(sums, asked))
    return paired(marks, list(map(sub, sums, marks)), counts)


def paired(one: Sequence[int], other: Sequence[int], ones: Mapping[int, int]) -> Paired | None:
    """Return how two columns go together; None for fewer than two attempts.

    :param ones: how often each value comes in the first.
    """
    count, others = len(one), Counter(other)
    spread, other_spread = variance(ones), variance(others)
    if spread is None or other_spread is None:
        return None
    product = sum(one) * sum(other)

    def covariance(products: int) -> Fraction:
        return Fraction(count * products - product, count * (count - 1))

    return Paired(
        count, spread, other_spread, covariance(sum(map(mul, one, other))), covariance(_ordered(ones, others))
    )


def _ordered(ones: Mapping[int, int], others: Counter[int]) -> int:
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
