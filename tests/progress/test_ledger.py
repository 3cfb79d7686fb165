"""The ledger, and the totals that are kept of it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lms.catalog.models import RevisionStep
from lms.progress import queries, rules, service
from lms.progress.models import Event, LedgerRow
from tests.support.cast import TODAY
from tests.support.taking import QUIZ, Taking

LESSON, CASE, REFLECTION = (f"power-shared/{name}" for name in ("why-share-power", "case", "reflection"))


def totals(session: Session, taking: Taking) -> rules.CourseTotal:
    """Return what is kept, in the shape of a recount."""
    course = queries.courses_of(session, taking.account)[taking.shelved.course.id]
    steps = queries.steps_of(session, taking.account, taking.shelved.course.id)
    return rules.CourseTotal(
        course.steps_done,
        course.begun_day,
        course.last_day,
        course.finished_day,
        {
            number: rules.StepTotal(each.points, each.times, each.done_day, each.last_day)
            for number, each in steps.items()
        },
    )


def events(session: Session, taking: Taking) -> list[Event]:
    """Return what the ledger tells, in its order."""
    return [row.event for row in queries.ledger(session, taking.account.id, taking.shelved.course.id)]


def checks(taking: Taking) -> list[str]:
    """Return the codes of the lesson's check questions."""
    row = taking.session.get_one(RevisionStep, (taking.revision_id, taking.step_id(LESSON)))
    return list(row.settings["checks"])


def test_a_lesson_is_done_when_all_its_questions_were_tried(db: Session, taking: Taking) -> None:
    taking.set(LESSON, rule="tried", checks=["aaaaaa", "bbbbbb"])
    place = taking.place(LESSON)

    assert service.answer_check(db, place=place, item="aaaaaa", points=0).done_day is None
    assert service.answer_check(db, place=place, item="bbbbbb", points=0).done_day == TODAY


def test_a_lesson_that_wants_right_answers_is_not_done_by_wrong_ones(db: Session, taking: Taking) -> None:
    taking.set(LESSON, rule="right", checks=["aaaaaa"])
    place = taking.place(LESSON)

    assert service.answer_check(db, place=place, item="aaaaaa", points=9999).done_day is None
    assert service.answer_check(db, place=place, item="aaaaaa", points=10_000).done_day == TODAY


def test_a_question_that_the_lesson_does_not_ask_makes_nothing_done(db: Session, taking: Taking) -> None:
    taking.set(LESSON, rule="tried", checks=[])

    assert service.answer_check(db, place=taking.place(LESSON), item="cccccc", points=0).done_day is None


def test_the_same_answer_again_fills_nothing(db: Session, taking: Taking) -> None:
    (code,) = checks(taking)
    for points in (0, 0, 10_000, 10_000, 0):
        service.answer_check(db, place=taking.place(LESSON), item=code, points=points)

    assert events(db, taking) == [Event.CHECK, Event.DONE, Event.CHECK]


def test_a_lesson_that_asks_less_than_before_is_done_by_an_answer_that_is_no_better(
    db: Session, taking: Taking
) -> None:
    taking.set(LESSON, rule="tried", checks=["aaaaaa", "bbbbbb"])
    service.answer_check(db, place=taking.place(LESSON), item="aaaaaa", points=10_000)
    taking.set(LESSON, rule="tried", checks=["aaaaaa"])

    for _ in range(2):
        assert service.answer_check(db, place=taking.place(LESSON), item="aaaaaa", points=0).done_day == TODAY
    assert events(db, taking) == [Event.CHECK, Event.CHECK, Event.DONE]


def test_what_counts_once_is_written_down_once(db: Session, taking: Taking) -> None:
    for _ in range(3):
        service.do_once(db, place=taking.place(CASE), event=Event.CASE)

    assert events(db, taking) == [Event.CASE, Event.DONE]


def test_the_course_is_finished_with_its_last_needed_step_and_not_before(db: Session, taking: Taking) -> None:
    service.do_once(db, place=taking.place(CASE), event=Event.CASE)
    service.record(db, place=taking.place(QUIZ), event=Event.QUIZ, points=8000, done=True)
    assert Event.FINISHED not in events(db, taking)

    (code,) = checks(taking)
    service.answer_check(db, place=taking.place(LESSON), item=code, points=0)

    assert events(db, taking)[-1] == Event.FINISHED
    assert queries.courses_of(db, taking.account)[taking.shelved.course.id].finished_day == TODAY


def test_work_that_comes_home_late_is_counted_on_its_own_day(db: Session, taking: Taking) -> None:
    place = taking.place(CASE)
    service.record(db, place=place, event=Event.CASE)
    earlier = service.Place(**{**vars(place), "day": TODAY - timedelta(days=3)})
    service.record(db, place=earlier, event=Event.CASE)

    kept = totals(db, taking)
    assert (kept.begun_day, kept.last_day) == (TODAY - timedelta(days=3), TODAY)


def test_marking_again_counts_no_try_and_no_day_and_takes_nothing_done_away(db: Session, taking: Taking) -> None:
    place = taking.place(QUIZ)
    later = service.Place(**{**vars(place), "day": TODAY + timedelta(days=9)})
    service.correct(db, place=later, points=6000, done=True)
    assert events(db, taking) == []

    step = service.record(db, place=place, event=Event.QUIZ, points=9000, done=True)
    service.correct(db, place=later, points=6000, done=False)
    service.correct(db, place=later, points=6000, done=False)

    assert (step.points, step.times, step.done_day, step.last_day) == (6000, 1, TODAY, TODAY)
    assert events(db, taking) == [Event.QUIZ, Event.DONE, Event.MARKED]


_DEEDS = st.lists(
    st.tuples(
        st.sampled_from([LESSON, CASE, REFLECTION, QUIZ]),
        st.sampled_from(["aaaaaa", "bbbbbb"]),
        st.integers(0, 10_000),
        st.booleans(),
        st.integers(0, 40),
    ),
    min_size=1,
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(_DEEDS)
def test_the_totals_are_what_a_recount_of_the_ledger_gives(
    db: Session, taking: Taking, deeds: list[tuple[str, str, int, bool, int]]
) -> None:
    taking.set(LESSON, rule="right", checks=["aaaaaa", "bbbbbb"])
    places = {name: taking.place(name) for name in (LESSON, CASE, REFLECTION, QUIZ)}
    with db.begin_nested() as undone:
        for name, item, points, done, days in deeds:
            place = service.Place(**{**vars(places[name]), "day": TODAY - timedelta(days=days)})
            if name == LESSON:
                service.answer_check(db, place=place, item=item, points=points)
            elif name == QUIZ and item == "aaaaaa":
                service.record(db, place=place, event=Event.QUIZ, points=points, done=done)
            elif name == QUIZ:
                service.record(db, place=places[name], event=Event.QUIZ, points=points)
                service.correct(db, place=place, points=points // 2, done=done)
            else:
                service.do_once(db, place=place, event=Event.CASE)
        db.flush()
        recount = rules.fold(queries.ledger(db, taking.account.id, taking.shelved.course.id))
        kept = totals(db, taking)
        undone.rollback()
    db.expire_all()

    assert kept == recount


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2)])
def test_a_recount_does_not_depend_on_the_order_of_rows(order: tuple[int, ...]) -> None:
    rows = [
        LedgerRow(step_id=1, event=Event.QUIZ, points=5, day=date(2026, 6, 3)),
        LedgerRow(step_id=1, event=Event.DONE, points=0, day=date(2026, 6, 4)),
        LedgerRow(step_id=1, event=Event.READ, points=0, day=date(2026, 6, 4)),
        LedgerRow(step_id=None, event=Event.FINISHED, points=0, day=date(2026, 6, 4)),
    ]

    total = rules.fold([rows[number] for number in order])

    assert (total.steps_done, total.finished_day) == (1, date(2026, 6, 4))
    assert total.steps[1] == rules.StepTotal(5, 2, date(2026, 6, 4), date(2026, 6, 4))
