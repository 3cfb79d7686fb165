"""Marking again: answers that were given keep, and a mended key gives them other points."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.audit.models import Entry
from lms.audit.service import Actor
from lms.catalog import queries as catalog
from lms.catalog.models import Question
from lms.catalog.package.tree import Tree
from lms.catalog.queries import StepReading
from lms.cohorts.models import Cohort
from lms.enrolment import service as enrolment
from lms.progress import queries as progress
from lms.progress import rules
from lms.quizzes import answering, remarking, service
from lms.quizzes.answering import Sent
from lms.quizzes.engine.behaviours.state import Act
from lms.quizzes.models import Attempt, FormerMark, Slot
from tests.support.cast import TODAY, make_person
from tests.support.courses import changed, load
from tests.support.moment import NOON
from tests.support.sample_package import sample_tree
from tests.support.taking import QUIZ, Taking

BANK = "01-power-shared/bank.yaml"
BY = Actor("trainer", "a" * 26, NOON)
RIGHT = {"power-q1": ("many",), "power-q2": ("army", "money"), "power-q3": ("false",), "power-q4": ("decentralized",)}
LATER = TODAY + timedelta(days=3)


def all_four(tree: Tree) -> Tree:
    """Return a tree whose quiz asks its whole bank."""
    quiz = tree["01-power-shared/quiz.yaml"].decode()
    whole = quiz.replace("  - {tags: [case], count: 1}\n  - {count: 2}", "  - {count: 4}")
    return Tree({**tree, "01-power-shared/quiz.yaml": whole.encode()})


def mended(old: str, new: str) -> Tree:
    """Return the same tree with something other in its bank."""
    return all_four(changed(sample_tree(), BANK, old, new))


OTHER_KEY = ("answer: false", "answer: true")
REMOVED = ("      - id: one\n        text: {en: One person", "      - id: single\n        text: {en: One person")


@pytest.fixture
def quiz(db: Session, taking: Taking) -> Taking:
    """Give the course with a quiz that asks four questions."""
    load(db, all_four(sample_tree()), replace=True)
    return taking


def reading(quiz: Taking) -> StepReading:
    """Return the quiz as readers see it."""
    found = catalog.step_reading(quiz.session, quiz.shelved.code, quiz.shelved.step(QUIZ))
    assert found is not None
    return found


def hand_in(quiz: Taking, answers: dict[str, tuple[str, ...]], account: Account | None = None) -> Attempt:
    """Answer by the names of questions, and hand in."""
    db = quiz.session
    taking = Taking(db, account or quiz.account, quiz.shelved)
    attempt = taking.begin()
    for slot in attempt.slots:
        values = answers.get(db.get_one(Question, slot.question_id).name, ())
        if values:
            sent = Sent({"values": values}, 1, f"{slot.id}")
            answering.save(db, attempt_id=attempt.id, position=slot.position, sent=sent, now=NOON)
    return service.hand_in(db, attempt=attempt, now=NOON)


def mark_again(quiz: Taking, plan: remarking.Plan | None = None) -> remarking.Plan:
    """Mark by what was looked at, or by what is now."""
    found = reading(quiz)
    digest = (plan or remarking.plan(quiz.session, found)).digest
    return remarking.mark_again(quiz.session, reading=found, digest=digest, by=BY, today=LATER)


def slot_of(quiz: Taking, attempt: Attempt, name: str) -> Slot:
    """Return the question with this name in an attempt."""
    return next(each for each in attempt.slots if quiz.session.get_one(Question, each.question_id).name == name)


def state(session: Session) -> list[object]:
    """Return all that marking touches."""
    session.flush()
    slots = session.execute(select(Slot.id, Slot.question_id, Slot.points, Slot.marked_again_day).order_by(Slot.id))
    attempts = session.execute(select(Attempt.id, Attempt.points, Attempt.passed).order_by(Attempt.id))
    return [*slots, *attempts, *session.scalars(select(FormerMark.id)), *session.scalars(select(Entry.id))]


def test_a_mended_key_gives_and_takes_points(db: Session, quiz: Taking, cohort: Cohort) -> None:
    other = make_person(db, "calm hill 30")
    enrolment.take_place(db, account=other, cohort=cohort, by_uid="", now=NOON)
    wrong_before = hand_in(quiz, {**RIGHT, "power-q1": ("one",), "power-q3": ("true",)})
    right_before = hand_in(quiz, {**RIGHT, "power-q1": ("one",)}, other)
    assert (wrong_before.passed, right_before.passed) == (False, True)
    load(db, mended(*OTHER_KEY), replace=True)

    plan = remarking.plan(db, reading(quiz))
    (question,) = plan.questions
    assert (question.name, question.up, question.down, question.same, question.kept) == ("power-q3", 1, 1, 0, 0)
    assert [(each.before, each.marks.points) for each in plan.attempts] == [(5000, 7500), (7500, 5000)]
    assert [(each.passes_now, each.fails_now) for each in plan.attempts] == [(True, False), (False, True)]
    assert (plan.count("up"), plan.count("down"), plan.count("same"), plan.more) == (1, 1, 0, False)
    mark_again(quiz, plan)

    assert (wrong_before.points, wrong_before.passed) == (7500, True)
    assert (right_before.points, right_before.passed) == (5000, False)
    slot = slot_of(quiz, right_before, "power-q3")
    assert (slot.points, slot.marked_again_day, slot.question_id) == (0, LATER, question.question_id)
    assert slot_of(quiz, right_before, "power-q1").marked_again_day is None
    former = db.scalars(select(FormerMark).filter_by(slot_id=slot.id)).one()
    assert (former.points, former.until_day) == (10_000, LATER)
    assert db.scalars(select(Entry.action)).all()[-1] == "quiz.mark-again"


def test_who_passes_now_is_done_from_this_day_and_who_was_done_stays_so(
    db: Session, quiz: Taking, cohort: Cohort
) -> None:
    other = make_person(db, "calm hill 30")
    enrolment.take_place(db, account=other, cohort=cohort, by_uid="", now=NOON)
    hand_in(quiz, {**RIGHT, "power-q1": ("one",), "power-q3": ("true",)})
    hand_in(quiz, {**RIGHT, "power-q1": ("one",)}, other)
    load(db, mended(*OTHER_KEY), replace=True)
    mark_again(quiz)
    db.flush()

    step = quiz.step_id(QUIZ)
    up, down = (progress.steps_of(db, who, quiz.shelved.course.id)[step] for who in (quiz.account, other))
    assert (up.points, up.times, up.done_day, up.last_day) == (7500, 1, LATER, TODAY)
    assert (down.points, down.times, down.done_day, down.last_day) == (5000, 1, TODAY, TODAY)
    for who, kept in ((quiz.account, up), (other, down)):
        recount = rules.fold(progress.ledger(db, who.id, quiz.shelved.course.id)).steps[step]
        assert (recount.points, recount.times, recount.done_day) == (kept.points, kept.times, kept.done_day)


def test_an_earlier_try_that_is_better_stays_the_best(db: Session, quiz: Taking) -> None:
    hand_in(quiz, {**RIGHT, "power-q3": ("true",)})
    hand_in(quiz, {**RIGHT, "power-q1": ("one",), "power-q2": (), "power-q3": ("true",)})
    load(db, mended(*OTHER_KEY), replace=True)
    mark_again(quiz)

    step = progress.steps_of(db, quiz.account, quiz.shelved.course.id)[quiz.step_id(QUIZ)]
    assert step.points == 10_000


def test_where_tries_cost_the_new_key_finds_the_try_that_was_right(db: Session, quiz: Taking) -> None:
    quiz.set(QUIZ, behaviour="adaptive", feedback="at-once")
    attempt = quiz.begin()
    slot = slot_of(quiz, attempt, "power-q3")
    for seq, value in enumerate(("true", "false"), 1):
        sent = Sent({"values": (value,)}, seq, f"{slot.id}-{seq}", act=Act.CHECK)
        answering.save(db, attempt_id=attempt.id, position=slot.position, sent=sent, now=NOON)
    service.hand_in(db, attempt=attempt, now=NOON)
    assert slot.points == 6667
    load(db, mended(*OTHER_KEY), replace=True)
    mark_again(quiz)

    assert (slot.points, attempt.points) == (10_000, 2500)


def test_other_words_with_the_same_key_change_nothing(db: Session, quiz: Taking) -> None:
    hand_in(quiz, RIGHT)
    load(db, mended("Who signed at Panglong?", "Who signed in Panglong?"), replace=True)

    before = state(db)
    assert remarking.plan(db, reading(quiz)) == remarking.Plan()
    assert mark_again(quiz) == remarking.Plan()
    assert state(db) == before


def test_an_answer_that_the_new_key_cant_read_keeps_its_mark_and_is_listed(db: Session, quiz: Taking) -> None:
    attempt = hand_in(quiz, {**RIGHT, "power-q1": ("one",)})
    load(db, mended(*REMOVED), replace=True)
    before = state(db)

    plan = remarking.plan(db, reading(quiz))
    assert (plan.attempts, plan.kept) == ((), (attempt,))
    assert [(each.name, each.kept, each.same) for each in plan.questions] == [("power-q1", 1, 0)]
    mark_again(quiz)
    assert state(db) == before


def test_an_attempt_whose_marks_are_not_those_of_the_old_key_is_left_alone(db: Session, quiz: Taking) -> None:
    attempt = hand_in(quiz, RIGHT)
    attempt.points = 9000
    load(db, mended(*OTHER_KEY), replace=True)

    plan = remarking.plan(db, reading(quiz))
    assert (plan.attempts, plan.kept) == ((), (attempt,))


def test_what_was_not_handed_in_yet_waits(db: Session, quiz: Taking) -> None:
    quiz.begin()
    load(db, mended(*OTHER_KEY), replace=True)

    assert remarking.plan(db, reading(quiz)) == remarking.Plan()


def test_what_changed_since_it_was_looked_at_is_not_marked(db: Session, quiz: Taking, cohort: Cohort) -> None:
    other = make_person(db, "calm hill 30")
    enrolment.take_place(db, account=other, cohort=cohort, by_uid="", now=NOON)
    attempt = hand_in(quiz, RIGHT)
    Taking(db, other, quiz.shelved).begin()
    load(db, mended(*OTHER_KEY), replace=True)
    plan = remarking.plan(db, reading(quiz))
    hand_in(quiz, RIGHT, other)

    with pytest.raises(remarking.ChangedMeanwhile):
        mark_again(quiz, plan)
    assert attempt.points == 10_000


def test_so_many_at_once_and_the_others_after_them(
    db: Session, quiz: Taking, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarking, "MOST_ATTEMPTS", 1)
    other = make_person(db, "calm hill 30")
    enrolment.take_place(db, account=other, cohort=cohort, by_uid="", now=NOON)
    attempts = [hand_in(quiz, RIGHT), hand_in(quiz, RIGHT, other)]
    load(db, mended(*OTHER_KEY), replace=True)

    assert [mark_again(quiz).more, mark_again(quiz).more] == [True, False]
    assert [attempt.points for attempt in attempts] == [7500, 7500]


_KEYS = st.sampled_from([OTHER_KEY, ("share: -0.5", "share: -1"), REMOVED, ("{en: One person", "{en: A person")])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(
    st.lists(st.fixed_dictionaries({n: st.sampled_from([v, ()]) for n, v in RIGHT.items()}), min_size=1, max_size=3),
    _KEYS,
)
def test_the_same_key_changes_nothing_and_twice_is_once(
    db: Session, quiz: Taking, answers: list[dict[str, tuple[str, ...]]], key: tuple[str, str]
) -> None:
    with db.begin_nested() as undone:
        for each in answers:
            hand_in(quiz, each)
        at_first = state(db)
        mark_again(quiz)
        assert state(db) == at_first
        load(db, mended(*key), replace=True)
        mark_again(quiz)
        once = state(db)
        assert mark_again(quiz).attempts == ()
        assert state(db) == once
        undone.rollback()
    db.expire_all()
