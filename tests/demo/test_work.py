"""What made-up people did is what the verbs would have written."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Origin
from lms.accounts.queries import by_handle
from lms.catalog.models import RevisionStep
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import service as enrolment
from lms.enrolment.models import Enrolment
from lms.progress import queries as progress
from lms.progress import rules, service
from lms.progress.models import CourseProgress, Event, LedgerRow, StepProgress
from lms.progress.service import Place
from lms.quizzes import answering
from lms.quizzes import queries as quizzes
from lms.quizzes import service as attempts
from lms.quizzes.answering import Sent
from lms.quizzes.models import Answer, AnswerOrigin, Attempt, AttemptState, Slot
from tests.support.cast import make_person
from tests.support.installation import Installation
from tests.support.moment import NOON
from tests.support.sample_course import load_sample

LEARNERS = 60


@pytest.fixture
def made(installation: Installation) -> Installation:
    """Give an installation with the sample course and a demo."""
    with installation.database().transaction() as session:
        load_sample(session)
    installation.lms("demo", "--learners", LEARNERS, "--cohorts", 2)
    return installation


def ledgers(session: Session) -> dict[tuple[int, int], list[LedgerRow]]:
    """Return what each person did in each course, in its order."""
    found: dict[tuple[int, int], list[LedgerRow]] = {}
    for row in session.scalars(select(LedgerRow).order_by(LedgerRow.id)):
        found.setdefault((row.account_id, row.course_id), []).append(row)
    return found


def kept(session: Session, account_id: int, course_id: int) -> rules.CourseTotal:
    """Return the totals that are kept, in the shape of a recount."""
    course = session.get_one(CourseProgress, (account_id, course_id))
    steps = session.scalars(select(StepProgress).filter_by(account_id=account_id, course_id=course_id))
    totals = {each.step_id: rules.StepTotal(each.points, each.times, each.done_day, each.last_day) for each in steps}
    return rules.CourseTotal(course.steps_done, course.begun_day, course.last_day, course.finished_day, totals)


def test_totals_are_a_recount_of_the_ledger(made: Installation) -> None:
    with made.database().session() as session:
        found = ledgers(session)
        assert len(found) > LEARNERS / 2
        for (account_id, course_id), rows in found.items():
            assert kept(session, account_id, course_id) == rules.fold(rows)
        assert len(session.scalars(select(CourseProgress)).all()) == len(found)


def test_attempts_have_answers_and_what_they_are_worth(made: Installation) -> None:
    with made.database().session() as session:
        tried = session.scalars(select(Attempt)).all()
        assert {each.passed for each in tried} == {True, False}
        for attempt in tried:
            assert attempt.state == AttemptState.HANDED_IN
            assert attempt.handed_in_at is not None
            assert attempt.begun_at < attempt.handed_in_at <= NOON
            assert [slot.position for slot in attempt.slots] == list(range(1, len(attempt.slots) + 1))
            for slot in attempt.slots:
                assert [answer.chosen for answer in quizzes.answers(session, slot)] == (
                    [slot.chosen] if slot.seq else []
                )
        assert set(session.scalars(select(Answer.origin))) == {AnswerOrigin.DEMO}


def test_people_live_in_all_the_ways_there_are(made: Installation) -> None:
    with made.database().session() as session:
        begun = {each.account_id: each for each in session.scalars(select(CourseProgress))}
        learners = session.scalars(select(Enrolment.account_id)).all()
        failed = Counter(session.scalars(select(Attempt.account_id).where(Attempt.passed.is_(False))))
        today = NOON.date()

        assert 2 <= len([one for one in learners if one not in begun]) <= LEARNERS / 4
        assert any(each.finished_day for each in begun.values())
        assert any(each.last_day < today - timedelta(days=14) and not each.finished_day for each in begun.values())
        assert max(failed.values()) >= 2
        assert sum(each.last_day >= today - timedelta(days=10) for each in begun.values()) >= LEARNERS / 3
        assert max(each.last_day for each in begun.values()) < today


def test_the_learner_who_can_sign_in_is_in_the_middle_of_the_first_module(made: Installation) -> None:
    with made.database().session() as session:
        account = by_handle(session, "demo learner")
        assert account is not None
        (course,) = progress.courses_of(session, account).values()

        assert 1 <= course.steps_done <= 3
        assert course.finished_day is None


def test_every_group_takes_the_courses_that_are_there(made: Installation) -> None:
    with made.database().session() as session:
        for cohort in session.scalars(select(Cohort)):
            assert [course.slug for course in cohorts.courses_of(session, cohort)] == ["sample"]


def test_the_same_seed_makes_the_same_work(made: Installation, tmp_path: Path) -> None:
    other = made.another(tmp_path / "other")
    other.prepare()
    with other.database().transaction() as session:
        load_sample(session)
    other.lms("demo", "--learners", LEARNERS, "--cohorts", 2)

    def work(place: Installation) -> list[object]:
        with place.database().session() as session:
            wanted = select(Account.handle, LedgerRow.step_id, LedgerRow.event, LedgerRow.points, LedgerRow.day)
            return list(session.execute(wanted.join(Account).order_by(LedgerRow.id)))

    assert len(work(made)) > LEARNERS
    assert work(made) == work(other)


def test_the_verbs_write_the_same(made: Installation) -> None:
    """Every demo learner has a twin who does the same things by the verbs of progress and quizzes."""
    with made.database().transaction() as session:
        for number, ((account_id, course_id), rows) in enumerate(ledgers(session).items()):
            cohort = session.scalars(select(Cohort).join(Enrolment).where(Enrolment.account_id == account_id)).first()
            assert cohort is not None
            cohort.seats += 1
            twin = make_person(session, f"twin {number}")
            enrolment.take_place(session, account=twin, cohort=cohort, by_uid="", now=NOON)
            relive(session, twin, account_id, rows)

            twins = [plain(row) for row in progress.ledger(session, twin.id, course_id)]
            assert twins == [plain(row) for row in rows]
            assert kept(session, twin.id, course_id) == kept(session, account_id, course_id)
            assert [paper(each) for each in tries(session, twin.id)] == [
                paper(each) for each in tries(session, account_id)
            ]


def relive(session: Session, twin: Account, account_id: int, rows: list[LedgerRow]) -> None:
    """Let `twin` do by verbs what stands in somebody's ledger."""
    tried = iter(tries(session, account_id))
    for row in rows:
        if row.event in {Event.DONE, Event.FINISHED}:
            continue
        assert row.step_id is not None
        place = Place(twin.id, row.course_id, row.revision_id, row.step_id, row.day)
        if row.event == Event.CHECK:
            service.answer_check(session, place=place, item=row.item, points=row.points)
        elif row.event == Event.QUIZ:
            retake(session, twin, next(tried))
        else:
            service.do_once(session, place=place, event=row.event)
        session.flush()


def retake(session: Session, twin: Account, model: Attempt) -> None:
    """Let `twin` begin the same quiz at the same moments, with the same questions, and answer alike."""
    assert model.handed_in_at is not None
    attempt = attempts.begin(
        session,
        account=twin,
        course_id=model.course_id,
        step_id=model.step_id,
        revision_id=model.revision_id,
        now=model.begun_at,
    )
    drawn = attempts._drawn(
        session,
        model.revision_id,
        session.get_one(RevisionStep, (model.revision_id, model.step_id)).settings,
        model.seed,
    )
    assert [slot.question_id for slot in model.slots] == [item.id for item in drawn]
    attempt.seed = model.seed
    for slot, like in zip(attempt.slots, model.slots, strict=True):
        slot.question_id = like.question_id
    session.flush()
    for like in model.slots:
        if like.seq:
            sent = Sent(like.chosen, 1, f"{attempt.id}-{like.position}", origin=AnswerOrigin.DEMO)
            answering.save(session, attempt_id=attempt.id, position=like.position, sent=sent, now=model.begun_at)
    attempts.hand_in(session, attempt=attempt, now=model.handed_in_at)


def tries(session: Session, account_id: int) -> list[Attempt]:
    """Return somebody's attempts in the order in which they were begun."""
    return list(
        session.scalars(select(Attempt).filter_by(account_id=account_id).order_by(Attempt.begun_at, Attempt.number))
    )


def paper(attempt: Attempt) -> list[object]:
    """Return an attempt without what names it."""
    slots = [(slot.position, slot.question_id, slot.seq, slot.chosen, slot.points) for slot in attempt.slots]
    facts = (attempt.step_id, attempt.number, attempt.state, attempt.points, attempt.passed, attempt.handed_in_at)
    return [facts, slots]


def plain(row: LedgerRow) -> tuple[object, ...]:
    """Return a row of the ledger without what names it."""
    return row.step_id, row.revision_id, row.event, row.item, row.points, row.day


def test_removing_the_demo_removes_the_work(made: Installation) -> None:
    made.lms("demo", "--remove")

    with made.database().session() as session:
        for table in (LedgerRow, StepProgress, CourseProgress, Attempt, Slot, Answer):
            assert session.scalars(select(table).limit(1)).first() is None
        assert session.scalar(select(Account.id).where(Account.origin == Origin.DEMO)) is None
