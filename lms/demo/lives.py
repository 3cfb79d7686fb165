"""How made-up people go through a course: most steadily, some to the end, some until they stop or get stuck.

No database, no clock: the same chance makes the same life.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from lms.demo.plan import StepPlan


class Kind(StrEnum):
    """What kind of learner somebody is."""

    STEADY = "steady"
    FINISHED = "finished"
    STOPPED = "stopped"
    STUCK = "stuck"
    NEW = "new"
    """Has a place, and has not begun."""
    HALFWAY = "halfway"
    """In the middle of the first module: the one who can sign in."""


_COMMON = {Kind.STEADY: 50, Kind.FINISHED: 16, Kind.STOPPED: 12, Kind.STUCK: 12, Kind.NEW: 10}


@dataclass(frozen=True)
class Weeks:
    """The days of a cohort as seen today."""

    first: date
    last: date
    today: date

    @property
    def gone(self) -> float:
        """Return the share of its days that are over."""
        return min(1.0, max(0, (self.today - self.first).days) / ((self.last - self.first).days + 1))

    @property
    def done_days(self) -> int:
        """Return how many of its days are over."""
        return max(0, (self.today - self.first).days)


@dataclass(frozen=True)
class Life:
    """What somebody takes on: steps, each with its day, how able they are, and whether a quiz ends it.

    :param skill: the chance that an answer is right.
    """

    steps: tuple[tuple[StepPlan, date], ...]
    skill: float
    fails: bool = False


def kind(chance: Random) -> Kind:
    """Return what kind of learner somebody is."""
    return chance.choices(list(_COMMON), list(_COMMON.values()))[0]


def life(chance: Random, kind: Kind, steps: Sequence[StepPlan], weeks: Weeks) -> Life:
    """Return what somebody of a kind takes on in a course until yesterday, in the order of the course."""
    taken = [step for step in steps if step.needed or chance.random() < 0.55 or kind == Kind.HALFWAY]
    if kind == Kind.NEW or not weeks.done_days or not taken:
        return Life((), 0)
    count, first, last = _span(chance, kind, taken, weeks)
    days = sorted(first + timedelta(days=chance.randint(0, max(0, (last - first).days))) for _ in range(count))
    if days:
        days[-1] = max(last, days[-1])
    skill = 0.35 if kind == Kind.STUCK else chance.uniform(0.78, 0.97)
    return Life(tuple(zip(taken[:count], days, strict=True)), skill, fails=kind == Kind.STUCK)


def _span(chance: Random, kind: Kind, taken: list[StepPlan], weeks: Weeks) -> tuple[int, date, date]:
    """Return how many steps somebody takes on, and from which day to which."""
    whole, over = len(taken), weeks.done_days
    first = weeks.first + timedelta(days=chance.randint(0, min(4, over - 1)))
    yesterday = weeks.today - timedelta(days=1)

    def ago(least: int, most: int) -> date:
        return max(first, yesterday - timedelta(days=chance.randint(least, most)))

    if kind == Kind.HALFWAY:
        return max(1, sum(step.module == "1" for step in taken) // 2), first, yesterday
    if kind == Kind.FINISHED:
        return whole, first, ago(0, over // 2)
    if kind == Kind.STOPPED:
        return max(1, int(whole * weeks.gone * chance.uniform(0.3, 0.7))), first, ago(15, 15 + over // 3)
    if kind == Kind.STUCK:
        quizzes = [place for place, step in enumerate(taken, 1) if step.papers and step.rule == "passed"]
        likely = [place for place in quizzes if place <= max(whole * weeks.gone, quizzes[0])]
        return (chance.choice(likely) if likely else 1), first, ago(0, 12)
    return max(1, min(whole - 1, round(whole * chance.gauss(weeks.gone + 0.08, 0.16)))), first, ago(0, 9)
