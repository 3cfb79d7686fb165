"""Options: how often each is chosen, by whom, and which of the wrong ones does not do its work."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from lms.quizzes.engine.statistics.intervals import Z, wilson
from lms.quizzes.engine.statistics.items import FEWEST
from lms.quizzes.engine.statistics.sums import variance

RARE = 0.05
"""A wrong option that fewer choose does no work (Haladyna and Downing 1993)."""
FEWEST_CHOOSERS = 5


class Weakness(StrEnum):
    """What is wrong with an option; pages have the words."""

    RARELY_CHOSEN = "rarely-chosen"
    """A wrong option that, beyond chance, fewer than one in twenty choose."""
    DRAWS_THE_STRONG = "draws-the-strong"
    """A wrong option that those choose who do better in the rest."""
    REPELS_THE_STRONG = "repels-the-strong"
    """A right option that those choose who do worse in the rest: perhaps the key is wrong."""


@dataclass(frozen=True)
class OptionStatistics:
    """What answers say about an option.

    :param share: of those who answered, how many chose it; `low` and `high` hold it in 95 of 100 cases.
    :param discrimination: the correlation of choosing it with the rest of the attempt; None where it is not defined.
    :param weakness: None: none, or too few answers to judge.
    """

    id: str
    right: bool
    count: int
    share: float
    low: float
    high: float
    discrimination: float | None
    weakness: Weakness | None


Picks = tuple[str, ...]


def option_statistics(
    options: Sequence[str], right: Collection[str], chosen: Sequence[Picks | None], rests: Sequence[int]
) -> list[OptionStatistics]:
    """Return the statistics of each option of a question, in their order.

    :param right: the ids of the right ones.
    :param chosen: what was chosen in each attempt; None: the question was not asked, or not answered.
    :param rests: the points of each attempt without the question.
    """
    return of_picks(options, right, Counter(zip(chosen, rests, strict=True)))


def of_picks(
    options: Sequence[str], right: Collection[str], picked: Mapping[tuple[Picks | None, int], int]
) -> list[OptionStatistics]:
    """Return the same from how often each choice comes with each rest."""
    tallies: dict[Picks, list[int]] = {}
    beside: Counter[int] = Counter()
    for (picks, rest), times in picked.items():
        if picks is not None:
            beside[rest] += times
            tally = tallies.setdefault(picks, [0, 0])
            tally[0] += times
            tally[1] += rest * times
    spread, found = variance(beside), []
    for name in options:
        own = [tally for picks, tally in tallies.items() if name in picks]
        count, rest = sum(tally[0] for tally in own), sum(tally[1] for tally in own)
        correlation = _correlation(count, rest, beside, spread)
        found.append(_option(name, name in right, count, beside.total(), correlation))
    return found


def _correlation(count: int, rest: int, beside: Counter[int], spread: Fraction | None) -> float | None:
    """Return the point-biserial correlation of choosing an option with the rest; None where one does not vary.

    :param count: how many chose it; `rest` is the sum of their rests.
    :param beside: how often each rest comes among all who answered; `spread` is its variance.
    """
    answers = beside.total()
    picks = count * (answers - count)
    if not spread or not picks:
        return None
    whole = sum(value * times for value, times in beside.items())
    pairs = answers * (answers - 1)
    return float(Fraction(answers * rest - count * whole, pairs)) / sqrt(spread * Fraction(picks, pairs))


def _option(name: str, right: bool, count: int, answers: int, discrimination: float | None) -> OptionStatistics:
    low, high = wilson(count, answers)
    weakness = _weakness(right, count, answers, high, discrimination)
    share = count / answers if answers else 0.0
    return OptionStatistics(name, right, count, share, low, high, discrimination, weakness)


def _weakness(right: bool, count: int, answers: int, high: float, discrimination: float | None) -> Weakness | None:
    if answers < FEWEST:
        return None
    if not right and high < RARE:
        return Weakness.RARELY_CHOSEN
    if count < FEWEST_CHOOSERS or discrimination is None:
        return None
    # Beyond chance: the correlation of nothing with nothing has a standard error of about 1/√n.
    beyond = Z / sqrt(answers)
    if right:
        return Weakness.REPELS_THE_STRONG if discrimination < -beyond else None
    return Weakness.DRAWS_THE_STRONG if discrimination > beyond else None
