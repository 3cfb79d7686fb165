"""What figures say of a question, and from how many people on they are shown. No database, no clock."""

from dataclasses import dataclass
from enum import StrEnum

from lms.points import WHOLE
from lms.quizzes.engine.statistics.intervals import Interval, wilson
from lms.quizzes.engine.statistics.items import ItemStatistics

FEWEST_PEOPLE = 5
"""With fewer, who knows the people could tell one's answers from the figures."""

EASY, HARD = 0.95, 0.2
LITTLE = 0.2
"""A discrimination below it says little (Ebel and Frisbie 1991, chapter 13)."""


class Tries(StrEnum):
    """Which attempts of a person count."""

    FIRST = "first"
    ALL = "all"


class Judgement(StrEnum):
    """What the figures say of a question; pages have the sentences."""

    TOO_FEW = "too-few"
    BACKWARDS = "backwards"
    """Those who do better in the rest do worse here, beyond chance."""
    EASY = "easy"
    HARD = "hard"
    LITTLE = "little"
    GOOD = "good"


def judgement(item: ItemStatistics) -> Judgement:
    """Return what figures say of a question, the most pressing first."""
    if not item.enough or item.facility is None:
        return Judgement.TOO_FEW
    # Without bounds it is −1 or 1.
    _least, most = item.discrimination_within or (item.discrimination, item.discrimination)
    if most is not None and most < 0:
        return Judgement.BACKWARDS
    if item.facility > EASY:
        return Judgement.EASY
    if item.facility < HARD:
        return Judgement.HARD
    if item.discrimination is None or item.discrimination < LITTLE:
        return Judgement.LITTLE
    return Judgement.GOOD


class Outcome(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    NONE = "none"


def outcome(points: int, *, is_answered: bool) -> Outcome:
    """Return what became of an answer by its points."""
    if not is_answered:
        return Outcome.NONE
    return Outcome.RIGHT if points >= WHOLE else Outcome.PARTLY if points > 0 else Outcome.WRONG


@dataclass(frozen=True)
class Share:
    """So many of all, 0 to 1, and between which bounds that lies in 95 of 100 such groups."""

    count: int
    share: float
    within: Interval


def share(count: int, of: int) -> Share:
    """Return a count as a share of all."""
    return Share(count, count / of if of else 0.0, wilson(count, of))
