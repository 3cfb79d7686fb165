"""Questions of quizzes come back after two days, a week and four weeks, as long as they are not known for sure."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import Question, RevisionQuestion
from lms.quizzes import practice, service
from lms.quizzes.engine.definition import State
from lms.quizzes.engine.spacing import PAUSES, due, next_rung
from lms.quizzes.models import Attempt, PracticeItem
from tests.quizzes.test_attempts import answer_all
from tests.support.cast import TODAY
from tests.support.taking import QUIZ, Taking

DAY = timedelta(days=1)
SOON = TODAY + 2 * DAY


@given(st.lists(st.booleans(), max_size=12))
def test_a_question_rests_longer_each_time_it_is_known_and_is_let_go_after_three_in_a_row(answers: list[bool]) -> None:
    rung: int | None = 0
    in_a_row = 0
    for known in answers:
        assert rung is not None
        rung = next_rung(rung, known=known)
        in_a_row = in_a_row + 1 if known else 0
        if in_a_row == 3:
            assert rung is None
            return
        assert rung == in_a_row
        assert due(rung, TODAY) - TODAY == PAUSES[in_a_row]


def items(db: Session) -> dict[str, PracticeItem]:
    """Return all questions that come back, by name."""
    return {each.name: each for each in db.scalars(select(PracticeItem))}


def names(db: Session, attempt: Attempt) -> list[str]:
    """Return the names of the questions of an attempt, in their order."""
    return [db.get_one(Question, slot.question_id).name for slot in attempt.slots]


def answer(db: Session, taking: Taking, name: str, *, known: bool, seen: date, today: date) -> date | None:
    """Answer a question in practice."""
    course_id = taking.shelved.course.id
    return practice.answer(
        db, account=taking.account, course_id=course_id, name=name, seen=seen, known=known, today=today
    )


def test_what_a_quiz_asked_comes_back_in_two_days_known_or_not(db: Session, taking: Taking) -> None:
    attempt = answer_all(db, taking.begin(), right=1)

    found = items(db)
    assert set(found) == set(names(db, attempt))
    assert {(each.rung, each.due_day) for each in found.values()} == {(0, SOON)}


def test_what_a_test_asked_never_comes_back(db: Session, taking: Taking) -> None:
    taking.set(QUIZ, form="a")
    attempt = taking.begin()
    service.hand_in(db, attempt=attempt, now=attempt.begun_at)

    assert items(db) == {}


def test_a_question_not_known_at_another_try_begins_anew_and_a_known_one_rests_on(db: Session, taking: Taking) -> None:
    first = answer_all(db, taking.begin(), right=3)
    known, missed = names(db, first)[0], names(db, first)[1]
    for name in (known, missed):
        answer(db, taking, name, known=True, seen=SOON, today=SOON)
    later = SOON + 7 * DAY
    assert items(db)[known].due_day == items(db)[missed].due_day == later

    numbers = {slot.question_id: name == known for slot, name in zip(first.slots, names(db, first), strict=True)}
    practice.take_up(db, account=taking.account, course_id=taking.shelved.course.id, known=numbers, today=SOON)
    assert (items(db)[known].rung, items(db)[known].due_day) == (1, later)
    assert (items(db)[missed].rung, items(db)[missed].due_day) == (0, SOON + 2 * DAY)


def test_an_answer_sent_twice_counts_once(db: Session, taking: Taking) -> None:
    name = names(db, answer_all(db, taking.begin(), right=3))[0]

    for _again in range(2):
        assert answer(db, taking, name, known=True, seen=SOON, today=SOON) == SOON + 7 * DAY
    assert items(db)[name].rung == 1


def test_an_answer_before_the_day_changes_nothing(db: Session, taking: Taking) -> None:
    name = names(db, answer_all(db, taking.begin(), right=3))[0]

    assert answer(db, taking, name, known=True, seen=SOON, today=TODAY) == SOON
    assert items(db)[name].rung == 0


def test_after_three_answers_known_in_a_row_nothing_is_kept_of_a_question(db: Session, taking: Taking) -> None:
    name = names(db, answer_all(db, taking.begin(), right=3))[0]
    day: date | None = SOON
    for pause in (7, 28, None):
        assert day is not None
        back = answer(db, taking, name, known=True, seen=day, today=day)
        assert back == (day + pause * DAY if pause else None)
        day = back

    assert name not in items(db)
    assert answer(db, taking, name, known=False, seen=SOON, today=SOON) is None


def test_what_waits_is_ones_own(db: Session, taking: Taking, dway: Account) -> None:
    answer_all(db, taking.begin(), right=3)

    (waiting,) = practice.waiting(db, taking.account, today=SOON)
    assert (waiting.course, waiting.due, waiting.next_day) == (taking.shelved.code, 3, SOON)
    assert practice.waiting(db, taking.account, today=TODAY)[0].due == 0
    assert practice.waiting(db, dway, today=SOON) == []


def test_erasing_a_person_deletes_what_comes_back(db: Session, taking: Taking) -> None:
    answer_all(db, taking.begin(), right=3)
    service.forget_person(db, account=taking.account)

    assert items(db) == {}


def test_a_question_that_is_retired_comes_back_no_more(db: Session, taking: Taking) -> None:
    asked = names(db, answer_all(db, taking.begin(), right=1))
    retired = db.scalars(select(RevisionQuestion).join(Question).where(Question.name == asked[0])).one()
    (before,) = practice.waiting(db, taking.account, today=SOON)
    retired.state = State.RETIRED
    db.flush()
    (after,) = practice.waiting(db, taking.account, today=SOON)

    assert (before.due, after.due) == (len(asked), len(asked) - 1)
