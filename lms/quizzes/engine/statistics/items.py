"""Questions: how easy each is, and whether it tells those who know from those who do not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from lms.points import WHOLE
from lms.quizzes.engine.statistics.sums import Column, totals, variance, with_rest

FEWEST = 30
"""With fewer answers a correlation is hardly more than chance: its 95 % interval around 0 is wider than ±0.36."""


@dataclass(frozen=True)
class ItemStatistics:
    """What answers say about a question.

    :param count: in how many attempts it was asked.
    :param facility: the mean share of its marks; None: it was never asked.
    :param spread: the standard deviation of the share.
    :param discrimination: the correlation of its mark with the rest of the attempt, −1 to 1; of a question that is
        right or wrong, the point-biserial one.
    :param efficiency: the discrimination as a part of the greatest that its marks could have given.
    """

    count: int
    facility: float | None
    spread: float | None
    discrimination: float | None
    efficiency: float | None

    @property
    def enough(self) -> bool:
        """Tell whether there are enough answers to judge the question by."""
        return self.count >= FEWEST


def item_statistics(columns: Mapping[str, Column]) -> dict[str, ItemStatistics]:
    """Return the statistics of each question.

    :param columns: the marks of each, all over the same attempts in the same order.
    """
    sums = totals(list(columns.values()))
    return {name: _item(column, sums) for name, column in columns.items()}


def _item(column: Column, sums: list[int]) -> ItemStatistics:
    counts = {mark: times for mark, times in Counter(column).items() if mark is not None}
    count = sum(counts.values())
    spread, pair = variance(counts), with_rest(column, counts, sums)
    return ItemStatistics(
        count=count,
        facility=sum(mark * times for mark, times in counts.items()) / (count * WHOLE) if count else None,
        spread=None if spread is None else sqrt(spread) / WHOLE,
        discrimination=None if pair is None else pair.correlation,
        efficiency=None if pair is None else pair.efficiency,
    )
