"""Whose turn it is, whatever happened before."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.marking import rules
from lms.quizzes.handed import HandedState


@dataclass(frozen=True)
class Mark:
    """A mark that somebody gave."""

    by_uid: str
    turn: int
    points: int


MARKERS = st.sampled_from(["ba", "dway", "ei"])


@given(st.lists(st.tuples(MARKERS, st.integers(0, 10_000)), max_size=12), st.booleans())
def test_marks_come_to_an_end_and_nobody_is_second_to_themselves(deeds: list[tuple[str, int]], two: bool) -> None:
    marks: list[Mark] = []
    state = HandedState.WAITING
    for who, points in deeds:
        turn = rules.turn_of(state, marks, who)
        if turn.number is None:
            assert state == HandedState.MARKED
            assert marks[-1].by_uid != who
            continue
        if turn.changes:
            assert marks[-1].by_uid == who
            marks.pop()
        else:
            assert turn.number != rules.SECOND or marks[0].by_uid != who
            assert turn.sees in (0, rules.SECOND), "nothing before one's own mark, or both"
        marks.append(Mark(who, turn.number, points))
        assert [each.turn for each in marks] == list(range(1, len(marks) + 1))
        state = rules.state_after([each.points for each in marks], two=two)
    held = [each.points for each in marks]
    if state == HandedState.MARKED:
        assert min(held) <= rules.holding(held) <= max(held)
        assert len(held) == (rules.DECIDES if len(held) == rules.DECIDES else 1 + two)
    else:
        assert state == rules.state_after(held, two=two)


@pytest.mark.parametrize(
    ("points", "two", "state"),
    [
        ([], False, HandedState.WAITING),
        ([5000], False, HandedState.MARKED),
        ([5000], True, HandedState.SECOND),
        ([5000, 7000], True, HandedState.MARKED),
        ([7000, 5000], True, HandedState.MARKED),
        ([5000, 7001], True, HandedState.DIFFER),
        ([7001, 5000], True, HandedState.DIFFER),
        ([0, 10_000, 4000], True, HandedState.MARKED),
    ],
)
def test_twenty_of_a_hundred_is_as_far_as_two_marks_may_lie_apart(
    points: list[int], two: bool, state: HandedState
) -> None:
    assert rules.state_after(points, two=two) == state


@pytest.mark.parametrize(("points", "holds"), [([3], 3), ([3, 4], 4), ([4, 4], 4), ([0, 10_000, 7], 7)])
def test_the_mean_of_two_is_rounded_half_up_and_the_third_decides(points: list[int], holds: int) -> None:
    assert rules.holding(points) == holds
