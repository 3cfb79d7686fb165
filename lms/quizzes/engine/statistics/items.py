"""Questions: how easy each is, and whether it tells those who know from those who do not."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from lms.points import WHOLE
from lms.quizzes.engine.statistics.intervals import Interval, fisher, wilson
from lms.quizzes.engine.statistics.student import half_width
from lms.quizzes.engine.statistics.sums import Column, Paired, Pairs, paired, pairs_of

FEWEST = 30
"""With fewer answers a correlation is hardly more than chance: its 95 % interval around 0 is wider than ±0.36."""


@dataclass(frozen=True)
class ItemStatistics:
    """What answers say about a question. `…_within` holds a figure in 95 of 100 such groups; None: not known.

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
    facility_within: Interval | None = None
    discrimination_within: Interval | None = None
    efficiency_within: Interval | None = None

    @property
    def enough(self) -> bool:
        """Tell whether there are enough answers to judge the question by."""
        return self.count >= FEWEST


def item_statistics(columns: Mapping[str, Column]) -> dict[str, ItemStatistics]:
    """Return the statistics of each question.

    :param columns: the marks of each, all over the same attempts in the same order.
    """
    return {name: of_pairs(pairs) for name, pairs in pairs_of(columns).items()}


def of_pairs(pairs: Pairs) -> ItemStatistics:
    """Return the statistics of the question whose marks came with these totals so often."""
    pair = paired(pairs)
    count = sum(pair.marks.values())
    facility = sum(mark * times for mark, times in pair.marks.items()) / (count * WHOLE) if count else None
    spread = None if pair.one is None else sqrt(pair.one) / WHOLE
    within = None if pair.correlation is None else fisher(pair.correlation, count)
    greatest = pair.greatest
    return ItemStatistics(
        count=count,
        facility=facility,
        spread=spread,
        discrimination=pair.correlation,
        efficiency=pair.efficiency,
        facility_within=_facility_within(pair, count, facility, spread),
        discrimination_within=within,
        # The greatest possible is taken as known.
        efficiency_within=(within[0] / greatest, min(1.0, within[1] / greatest)) if within and greatest else None,
    )


def _facility_within(pair: Paired, count: int, facility: float | None, spread: float | None) -> Interval | None:
    """Return Wilson's interval of a question that is right or wrong, of others the mean's ± t · s / √n (Student 1908).

    The second is not given where all marks are equal: it would be of no width, and so say too much.
    """
    if pair.marks.keys() <= {0, WHOLE}:
        return wilson(pair.marks.get(WHOLE, 0), count) if count else None
    if not spread or facility is None:
        return None
    half = half_width(spread, count)
    most = max(WHOLE, *pair.marks) / WHOLE  # With certainty a question may win more than it is worth.
    return facility - half, min(most, facility + half)
