"""Beginning an attempt, saving answers one by one, and handing it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import Question, RevisionStep
from lms.enrolment import service as enrolment
from lms.errors import LmsError, NotFound
from lms.ids import new_uid
from lms.points import WHOLE, points
from lms.progress import service as progress
from lms.progress.models import Event
from lms.quizzes import practice, queries
from lms.quizzes.engine import grading
from lms.quizzes.engine.draw import Item, draw
from lms.quizzes.engine.holding import holding
from lms.quizzes.engine.kinds import question
from lms.quizzes.engine.order import shaken
from lms.quizzes.models import Answer, AnswerOrigin, Attempt, AttemptState, PracticeItem, Slot

MOST_ANSWERS = 200
"""To one question in one attempt, changes of mind counted."""


class NoTryLeft(LmsError):
    """Every attempt that the quiz allows was handed in."""

    status = 409
    message = _l("You have used all your tries at this quiz. Your best one counts.")


class NothingToAsk(LmsError):
    """The bank has no question that the quiz could draw."""

    status = 409
    message = _l("This quiz has no questions yet. Tell your trainer.")


class HandedIn(LmsError):
    """The attempt takes no answers any more."""

    status = 409
    message = _l("This try was handed in already. What was saved until then counts.")


class TooManyAnswers(LmsError):
    """One question was answered more often than anybody changes their mind."""

    status = 429
    message = _l("You have changed this answer very often. The last one saved counts.")


@dataclass(frozen=True)
class Sent:
    """An answer as a page sends it.

    :param values: what was chosen; empty: nothing.
    :param seq: what the page counted: one more than the answer that it showed.
    :param uid: made with the page, so that the same answer sent twice is one.
    :param claimed_at: the moment that the sender's own clock gave; nothing is decided by it.
    """

    values: Sequence[str]
    seq: int
    uid: str
    origin: AnswerOrigin = AnswerOrigin.PAGE
    claimed_at: datetime | None = None


def begin(
    session: Session, *, account: Account, course_id: int, step_id: int, revision_id: int, now: datetime
) -> Attempt:
    """Begin an attempt at a quiz or test, or go on with the one that is open.

    :raises NotTakingPart: the person has no place in a cohort that takes the course.
    :raises NoTryLeft: every attempt was used.
    :raises NothingToAsk: nothing in the bank fits.
    """
    enrolment.working_place(session, account=account, course_id=course_id, now=now)
    attempts = queries.attempts_of(session, account, step_id)
    if attempts and attempts[-1].state == AttemptState.OPEN:
        return attempts[-1]
    settings = _settings(session, revision_id, step_id)
    if settings["attempts"] is not None and len(attempts) >= settings["attempts"]:
        raise NoTryLeft
    attempt = Attempt(
        account_id=account.id,
        course_id=course_id,
        step_id=step_id,
        revision_id=revision_id,
        number=len(attempts) + 1,
        seed=new_uid(),
        state=AttemptState.OPEN,
        begun_at=now,
    )
    drawn = _drawn(session, revision_id, settings, attempt.seed)
    if not drawn:
        raise NothingToAsk
    attempt.slots = [Slot(position=place, question_id=item.id) for place, item in enumerate(drawn, 1)]
    session.add(attempt)
    session.flush()  # Its uid and the numbers of its questions are asked for at once.
    return attempt


def save(session: Session, *, attempt: Attempt, position: int, sent: Sent, now: datetime) -> Slot:
    """Keep an answer. Whatever order answers come in, the one with the greatest `seq` holds.

    In a quiz that gives its feedback at once, the first answer is marked and stays.

    :returns: the question with the answer that holds now, which may be another.
    :raises NotFound: the attempt has no such place.
    :raises HandedIn: the attempt was handed in.
    :raises NotAnAnswer: what was sent does not answer the question.
    :raises TooManyAnswers: there are two hundred already.
    """
    attempt = _again(session, attempt)
    slot = queries.slot(session, attempt, position)
    if slot is None:
        raise NotFound
    if session.scalar(select(Answer.id).where(Answer.uid == sent.uid)) is not None:
        return slot
    if attempt.state != AttemptState.OPEN:
        raise HandedIn
    if slot.points is not None:
        return slot
    if queries.answer_count(session, slot) >= MOST_ANSWERS:
        raise TooManyAnswers
    asked = question(session.get_one(Question, slot.question_id).content)
    chosen = asked.read(sent.values) if sent.values else ()
    session.add(
        Answer(
            uid=sent.uid,
            slot_id=slot.id,
            seq=sent.seq,
            chosen={"values": chosen},
            claimed_at=sent.claimed_at,
            received_at=now,
            origin=sent.origin,
        )
    )
    session.flush()  # What holds is chosen among all that came in.
    held = holding(queries.answers(session, slot))
    assert held is not None
    slot.seq, slot.chosen = held.seq, held.chosen
    at_once = _settings(session, attempt.revision_id, attempt.step_id)["feedback"] == "at-once"
    if at_once and slot.values:
        slot.points = points(asked.mark(slot.values).share)
    return slot


def hand_in(session: Session, *, attempt: Attempt, now: datetime) -> Attempt:
    """Mark an attempt by the answers that hold, and write it into the ledger. Handing in twice changes nothing.

    :raises NotTakingPart: the person has no place in a cohort that takes the course any more.
    """
    attempt = _again(session, attempt)
    if attempt.state == AttemptState.HANDED_IN:
        return attempt
    account = session.get_one(Account, attempt.account_id)
    _, today = enrolment.working_place(session, account=account, course_id=attempt.course_id, now=now)
    settings = _settings(session, attempt.revision_id, attempt.step_id)
    contents = queries.contents(session, attempt.slots)
    shares = [_share(slot, contents[slot.question_id]) for slot in attempt.slots]
    for slot, share in zip(attempt.slots, shares, strict=True):
        slot.points = points(share)
    whole = grading.total(shares)
    attempt.state, attempt.handed_in_at = AttemptState.HANDED_IN, now
    attempt.points, attempt.passed = points(whole), grading.passes(whole, settings["pass_share"])
    progress.record(
        session,
        place=progress.Place(account.id, attempt.course_id, attempt.revision_id, attempt.step_id, today),
        event=Event.QUIZ,
        points=attempt.points,
        done=attempt.passed or settings["rule"] == "tried",
    )
    if settings["form"] is None:  # What tests ask is kept for tests.
        known = {slot.question_id: slot.points == WHOLE for slot in attempt.slots}
        practice.take_up(session, account=account, course_id=attempt.course_id, known=known, today=today)
    return attempt


def forget_person(session: Session, *, account: Account) -> None:
    """Delete every attempt of a person with its answers, and what comes back for practice."""
    mine = select(Attempt.id).where(Attempt.account_id == account.id)
    slots = select(Slot.id).where(Slot.attempt_id.in_(mine))
    session.execute(delete(Answer).where(Answer.slot_id.in_(slots)))
    session.execute(delete(Slot).where(Slot.attempt_id.in_(mine)))
    session.execute(delete(Attempt).where(Attempt.account_id == account.id))
    session.execute(delete(PracticeItem).where(PracticeItem.account_id == account.id))


def _again(session: Session, attempt: Attempt) -> Attempt:
    """Return the attempt as it is now: the page was made before this transaction began."""
    found = queries.by_uid(session, attempt.uid)
    if found is None:
        raise NotFound
    return found


def _settings(session: Session, revision_id: int, step_id: int) -> dict[str, Any]:
    return session.get_one(RevisionStep, (revision_id, step_id)).settings


def _drawn(session: Session, revision_id: int, settings: dict[str, Any], seed: str) -> list[Item]:
    drawn = draw(queries.bank(session, revision_id), settings["draw"], seed, form=settings["form"])
    return shaken(drawn, seed, lambda item: item.name) if settings["shuffle_questions"] else drawn


def _share(slot: Slot, content: dict[str, Any]) -> Fraction:
    return question(content).mark(slot.values).share if slot.values else Fraction(0)
