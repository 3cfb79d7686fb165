"""When an attempt may begin, when it ends, and for whom other settings hold."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.engine.rules.settings import Overdue, Override, Settings, in_force
from lms.quizzes.engine.rules.timing import (
    AttemptStage,
    NotNow,
    Past,
    Why,
    counts,
    ends_at,
    may_begin,
    next_at,
    stage_at,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """Return a moment so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


BEGIN: list[tuple[str, Settings, list[Past], float, NotNow | None]] = [
    ("nothing is said", Settings(), [], 0, None),
    ("one is open", Settings(attempts=1), [Past(at(-9))], 0, NotNow(Why.UNDER_WAY)),
    ("a moment too early", Settings(opens_at=at(1)), [], 0.99, NotNow(Why.NOT_OPEN, at(1))),
    ("just open", Settings(opens_at=at(1)), [], 1, None),
    ("just closed", Settings(closes_at=at(1)), [], 1, NotNow(Why.CLOSED, at(1))),
    ("about to close", Settings(closes_at=at(1)), [], 0.99, None),
    ("the last try", Settings(attempts=2), [Past(at(-9), at(-8))], 0, None),
    ("no try left", Settings(attempts=1), [Past(at(-9), at(-8))], 0, NotNow(Why.NO_TRY_LEFT)),
    ("the first wait", Settings(wait_s=600), [Past(at(-9), at(-8))], 1.9, NotNow(Why.WAIT, at(2))),
    ("the first wait is over", Settings(wait_s=600), [Past(at(-9), at(-8))], 2, None),
    (
        "the later wait",
        Settings(wait_s=600, wait_later_s=1200),
        [Past(at(-99), at(-98)), Past(at(-9), at(-8))],
        2,
        NotNow(Why.WAIT, at(12)),
    ),
    ("it counts from the limit", Settings(wait_s=600, limit_s=60), [Past(at(-9), at(-1))], 1, NotNow(Why.WAIT, at(2))),
    ("or from the end", Settings(wait_s=600, limit_s=6000), [Past(at(-9), at(-1))], 1, NotNow(Why.WAIT, at(9))),
    (
        "the wait is longer than the quiz is open",
        Settings(wait_s=600, closes_at=at(2)),
        [Past(at(-9), at(-8))],
        1,
        NotNow(Why.NEVER_AGAIN, at(2)),
    ),
    (
        "the wait ends before it closes",
        Settings(wait_s=600, closes_at=at(2.01)),
        [Past(at(-9), at(-8))],
        1,
        NotNow(Why.WAIT, at(2)),
    ),
]


@pytest.mark.parametrize(("name", "settings", "past", "now", "said"), BEGIN, ids=[each[0] for each in BEGIN])
def test_when_an_attempt_may_begin(
    name: str, settings: Settings, past: list[Past], now: float, said: NotNow | None
) -> None:
    assert may_begin(settings, past, at(now)) == said


def test_before_the_first_end_nothing_is_waited_for() -> None:
    assert next_at(Settings(wait_s=60), []) is None
    assert next_at(Settings(wait_s=60), [Past(NOON)]) is None


@pytest.mark.parametrize(
    ("settings", "end"),
    [
        (Settings(), None),
        (Settings(limit_s=600), at(10)),
        (Settings(closes_at=at(5)), at(5)),
        (Settings(limit_s=600, closes_at=at(5)), at(5)),
        (Settings(limit_s=60, closes_at=at(5)), at(1)),
        (Settings(closes_at=at(-5)), at(0)),
    ],
)
def test_an_attempt_ends_at_its_limit_or_when_the_quiz_closes(settings: Settings, end: datetime | None) -> None:
    assert ends_at(settings, NOON) == end


@pytest.mark.parametrize(
    ("now", "hand_in", "discard"),
    [
        (9.99, AttemptStage.OPEN, AttemptStage.OPEN),
        (10, AttemptStage.GRACE, AttemptStage.GRACE),
        (10.49, AttemptStage.GRACE, AttemptStage.GRACE),
        (10.5, AttemptStage.DUE, AttemptStage.DISCARDED),
    ],
)
def test_what_is_on_its_way_at_the_end_counts_and_later_does_not(
    now: float, hand_in: AttemptStage, discard: AttemptStage
) -> None:
    timed = Settings(limit_s=600, grace_s=30)
    strict = Settings(limit_s=600, grace_s=30, overdue=Overdue.DISCARD)

    assert stage_at(timed, Past(NOON), at(now)) == hand_in
    assert stage_at(strict, Past(NOON), at(now)) == discard
    assert counts(timed, Past(NOON), at(now)) is (now < 10.5)
    assert stage_at(timed, Past(NOON, at(1)), at(now)) == AttemptStage.HANDED_IN
    assert not counts(timed, Past(NOON, at(1)), at(now))
    assert stage_at(Settings(), Past(NOON), at(now)) == AttemptStage.OPEN


def test_a_person_goes_before_a_cohort_and_a_cohort_before_the_quiz() -> None:
    quiz = Settings(attempts=1, opens_at=at(0), closes_at=at(60), limit_s=600, grace_s=5, wait_s=7)
    cohort = Override(reason="late start", opens_at=at(10), closes_at=at(70), attempts=2)
    person = Override(reason="reads with a screen reader", limit_s=1200, closes_at=at(90))

    found = in_force(quiz, [cohort], person)
    assert found == Settings(attempts=2, opens_at=at(10), closes_at=at(90), limit_s=1200, grace_s=5, wait_s=7)
    assert in_force(quiz, [cohort]).closes_at == at(70)
    assert in_force(quiz) == quiz


def test_of_several_cohorts_the_most_generous_holds() -> None:
    overrides = [
        Override(reason="a", opens_at=at(5), attempts=3, limit_s=60, closes_at=at(9)),
        Override(reason="b", opens_at=at(1), attempts=2, limit_s=None),
        Override(reason="c", closes_at=at(8)),
    ]
    for some in permutations(overrides):
        found = in_force(Settings(attempts=1, limit_s=30, closes_at=at(7)), some)
        assert found == Settings(attempts=3, opens_at=at(1), limit_s=None, closes_at=at(9))


def test_no_limit_is_said_and_is_not_silence() -> None:
    quiz = Settings(attempts=1, closes_at=at(1), limit_s=60, opens_at=at(0))
    free = Override(reason="ill", attempts=None, closes_at=None, limit_s=None, opens_at=None)

    assert in_force(quiz, person=free) == Settings()
    assert in_force(quiz, [free], Override(reason="x", attempts=1)) == Settings(attempts=1)


@pytest.mark.parametrize("reason", ["", " "])
def test_an_override_has_a_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        Override(reason=reason)


MAYBE = st.none() | st.integers(-60, 60).map(at)
SETTINGS = st.builds(
    Settings,
    attempts=st.none() | st.integers(1, 3),
    opens_at=MAYBE,
    closes_at=MAYBE,
    limit_s=st.none() | st.integers(1, 3600),
    grace_s=st.integers(0, 120),
    overdue=st.sampled_from(Overdue),
    wait_s=st.integers(0, 1200),
    wait_later_s=st.integers(0, 1200),
)


@given(SETTINGS, st.integers(-60, 60).map(at), st.integers(0, 120))
def test_an_attempt_never_goes_back_to_an_earlier_stage(settings: Settings, begun_at: datetime, minutes: int) -> None:
    order = list(AttemptStage)
    first, later = (
        stage_at(settings, Past(begun_at), begun_at + timedelta(minutes=each)) for each in (minutes, minutes + 1)
    )

    assert order.index(first) <= order.index(later)
    end = ends_at(settings, begun_at)
    assert end is None or begun_at <= end


@given(SETTINGS, st.integers(0, 3), st.integers(-60, 60))
def test_who_may_begin_may_also_answer(settings: Settings, ended: int, now: int) -> None:
    past = [Past(at(-200 + 10 * each), at(-195 + 10 * each)) for each in range(ended)]
    if may_begin(settings, past, at(now)) is None:
        assert counts(settings, Past(at(now)), at(now))
