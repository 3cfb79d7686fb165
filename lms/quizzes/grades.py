"""What counts of several attempts at one quiz."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lms.points import WHOLE
from lms.quizzes.engine import grading
from lms.quizzes.models import Attempt, AttemptState


@dataclass(frozen=True)
class Grade:
    """What counts.

    :param points: 0 to 10,000.
    :param numbers: of the attempts that it is made of.
    """

    points: int
    passed: bool
    numbers: frozenset[int]


def grade(attempts: Sequence[Attempt], how: str, pass_share: float) -> Grade | None:
    """Return what counts of a person's attempts; None before the first was handed in.

    :param attempts: in their order; those that are open or were discarded do not count.
    :param how: "highest", "average", "first" or "last".
    """
    done = [
        (each.points, each) for each in attempts if each.state == AttemptState.HANDED_IN and each.points is not None
    ]
    if not done:
        return None
    points = grading.grade([worth for worth, _ in done], how)
    if how == "average":
        passed = grading.passes(Fraction(points, WHOLE), pass_share)
        return Grade(points, passed, frozenset(each.number for _, each in done))
    one = {"first": done[0], "last": done[-1]}.get(how) or max(done, key=lambda each: each[0])
    return Grade(points, bool(one[1].passed), frozenset({one[1].number}))
