"""Quizzes: how the grades of attempts are spread, and how far they can be relied on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import median

from lms.points import WHOLE
from lms.quizzes.engine.statistics.sums import totals, variance


@dataclass(frozen=True)
class QuizStatistics:
    """What attempts say about a quiz; grades are shares.

    :param deviation: the standard deviation, with n − 1.
    :param skewness: above 0: a tail of high grades; below: of low ones. None for fewer than three or no spread.
    :param kurtosis: above 0: peaked more than the normal curve. None for fewer than four or no spread.
    :param consistency: Cronbach's alpha (Cronbach 1951): how well the questions measure one thing, at most 1.
    :param error: the standard error of measurement of one grade: deviation × √(1 − consistency).
    """

    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: float | None
    error: float | None


def quiz_statistics(grades: Sequence[int], columns: Sequence[Sequence[int]] = ()) -> QuizStatistics:
    """Return the statistics of a quiz.

    :param grades: the points of each attempt.
    :param columns: the points of the first place in each attempt, of the second, …: without them, and for attempts of
        unlike length, nothing is known of consistency.
    """
    if len(columns) < 2:
        return of_counts(Counter(grades))
    return of_counts(Counter(grades), [Counter(column) for column in columns], Counter(totals(columns)))


def of_counts(
    grades: Counter[int], parts: Sequence[Mapping[int, int]] = (), wholes: Mapping[int, int] | None = None
) -> QuizStatistics:
    """Return the statistics of a quiz from how often each value comes.

    :param grades: the points of attempts.
    :param parts: the points of each place or question, all of the same attempts; `wholes` are their sums.
    """
    if not grades:
        return QuizStatistics(0, None, None, None, None, None, None, None)
    spread = variance(grades)
    deviation = None if spread is None else sqrt(spread) / WHOLE
    consistency = None if wholes is None or len(parts) < 2 else _alpha(parts, wholes)
    error = None
    if deviation is not None and consistency is not None:
        error = deviation * sqrt(1 - consistency)
    count = grades.total()
    return QuizStatistics(
        count=count,
        mean=sum(value * times for value, times in grades.items()) / (count * WHOLE),
        median=median(grades.elements()) / WHOLE,
        deviation=deviation,
        skewness=_skewness(grades),
        kurtosis=_kurtosis(grades),
        consistency=consistency,
        error=error,
    )


def _alpha(parts: Sequence[Mapping[int, int]], wholes: Mapping[int, int]) -> float | None:
    whole = variance(wholes)
    if not whole:
        return None
    own = (variance(part) for part in parts)
    unshared = sum((each for each in own if each is not None), Fraction(0)) / whole
    return float(Fraction(len(parts), len(parts) - 1) * (1 - unshared))


def _moments(counts: Counter[int]) -> tuple[int, Fraction, Fraction, Fraction]:
    """Return the count and the second, third and fourth central moment, exact."""
    count = counts.total()
    one, two, three, four = (
        Fraction(sum(value**power * times for value, times in counts.items()), count) for power in (1, 2, 3, 4)
    )
    second = two - one**2
    third = three - 3 * one * two + 2 * one**3
    fourth = four - 4 * one * three + 6 * one**2 * two - 3 * one**4
    return count, second, third, fourth


def _skewness(counts: Counter[int]) -> float | None:
    """Return k₃ / k₂^(3/2), of the k-statistics (Kendall and Stuart, section 12)."""
    count, second, third, _ = _moments(counts)
    if count < 3 or not second:
        return None
    k2 = Fraction(count, count - 1) * second
    k3 = Fraction(count * count, (count - 1) * (count - 2)) * third
    return float(k3) / (float(k2) * sqrt(k2))


def _kurtosis(counts: Counter[int]) -> float | None:
    """Return k₄ / k₂², which is 0 for the normal curve."""
    count, second, _, fourth = _moments(counts)
    if count < 4 or not second:
        return None
    k2 = Fraction(count, count - 1) * second
    scale = Fraction(count * count, (count - 1) * (count - 2) * (count - 3))
    k4 = scale * ((count + 1) * fourth - 3 * (count - 1) * second**2)
    return float(k4 / k2**2)
