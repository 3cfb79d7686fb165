"""Beginning an attempt, saving answers in any order, handing in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import Question
from lms.cohorts.models import Cohort
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.errors import NotFound
from lms.progress import queries as progress
from lms.quizzes import answering, service
from lms.quizzes.answering import Sent
from lms.quizzes.engine import definition
from lms.quizzes.engine.behaviours.state import Act
from lms.quizzes.engine.refusal import NotAnAnswer
from lms.quizzes.models import Answer, Attempt, AttemptState, Slot
from tests.support.courses import changed, load
from tests.support.moment import NOON
from tests.support.sample_package import sample_tree
from tests.support.taking import QUIZ, Taking


def right_answer(session: Session, slot: Slot) -> tuple[str, ...]:
    """Return what answers a question wholly right."""
    right = definition.load(session.get_one(Question, slot.question_id).content).task.right()
    assert right is not None
    return tuple(right.fields()["values"])


def wrong_answer(session: Session, slot: Slot) -> tuple[str, ...]:
    """Return one part that makes an answer worth nothing."""
    content = session.get_one(Question, slot.question_id).content
    names = [each["id"] for each in content["options"]] if "options" in content else ["true", "false"]
    return (next(name for name in names if not share_of(content, (name,))),)


def share_of(content: Mapping[str, Any], values: Sequence[str]) -> Fraction:
    """Return what choosing these options is worth; nothing, where none is chosen."""
    if not values:
        return Fraction(0)
    task = definition.load(content).task
    verdict = task.mark(task.read({"values": values}))
    assert verdict is not None
    return verdict.share


def values_of(slot: Slot) -> tuple[str, ...]:
    """Return the options of the answer that holds."""
    return tuple(slot.chosen.get("values", ()))


def save(session: Session, slot: Slot, values: Sequence[str], seq: int = 1, uid: str = "", act: Act = Act.SAVE) -> Slot:
    """Save an answer as a page sends it, or check it."""
    attempt = session.get_one(Attempt, slot.attempt_id)
    sent = Sent({"values": values}, seq, uid or f"{slot.id}-{seq}-{values}", act)
    return answering.save(session, attempt_id=attempt.id, position=slot.position, sent=sent, now=NOON)


def answer_all(session: Session, attempt: Attempt, *, right: int) -> Attempt:
    """Answer the first `right` questions right and the others wrong, and hand in."""
    for slot in attempt.slots:
        save(session, slot, (right_answer if slot.position <= right else wrong_answer)(session, slot))
    return service.hand_in(session, attempt=attempt, now=NOON)


def test_a_second_tap_goes_on_with_the_attempt_that_is_open(taking: Taking) -> None:
    first = taking.begin()

    assert taking.begin() is first
    assert [slot.position for slot in first.slots] == [1, 2, 3]
    assert len({slot.question_id for slot in first.slots}) == 3


def test_who_has_no_place_in_a_cohort_with_the_course_begins_nothing(
    db: Session, taking: Taking, dway: Account, cohort: Cohort
) -> None:
    with pytest.raises(enrolment.NotTakingPart):
        Taking(db, dway, taking.shelved).begin()
    cohort.closed = True
    db.flush()
    with pytest.raises(enrolment.NotTakingPart):
        taking.begin()


def test_nobody_begins_before_the_cohort_does(db: Session, taking: Taking, cohort: Cohort) -> None:
    cohort.starts_day = NOON.date() + timedelta(days=1)
    db.flush()

    with pytest.raises(enrolment.NotBegun):
        taking.begin()
    assert taking.begin(now=NOON + timedelta(days=1)).number == 1


def test_every_order_of_the_same_answers_ends_in_the_same_state(db: Session, taking: Taking) -> None:
    (slot, *_) = taking.begin().slots
    right, wrong = right_answer(db, slot), wrong_answer(db, slot)
    sent = [(wrong, 1, "z"), (right, 2, "b"), (wrong, 2, "c"), (right, 3, "d"), (wrong, 3, "c2"), (wrong, 1, "z")]
    ends = set()
    for order in permutations(sent):
        with db.begin_nested() as undone:
            for values, seq, uid in order:
                held = save(db, slot, values, seq, uid)
            ends.add((values_of(held), held.seq, db.scalar(select(func.count()).select_from(Answer))))
            undone.rollback()
        db.expire_all()

    assert ends == {(tuple(sorted(right)), 3, 5)}


def test_an_answer_can_be_taken_back(db: Session, taking: Taking) -> None:
    (slot, *_) = taking.begin().slots
    save(db, slot, right_answer(db, slot))

    assert values_of(save(db, slot, (), seq=2)) == ()


def test_what_does_not_answer_the_question_is_not_kept(db: Session, taking: Taking) -> None:
    (slot, *_) = taking.begin().slots

    with pytest.raises(NotAnAnswer):
        save(db, slot, ("an option that is not there",))
    assert db.scalar(select(func.count()).select_from(Answer)) == 0


def test_a_place_that_an_attempt_does_not_have_is_not_found(db: Session, taking: Taking) -> None:
    attempt = taking.begin()

    with pytest.raises(NotFound):
        answering.save(db, attempt_id=attempt.id, position=4, sent=Sent({"values": ["a"]}, 1, "x"), now=NOON)


def test_changes_of_mind_are_bounded(db: Session, taking: Taking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MOST_ANSWERS", 2)
    (slot, *_) = taking.begin().slots
    save(db, slot, (), seq=1)
    save(db, slot, (), seq=2)

    with pytest.raises(answering.TooManyAnswers):
        save(db, slot, (), seq=3)


def test_two_of_three_do_not_pass_seven_tenths_and_three_do(db: Session, taking: Taking) -> None:
    first = answer_all(db, taking.begin(), right=2)
    assert (first.points, first.passed) == (6667, False)
    step = progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)]
    assert (step.points, step.done_day) == (6667, None)

    second = answer_all(db, taking.begin(), right=3)
    assert (second.number, second.points, second.passed) == (2, 10_000, True)
    assert (step.points, step.done_day) == (10_000, NOON.date())


def test_a_quiz_that_only_needs_trying_is_done_when_it_is_handed_in(db: Session, taking: Taking) -> None:
    taking.set(QUIZ, rule="tried")
    answer_all(db, taking.begin(), right=0)

    assert progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)].done_day


def test_handing_in_twice_counts_once_and_nothing_is_saved_after_it(db: Session, taking: Taking) -> None:
    attempt = answer_all(db, taking.begin(), right=3)
    again = service.hand_in(db, attempt=attempt, now=NOON + timedelta(days=1))

    assert (again.state, again.handed_in_at) == (AttemptState.HANDED_IN, NOON)
    assert progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)].times == 1
    with pytest.raises(answering.HandedIn):
        save(db, attempt.slots[0], wrong_answer(db, attempt.slots[0]), seq=9)
    assert save(db, attempt.slots[0], right_answer(db, attempt.slots[0])).seq == 1, "an answer sent again is no error"


def test_there_are_no_more_tries_than_the_quiz_allows(db: Session, taking: Taking) -> None:
    for _ in range(3):
        answer_all(db, taking.begin(), right=0)

    with pytest.raises(service.NoTryLeft):
        taking.begin()
    taking.set(QUIZ, attempts=None)
    assert taking.begin().number == 4


def test_feedback_at_once_marks_the_first_answer_that_is_checked_and_keeps_it(db: Session, taking: Taking) -> None:
    taking.set(QUIZ, feedback="at-once")
    (slot, *_) = taking.begin().slots
    assert save(db, slot, (), seq=1).points is None, "nothing chosen is no answer yet"
    save(db, slot, right_answer(db, slot), seq=2)
    save(db, slot, wrong_answer(db, slot), seq=3, act=Act.CHECK)

    kept = save(db, slot, right_answer(db, slot), seq=4, act=Act.CHECK)

    assert (values_of(kept), kept.points) == (wrong_answer(db, slot), 0)


def test_an_attempt_keeps_the_revision_in_which_it_was_begun(db: Session, taking: Taking) -> None:
    attempt = taking.begin()
    before, drawn = taking.revision_id, [slot.question_id for slot in attempt.slots]
    load(db, changed(sample_tree(), "01-power-shared/quiz.yaml", "pass_share: 0.7", "pass_share: 0.1"))

    assert taking.revision_id != before
    assert taking.begin() is attempt
    ended = answer_all(db, attempt, right=1)
    assert (ended.revision_id, ended.passed, [slot.question_id for slot in ended.slots]) == (before, False, drawn)
    assert taking.begin().revision_id == taking.revision_id


def test_who_left_hands_nothing_in_and_comes_back_to_the_same_attempt(
    db: Session, taking: Taking, cohort: Cohort
) -> None:
    attempt = taking.begin()
    place = places.place_of(db, taking.account, cohort)
    assert place is not None
    enrolment.leave(db, place=place, by_uid=taking.account.uid, now=NOON)
    db.flush()
    with pytest.raises(enrolment.NotTakingPart):
        service.hand_in(db, attempt=attempt, now=NOON)

    enrolment.join_with_code(db, account=taking.account, code=cohort.code, now=NOON)
    assert taking.begin() is attempt


def test_a_quiz_whose_bank_fits_nothing_is_not_begun(db: Session, taking: Taking) -> None:
    taking.set(QUIZ, draw=[{"tags": ["no such tag"], "count": 2}])

    with pytest.raises(service.NothingToAsk):
        taking.begin()
    assert db.scalar(select(func.count()).select_from(Attempt)) == 0


@pytest.mark.parametrize(("form", "asked"), [("a", {"power-q1"}), ("b", {"power-q3"})])
def test_a_test_asks_the_questions_of_its_form_only(db: Session, taking: Taking, form: str, asked: set[str]) -> None:
    taking.set(QUIZ, form=form, draw=[{"count": 4}])

    assert set(names(db, taking.begin())) == asked


def test_questions_stand_in_the_order_of_the_bank_unless_they_are_shuffled(db: Session, taking: Taking) -> None:
    everything = [{"count": 4}]
    taking.set(QUIZ, attempts=None, draw=everything, shuffle_questions=False)
    kept = {tuple(names(db, service.hand_in(db, attempt=taking.begin(), now=NOON))) for _ in range(6)}
    taking.set(QUIZ, draw=everything, shuffle_questions=True)
    shuffled = {tuple(names(db, service.hand_in(db, attempt=taking.begin(), now=NOON))) for _ in range(12)}

    assert kept == {("power-q1", "power-q2", "power-q3", "power-q4")}
    assert len(shuffled) > 1


def test_the_day_of_a_quiz_is_the_day_in_the_programmes_zone(db: Session, taking: Taking) -> None:
    late = NOON + timedelta(hours=13)
    attempt = taking.begin(now=late)
    service.hand_in(db, attempt=attempt, now=late)

    (row, *_) = progress.ledger(db, taking.account.id, taking.shelved.course.id)
    assert row.day == NOON.date() + timedelta(days=1), (
        "half past six in the evening, UTC, is one in the night in Yangon"
    )


def names(session: Session, attempt: Attempt) -> list[str]:
    """Return what the questions of an attempt are called, in their order."""
    return [session.get_one(Question, slot.question_id).name for slot in attempt.slots]
