"""From marks to points, and from attempts to a grade."""

from fractions import Fraction

import pytest

from lms.points import points
from lms.quizzes.engine import grading


@pytest.mark.parametrize(
    ("share", "whole"), [("0", 0), ("1", 10_000), ("1/3", 3333), ("2/3", 6667), ("1/20000", 1), ("1/20001", 0)]
)
def test_shares_become_points_rounded_half_up(share: str, whole: int) -> None:
    assert points(Fraction(share)) == whole


def test_an_attempt_is_worth_the_mean_of_its_questions() -> None:
    assert grading.total([Fraction(1), Fraction(1, 3), Fraction(0)]) == Fraction(4, 9)
    assert grading.total([]) == 0


def test_seven_of_ten_pass_seven_tenths_exactly() -> None:
    assert grading.passes(Fraction(7, 10), 0.7)
    assert not grading.passes(Fraction(7, 10) - Fraction(1, 10**9), 0.7)


@pytest.mark.parametrize(("how", "counts"), [("highest", 9), ("average", 6), ("first", 2), ("last", 7)])
def test_which_attempt_counts(how: str, counts: int) -> None:
    assert grading.grade([2, 9, 7], how) == counts
    assert grading.grade([], how) == 0
