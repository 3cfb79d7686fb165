"""What was learned: the pretest and the posttest of the same learners, paired."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from lms.points import WHOLE
from lms.quizzes.engine.statistics.student import half_width
from lms.quizzes.engine.statistics.sums import variance

FEWEST = 10
"""With fewer pairs the interval is so wide, and rests so much on each learner, that nothing is said."""


class Finding(StrEnum):
    """What can be said; pages have the sentence."""

    TOO_FEW = "too-few"
    ROSE = "rose"
    FELL = "fell"
    UNSURE = "unsure"
    """The interval holds 0: it may be chance."""


@dataclass(frozen=True)
class Gain:
    """The difference between posttest and pretest, in shares.

    :param count: learners who took both.
    :param low: from here to `high` lies the mean difference in 95 of 100 such groups; None: too few to say.
    """

    count: int
    before: float | None
    after: float | None
    mean: float | None
    low: float | None
    high: float | None
    finding: Finding


def gain(pairs: Iterable[tuple[int, int]]) -> Gain:
    """Return what learners gained.

    :param pairs: of each learner who took both, the points of the pretest and of the posttest.

    The interval is that of the paired t-test (Student 1908): mean ± t · s / √n of the differences.
    """
    taken = list(pairs)
    count = len(taken)
    if not count:
        return Gain(0, None, None, None, None, None, Finding.TOO_FEW)
    before, after = (sum(column) / (count * WHOLE) for column in zip(*taken, strict=True))
    differences = [post - pre for pre, post in taken]
    mean = sum(differences) / (count * WHOLE)
    spread = variance(Counter(differences))
    if count < FEWEST or spread is None:
        return Gain(count, before, after, mean, None, None, Finding.TOO_FEW)
    half = half_width(sqrt(spread) / WHOLE, count)
    low, high = mean - half, mean + half
    finding = Finding.ROSE if low > 0 else Finding.FELL if high < 0 else Finding.UNSURE
    return Gain(count, before, after, mean, low, high, finding)
