"""Reads about attempts."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from lms.accounts.models import Account
from lms.catalog.models import Question, RevisionQuestion
from lms.quizzes.engine.draw import Item
from lms.quizzes.models import Answer, Attempt, AttemptState, Slot


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
    """Return the questions of a revision's banks, in the order of their modules' names and of the banks."""
    wanted = (
        select(Question.id, RevisionQuestion.module, Question.name, Question.content)
        .join(RevisionQuestion, RevisionQuestion.question_id == Question.id)
        .where(RevisionQuestion.revision_id == revision_id, RevisionQuestion.step_id.is_(None))
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
