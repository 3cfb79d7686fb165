"""Beginning an attempt, saving answers one by one, and handing it in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, delete, insert, inspect, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import Account
from lms.catalog.models import RevisionStep
from lms.enrolment import service as enrolment
from lms.errors import LmsError, NotFound
from lms.ids import new_uid
from lms.points import WHOLE, points
from lms.quizzes import practice, queries, settling, works
from lms.quizzes.engine.draw import Item, draw
from lms.quizzes.engine.holding import Came, holding
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.handed import GivenMark, Handed
from lms.quizzes.marking import asked, marks, share
from lms.quizzes.models import Answer, AnswerOrigin, Attempt, AttemptState, PracticeItem, Slot
from lms.seal import Keys

_ANSWERS: Any = Answer.__table__
_SLOTS: Any = Slot.__table__
_ADD = insert(_ANSWERS)
_HOLD = (
    update(_SLOTS)
    .where(_SLOTS.c.id == bindparam("slot"))
    .values(seq=bindparam("seq"), chosen=bindparam("chosen"), points=bindparam("points"))
)

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

    :param fields: what was chosen or typed, by the names of fields; empty: nothing.
    :param seq: what the page counted: one more than the answer that it showed.
    :param uid: made with the page, so that the same answer sent twice is one.
    :param claimed_at: the moment that the sender's own clock gave; nothing is decided by it.
    :param files: that came with it, sealed and stored already.
    """

    fields: Fields
    seq: int
    uid: str
    origin: AnswerOrigin = AnswerOrigin.PAGE
    claimed_at: datetime | None = None
    files: tuple[works.TakenIn, ...] = ()


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


def save(
    session: Session, *, attempt: Attempt, position: int, sent: Sent, now: datetime, keys: Keys | None = None
) -> Slot:
    """Keep an answer. Whatever order answers come in, the one with the greatest `seq` holds.

    In a quiz that gives its feedback at once, the first answer is marked and stays.

    :param keys: of the installation, with which what a person marks is sealed.
    :returns: the question with the answer that holds now, which may be another.
    :raises NotFound: the attempt has no such place.
    :raises HandedIn: the attempt was handed in.
    :raises NotAnAnswer: what was sent does not answer the question.
    :raises TooManyAnswers: there are two hundred already.
    """
    # Only its number is asked of the attempt: the page was made before this transaction began.
    (attempt_id,) = inspect(attempt, raiseerr=True).identity or (None,)
    found = queries.saving(session, attempt_id, position, sent.uid)
    if found is None:
        raise NotFound
    slot = found.slot
    if found.is_known:
        return slot
    if found.state != AttemptState.OPEN:
        raise HandedIn
    if slot.points is not None:
        return slot
    if found.count >= MOST_ANSWERS:
        raise TooManyAnswers
    task = asked(slot, found.seed, found.content).task
    if task.marked_by == MarkedBy.PERSON:
        assert keys is not None  # Its words are kept sealed, or not at all.
        chosen: dict[str, Any] = dict(
            works.keep(session, keys, slot=slot, task=task, fields=sent.fields, files=sent.files, uid=sent.uid, now=now)
        )
    else:
        chosen = _read(task, sent.fields)
    _add(session, slot, sent, chosen, now)
    came: list[Came] = [Held(slot.seq, found.held_uid or ""), sent]
    if holding(came) is not sent:
        return slot
    at_once = found.settings["feedback"] == "at-once" and chosen and task.marked_by == MarkedBy.ENGINE
    _hold(session, slot, sent.seq, chosen, points(share(task, chosen)) if at_once else None)
    return slot


class Held(NamedTuple):
    """The answer that held until another came."""

    seq: int
    uid: str


def _add(session: Session, slot: Slot, sent: Sent, chosen: dict[str, Any], now: datetime) -> None:
    """Write an answer down."""
    said = {"uid": sent.uid, "slot_id": slot.id, "seq": sent.seq, "chosen": chosen, "origin": sent.origin}
    session.execute(_ADD, {**said, "claimed_at": sent.claimed_at, "received_at": now})


def _hold(session: Session, slot: Slot, seq: int, chosen: dict[str, Any], worth: int | None) -> None:
    """Put the answer that holds now into its place: by hand, which is half the work of the session's own way."""
    session.execute(_HOLD, {"slot": slot.id, "seq": seq, "chosen": chosen, "points": worth})
    for name, value in (("seq", seq), ("chosen", chosen), ("points", worth)):
        set_committed_value(slot, name, value)


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
    worth = marks(attempt.slots, attempt.seed, contents, settings["pass_share"])
    attempt.state, attempt.handed_in_at = AttemptState.HANDED_IN, now
    settling.hand_over(session, attempt=attempt, contents=contents)
    settling.settle(session, attempt=attempt, worth=worth, settings=settings, today=today)
    if settings["form"] is None:  # What tests ask is kept for tests.
        known = {
            slot.question_id: slot.points == WHOLE
            for slot in attempt.slots
            if slot.points is not None and contents[slot.question_id]["type"] not in BY_PERSON
        }
        practice.take_up(session, account=account, course_id=attempt.course_id, known=known, today=today)
    return attempt


def forget_person(session: Session, *, account: Account) -> None:
    """Delete every attempt of a person with its answers, and what comes back for practice."""
    mine = select(Attempt.id).where(Attempt.account_id == account.id)
    slots = select(Slot.id).where(Slot.attempt_id.in_(mine))
    given = select(Handed.id).where(Handed.account_id == account.id)
    session.execute(delete(GivenMark).where(GivenMark.handed_id.in_(given)))
    session.execute(delete(Handed).where(Handed.account_id == account.id))
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


def _read(task: Task[Any], fields: Fields) -> dict[str, Any]:
    """Return an answer in its one form; nothing where nothing was answered.

    :raises NotAnAnswer: it is none.
    """
    try:
        return dict(task.read(fields).fields())
    except NotAnAnswer as refused:
        if refused.reason == Reason.NOTHING:
            return {}
        raise
