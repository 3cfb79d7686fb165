"""Reads about attempts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from lms.accounts.models import Account
from lms.catalog.models import Course, Question, Revision, RevisionQuestion, RevisionStep, Step, StepKind
from lms.catalog.queries import StepReading
from lms.db import known, parted
from lms.quizzes.engine.behaviours.state import Event
from lms.quizzes.engine.definition import State
from lms.quizzes.engine.draw import Item
from lms.quizzes.engine.types.information import Information
from lms.quizzes.models import Answer, Attempt, AttemptState, Slot
from lms.quizzes.runs import event_of


@dataclass(frozen=True)
class AttemptReading(StepReading):
    """An attempt that somebody looks at, at the revision in which it was begun.

    :param account_id: whose it is.
    :param count: how many questions it has.
    :param has_slot: the address names a place, and there is a question in it.
    :param objects: gives the attempt and that question as the database's own objects.
    """

    attempt_id: int
    account_id: int
    count: int
    has_slot: bool
    objects: Callable[[], tuple[Attempt, Slot | None]]

    @cached_property
    def _objects(self) -> tuple[Attempt, Slot | None]:
        return self.objects()

    @property
    def attempt(self) -> Attempt:
        """Return the attempt."""
        return self._objects[0]

    @property
    def slot(self) -> Slot | None:
        """Return the question whose place the address names; None: it names none, or there is none."""
        return self._objects[1]


_COUNTED = aliased(Slot)
_ATTEMPTS, _SLOTS = (table.__table__.c for table in (Attempt, Slot))
# An answer asks these. To make the question each time takes longer than the answer, and so does it to make objects of
# what is read.
_READING = (
    select(
        *_ATTEMPTS,
        *_SLOTS,
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
        select(func.count()).where(_COUNTED.attempt_id == Attempt.id).scalar_subquery(),
    )
    .select_from(Attempt)
    .outerjoin(Slot, and_(Slot.attempt_id == Attempt.id, Slot.position == bindparam("position")))
    .join(Course, Course.id == Attempt.course_id)
    .join(Revision, Revision.id == Attempt.revision_id)
    .join(Step, Step.id == Attempt.step_id)
    .join(RevisionStep, and_(RevisionStep.revision_id == Revision.id, RevisionStep.step_id == Step.id))
    .where(Attempt.uid == bindparam("uid"), Course.code == bindparam("course"), Step.code == bindparam("step"))
)
_SAVING = (
    select(
        *_SLOTS,
        Attempt.state,
        Attempt.seed,
        Attempt.late_at,
        Attempt.reached,
        Question.content,
        RevisionStep.settings,
        select(func.count()).where(Answer.slot_id == Slot.id).scalar_subquery(),
        exists().where(Answer.uid == bindparam("uid")),
        select(func.max(Answer.uid)).where(Answer.slot_id == Slot.id, Answer.seq == Slot.seq).scalar_subquery(),
    )
    .select_from(Slot)
    .join(Attempt, Attempt.id == Slot.attempt_id)
    .join(Question, Question.id == Slot.question_id)
    .join(RevisionStep, and_(RevisionStep.revision_id == Attempt.revision_id, RevisionStep.step_id == Attempt.step_id))
    .where(Slot.attempt_id == bindparam("attempt_id"), Slot.position == bindparam("position"))
)


def reading(
    session: Session, course: str, step: str, uid: str, position: int = 0, *_more: object
) -> AttemptReading | None:
    """Return the attempt with this uid at the step with this code, and its question in this place."""
    asked = {"uid": uid, "course": course, "step": step, "position": position}
    row = session.connection().execute(_READING, asked).first()
    if row is None:
        return None
    attempt, slot, said = parted(row, _ATTEMPTS, _SLOTS)
    course_id, course_uid, code, revision_id, revision_uid, languages, step_id, step_code, kind, *more = said
    has_slot = slot["id"] is not None
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
        number=more[0],
        settings=more[1],
        attempt_id=attempt["id"],
        account_id=attempt["account_id"],
        count=more[2],
        has_slot=has_slot,
        objects=lambda: (known(session, Attempt, attempt), known(session, Slot, slot) if has_slot else None),
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

    Drafts and retired questions are not among them.
    """
    wanted = (
        select(Question.id, RevisionQuestion.module, Question.name, Question.content)
        .join(RevisionQuestion, RevisionQuestion.question_id == Question.id)
        .where(RevisionQuestion.revision_id == revision_id, RevisionQuestion.step_id.is_(None))
        .where(RevisionQuestion.state == State.READY)
        .order_by(RevisionQuestion.module, RevisionQuestion.position)
    )
    return [Item(*row) for row in session.execute(wanted)]


def unanswered(session: Session, attempt: Attempt) -> list[Slot]:
    """Return the questions of an attempt that have no answer, in their order; words between questions want none."""
    wanted = select(Slot).join(Question, Question.id == Slot.question_id).where(Slot.attempt_id == attempt.id)
    asking = session.scalars(wanted.where(Question.type != Information.kind).order_by(Slot.position))
    return [slot for slot in asking if not slot.is_answered]


@dataclass(frozen=True)
class Saving:
    """What decides about an answer that comes in.

    :param seed: of the attempt.
    :param late_at: from when answers count no more; None: they always do.
    :param reached: the furthest place that was opened, where one goes onward only.
    :param content: the question as its author wrote it.
    :param settings: of the quiz, in the attempt's revision.
    :param count: how many answers there are already.
    :param is_known: this very answer is among them.
    :param held_uid: of the answer that holds; None: there is none yet.
    """

    slot: Slot
    state: AttemptState
    seed: str
    late_at: datetime | None
    reached: int
    content: dict[str, Any]
    settings: dict[str, Any]
    count: int
    is_known: bool
    held_uid: str | None


def saving(session: Session, attempt_id: int, position: int, uid: str) -> Saving | None:
    """Return all that decides about the answer `uid` to the question in a place of an attempt, in one query."""
    asked = {"attempt_id": attempt_id, "position": position, "uid": uid}
    row = session.connection().execute(_SAVING, asked).first()
    if row is None:
        return None
    slot, said = parted(row, _SLOTS)
    return Saving(known(session, Slot, slot), *said)


def answers(session: Session, slot: Slot) -> list[Answer]:
    """Return every answer to a question of an attempt, in the order in which they came in."""
    return list(session.scalars(select(Answer).where(Answer.slot_id == slot.id).order_by(Answer.id)))


def events(session: Session, slots: list[Slot]) -> dict[int, list[Event]]:
    """Return what happened to the questions of an attempt, by their places."""
    places = {each.id: each.position for each in slots}
    found: dict[int, list[Event]] = {}
    for row in session.scalars(select(Answer).where(Answer.slot_id.in_(places))):
        found.setdefault(places[row.slot_id], []).append(event_of(row))
    return found


def overdue(session: Session, now: datetime, most: int) -> list[Attempt]:
    """Return attempts whose time is over, grace and all, the longest first."""
    wanted = select(Attempt).where(Attempt.late_at <= now, Attempt.state == AttemptState.OPEN)
    return list(session.scalars(wanted.order_by(Attempt.late_at).limit(most)))


def contents(session: Session, slots: list[Slot]) -> dict[int, dict[str, object]]:
    """Return the questions of slots as their authors wrote them, by their numbers."""
    wanted = select(Question.id, Question.content).where(Question.id.in_({each.question_id for each in slots}))
    return {number: content for number, content in session.execute(wanted)}  # noqa: C416
