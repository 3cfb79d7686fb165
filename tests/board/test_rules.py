"""What a learner's kept totals say: who needs help, and why."""

from datetime import date, timedelta

import pytest

from lms.board import rules
from lms.board.rules import BoardStep, Limits, Line, Mark, Order, Reason, Show, When

FIRST = date(2026, 6, 1)
STEPS = (
    BoardStep(1, "1", needed=True, is_quiz=False, tries=None),
    BoardStep(2, "1", needed=True, is_quiz=True, tries=3),
    BoardStep(3, "1", needed=False, is_quiz=False, tries=None),
    BoardStep(4, "2", needed=True, is_quiz=False, tries=None),
    BoardStep(5, "2", needed=True, is_quiz=True, tries=1),
    BoardStep(6, "", needed=False, is_quiz=False, tries=None),
)
DONE = Mark(1, 10_000, done=True)


def at(day: int, *, closed: bool = False) -> Limits:
    """Return what is asked on a day of a cohort of sixty days; 0: its first day."""
    today = FIRST + timedelta(days=day)
    return rules.limits(STEPS, starts_day=FIRST, ends_day=FIRST + timedelta(days=59), today=today, closed=closed)


def why(limits: Limits, marks: dict[int, Mark], rested_days: int | None) -> tuple[Reason, ...]:
    """Return why somebody with these marks needs help; None: nothing was ever done."""
    last_day = None if rested_days is None else limits.today - timedelta(days=rested_days)
    return rules.reasons(rules.work(STEPS, marks), limits, last_day=last_day, finished_day=None)


def test_marks_come_to_states_steps_and_what_is_next() -> None:
    work = rules.work(STEPS, {1: DONE, 2: Mark(1, 4000, done=False), 3: DONE, 99: DONE})

    assert work.states == "+-+..."
    assert (work.needed_done, work.modules_done, work.next_place, work.stuck_place) == (1, 0, 1, None)
    assert (work.quiz_points, work.results) == (4000, (1, 0, 0, 0))


def test_a_quiz_that_waits_to_be_marked_is_begun_and_has_no_result_yet() -> None:
    waits = rules.work(STEPS, {1: DONE, 2: Mark(0, 0, done=False), 5: Mark(0, 0, done=False)})

    assert (waits.states[1], waits.quiz_points, waits.results) == ("-", None, (0, 0, 0, 0))
    assert waits.stuck_place is None, "nobody has to help somebody who waits for us"


@pytest.mark.parametrize(
    ("done", "onward"),
    [
        ((), 0),
        ((1,), 2),
        ((1, 2), 4),
        ((0, 1, 3), 2),
        ((0, 1, 2), 4),
        ((0, 1, 2, 4), 5),
        ((0, 1, 2, 4, 5), None),
    ],
)
def test_what_comes_next_is_what_the_learner_sees(done: tuple[int, ...], onward: int | None) -> None:
    """The test before, two needed steps, one that is not, the test after, the plan."""
    steps = [
        BoardStep(0, "", needed=False, is_quiz=False, tries=None, when=When.BEFORE),
        *(BoardStep(number, "1", needed=number < 3, is_quiz=False, tries=None) for number in (1, 2, 3)),
        *(BoardStep(number, "", needed=False, is_quiz=False, tries=None, when=When.AFTER) for number in (4, 5)),
    ]

    assert rules.work(steps, dict.fromkeys(done, DONE)).next_place == onward


def test_a_module_is_done_with_its_needed_steps() -> None:
    work = rules.work(STEPS, {1: DONE, 2: DONE})

    assert (work.modules_done, work.needed_done, work.next_place) == (1, 2, 3)
    assert rules.work(STEPS, dict.fromkeys((1, 2, 4, 5), DONE)).next_place is None


@pytest.mark.parametrize(("day", "found"), [(6, ()), (7, (Reason.NOT_BEGUN,))])
def test_who_has_not_begun_after_a_week_needs_help(day: int, found: tuple[Reason, ...]) -> None:
    assert why(at(day), {}, None) == found


@pytest.mark.parametrize(("rested_days", "found"), [(13, ()), (14, (Reason.IDLE,))])
def test_who_did_nothing_for_two_weeks_needs_help(rested_days: int, found: tuple[Reason, ...]) -> None:
    assert why(at(30), {1: DONE, 2: DONE}, rested_days) == found


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ({2: Mark(1, 0, done=False)}, ()),
        ({2: Mark(2, 0, done=False)}, (Reason.QUIZ,)),
        ({2: Mark(3, 10_000, done=True)}, ()),
        ({5: Mark(1, 0, done=False)}, (Reason.QUIZ,)),
        ({1: Mark(9, 0, done=False)}, ()),
    ],
)
def test_a_quiz_failed_twice_or_with_no_try_left_needs_help(marks: dict[int, Mark], found: tuple[Reason, ...]) -> None:
    assert why(at(3), marks, 0) == found


@pytest.mark.parametrize(
    ("day", "done", "found"),
    [
        # After 35 of 60 days, 1 of 4 is exactly a third less than the share that is gone; a day later it is more.
        (35, 1, ()),
        (36, 1, (Reason.BEHIND,)),
        (36, 2, ()),
        (50, 2, ()),
        (51, 2, (Reason.BEHIND,)),
        (400, 3, ()),
        (400, 2, (Reason.BEHIND,)),
    ],
)
def test_who_is_more_than_a_third_behind_the_days_needs_help(day: int, done: int, found: tuple[Reason, ...]) -> None:
    assert why(at(day), dict.fromkeys((1, 2, 4)[:done], DONE), 0) == found


def test_the_most_pressing_reason_comes_first() -> None:
    assert why(at(59), {2: Mark(2, 0, done=False)}, 20) == (Reason.QUIZ, Reason.IDLE, Reason.BEHIND)


def test_who_has_finished_needs_no_help_nor_does_anybody_in_a_closed_group() -> None:
    assert why(at(200), dict.fromkeys((1, 2, 4, 5), DONE), 100) == ()
    assert why(at(59, closed=True), {2: Mark(2, 0, done=False)}, 20) == ()
    once = rules.reasons(rules.work(STEPS, {1: DONE}), at(59), last_day=FIRST, finished_day=FIRST)
    assert once == ()


def line(handle: str, marks: dict[int, Mark], rested_days: int | None) -> Line:
    """Return the line of somebody in the middle of the cohort."""
    limits, work = at(30), rules.work(STEPS, marks)
    last_day = None if rested_days is None else limits.today - timedelta(days=rested_days)
    reasons = rules.reasons(work, limits, last_day=last_day, finished_day=None)
    return Line(handle, "", work, last_day, rules.is_finished(work, limits, None), reasons)


LINES = [
    line("a", {1: DONE}, 20),
    line("b", {}, None),
    line("c", dict.fromkeys((1, 2, 4, 5), DONE), 5),
    line("d", {1: DONE, 2: DONE}, 1),
]


@pytest.mark.parametrize(
    ("show", "order", "handles"),
    [
        (Show.ALL, Order.HANDLE, "abcd"),
        (Show.ALL, Order.HANDLE_DOWN, "dcba"),
        (Show.ALL, Order.DONE, "badc"),
        (Show.ALL, Order.DONE_DOWN, "cdab"),
        (Show.ALL, Order.LAST, "bacd"),
        (Show.ALL, Order.LAST_DOWN, "dcab"),
        (Show.ALL, Order.HELP, "bacd"),
        (Show.HELP, Order.HANDLE, "ab"),
        (Show.FINISHED, Order.HANDLE, "c"),
        (Show.NEW, Order.HANDLE, "b"),
    ],
)
def test_a_board_is_sifted_and_sorted(show: Show, order: Order, handles: str) -> None:
    assert "".join(each.handle for each in rules.arranged(LINES, show, order)) == handles


def test_a_cohort_comes_to_counts_modules_and_bands_of_results() -> None:
    found = rules.sums(STEPS, rules.counted(LINES))

    assert found.shown == {Show.ALL: 4, Show.HELP: 2, Show.FINISHED: 1, Show.NEW: 1}
    assert (found.by_module, found.by_done) == (True, (2, 1, 1))
    assert found.by_points == (0, 0, 0, 3)
    only_one = rules.sums(STEPS[:3], rules.counted([line("a", {1: DONE, 2: Mark(1, 6999, done=False)}, 1)]))
    assert (only_one.by_module, only_one.by_done, only_one.by_points) == (False, (0, 1, 0), (0, 1, 0, 0))
