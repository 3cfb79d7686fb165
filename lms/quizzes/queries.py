"""Reads about attempts."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, selectinload

from lms.accounts.models import Account
from lms.catalog.models import Course, Question, Revision, RevisionQuestion, RevisionStep, Step, StepKind
from lms.catalog.queries import StepReading
from lms.quizzes.engine.draw import Item
from lms.quizzes.engine.registry import TASKS
from lms.quizzes.engine.task import MarkedBy
from lms.quizzes.models import Answer, Attempt, AttemptState, Slot

_BY_PERSON = [name for name, task in TASKS.items() if task.marked_by == MarkedBy.PERSON]


@dataclass(frozen=True)
class AttemptReading(StepReading):
    """An attempt that somebody looks at, at the revision in which it was begun."""

    attempt: Attempt


def reading(session: Session, course: str, step: str, uid: str, *_more: object) -> AttemptReading | None:
    """Return the attempt with this uid at the step with this code."""
    row = session.execute(
        select(
            Attempt,
            Course.id,
            Course.uid,
            Course.code,
            Revision.id,
            Revision.uid,
            Revision.languages,
            Step.id,
            Step.code,
            Step.kind,
            RevisionStep.number,
            RevisionStep.settings,
        )
        .join(Course, Course.id == Attempt.course_id)
        .join(Revision, Revision.id == Attempt.revision_id)
        .join(Step, Step.id == Attempt.step_id)
        .join(RevisionStep, and_(RevisionStep.revision_id == Revision.id, RevisionStep.step_id == Step.id))
        .where(Attempt.uid == uid, Course.code == course, Step.code == step)
    ).first()
    if row is None:
        return None
    attempt, course_id, course_uid, code, revision_id, revision_uid, languages, step_id, step_code, kind, *said = row
    return AttemptReading(
        course_id=course_id,
        course_uid=course_uid,
        code=code,
        revision_id=revision_id,
        revision_uid=revision_uid,
        languages=tuple(languages.split()),
        open=False,
        step_id=step_id,
        step_code=step_code,
        kind=StepKind(kind),
        number=said[0],
        settings=said[1],
        attempt=attempt,
    )


def by_uid(session: Session, uid: str) -> Attempt | None:
    """Return an attempt with its questions."""
    return session.scalar(select(Attempt).where(Attempt.uid == uid).options(selectinload(Attempt.slots)))


def attempts_of(session: Session, account: Account, step_id: int) -> list[Attempt]:
    """Return a person's attempts at a quiz or test, in their order."""
    wanted = select(Attempt).where(Attempt.account_id == account.id, Attempt.step_id == step_id)
    return list(session.scalars(wanted.order_by(Attempt.number)))


def open_attempt(session: Session, account: Account, step_id: int) -> Attempt | None:
    """Return the attempt that a person has begun and not handed in."""
    return session.scalar(
        select(Attempt).where(
            Attempt.account_id == account.id, Attempt.step_id == step_id, Attempt.state == AttemptState.OPEN
        )
    )


def bank(session: Session, revision_id: int) -> list[Item]:
    """Return the questions of a revision's banks, in the order of their modules' names and of the banks.

    What a person marks is not asked yet.
    """
    wanted = (
        select(Question.id, RevisionQuestion.module, Question.name, Question.content)
        .join(RevisionQuestion, RevisionQuestion.question_id == Question.id)
        .where(RevisionQuestion.revision_id == revision_id, RevisionQuestion.step_id.is_(None))
        .where(Question.type.not_in(_BY_PERSON))
        .order_by(RevisionQuestion.module, RevisionQuestion.position)
    )
    return [Item(*row) for row in session.execute(wanted)]


def slot(session: Session, attempt: Attempt, position: int) -> Slot | None:
    """Return the question in a place of an attempt."""
    return session.scalar(select(Slot).where(Slot.attempt_id == attempt.id, Slot.position == position))


def answers(session: Session, slot: Slot) -> list[Answer]:
    """Return every answer to a question of an attempt, in the order in which they came in."""
    return list(session.scalars(select(Answer).where(Answer.slot_id == slot.id).order_by(Answer.id)))


def answer_count(session: Session, slot: Slot) -> int:
    """Return how many answers to a question came in."""
    return session.scalar(select(func.count()).select_from(Answer).where(Answer.slot_id == slot.id)) or 0


def contents(session: Session, slots: list[Slot]) -> dict[int, dict[str, object]]:
    """Return the questions of slots as their authors wrote them, by their numbers."""
    wanted = select(Question.id, Question.content).where(Question.id.in_({each.question_id for each in slots}))
    return {number: content for number, content in session.execute(wanted)}  # noqa: C416
