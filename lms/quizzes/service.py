"""Beginning an attempt, and handing it in; `answering` saves what comes between."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.catalog.models import RevisionStep
from lms.config import Config
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.errors import LmsError, NotFound
from lms.ids import new_uid, uid_once_erased
from lms.points import WHOLE
from lms.quizzes import practice, queries, settling, weighing
from lms.quizzes.engine.draw import Item, draw
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.engine.rules.quiz import QuizSettings
from lms.quizzes.engine.rules.settings import Overdue
from lms.quizzes.engine.rules.timing import NotNow, Why
from lms.quizzes.handed import GivenMark, Handed
from lms.quizzes.marking import Contents
from lms.quizzes.models import Answer, Attempt, AttemptState, PracticeItem, QuizOverride, Slot
from lms.quizzes.standing import standing as standing_of

MOST_OVERDUE = 200
"""Attempts that are handed in in one minute because their time is over: others wait for the lock meanwhile."""


class NoTryLeft(LmsError):
    """Every attempt that the quiz allows was handed in."""

    status = 409
    message = _l("You have used all your tries at this quiz. Your best one counts.")


class CannotBegin(LmsError):
    """The clock or the calendar of the quiz says no; its page says until when."""

    status = 409
    message = _l("No try can begin now. The page of the quiz says why.")


class NothingToAsk(LmsError):
    """The bank has no question that the quiz could draw."""

    status = 409
    message = _l("This quiz has no questions yet. Tell your trainer.")


def begin(
    session: Session, *, account: Account, course_id: int, step_id: int, revision_id: int, now: datetime
) -> Attempt:
    """Begin an attempt at a quiz or test, or go on with the one that is open; one whose time is over is handed in.

    :raises NotTakingPart: the person has no place in a cohort that takes the course.
    :raises NoTryLeft: every attempt was used.
    :raises CannotBegin: the quiz is not open, or the wait after the last attempt is not over.
    :raises NothingToAsk: nothing in the bank fits.
    """
    enrolment.working_place(session, account=account, course_id=course_id, now=now)
    settings = _settings(session, revision_id, step_id)
    standing = standing_of(session, account, course_id, step_id, QuizSettings.of(settings).clock)
    if standing.open is not None:
        there = standing.open
        own = QuizSettings.of(_settings(session, there.revision_id, step_id)).clock
        standing_of(session, account, course_id, step_id, own).set_clock(there)
        if not _is_late(there, now):
            return there
        hand_in(session, attempt=there, now=now)
    _refuse(standing.not_now(now))
    attempts = standing.attempts
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
    standing.set_clock(attempt)
    drawn = _drawn(session, revision_id, settings, attempt.seed)
    if not drawn:
        raise NothingToAsk
    attempt.slots = [Slot(position=place, question_id=item.id) for place, item in enumerate(drawn, 1)]
    session.add(attempt)
    session.flush()  # Its uid and the numbers of its questions are asked for at once.
    return attempt


def _refuse(not_now: NotNow | None) -> None:
    if not_now is not None:
        raise NoTryLeft if not_now.why == Why.NO_TRY_LEFT else CannotBegin


def _is_late(attempt: Attempt, now: datetime) -> bool:
    return attempt.late_at is not None and now >= attempt.late_at


def hand_in(session: Session, *, attempt: Attempt, now: datetime) -> Attempt:
    """Mark an attempt by what happened in it, and write it into the ledger. Handing in twice changes nothing.

    One whose time is over is handed in as of its end, by whom and whenever it is touched, or discarded.

    :raises NotTakingPart: the person has no place in a cohort that takes the course any more.
    """
    attempt = _again(session, attempt)
    if attempt.state != AttemptState.OPEN:
        return attempt
    settings = QuizSettings.of(_settings(session, attempt.revision_id, attempt.step_id))
    late = _is_late(attempt, now)
    attempt.handed_in_at = min(now, attempt.ends_at or now)
    if late and settings.clock.overdue == Overdue.DISCARD:
        attempt.state, attempt.late_at = AttemptState.DISCARDED, None
        return attempt
    account = session.get_one(Account, attempt.account_id)
    day = _day(session, account, attempt, late=late)
    contents = queries.contents(session, attempt.slots)
    settling.put(attempt, weighing.weigh(session, attempt, contents, settings))
    attempt.state, attempt.late_at = AttemptState.HANDED_IN, None
    settling.hand_over(session, attempt=attempt, contents=contents)
    if day is not None:
        settling.note(session, attempt=attempt, settings=settings, before=None, day=day)
        _let_come_back(session, account, attempt, settings, contents, day)
    return attempt


def hand_in_overdue(session: Session, _config: Config, now: datetime) -> int:
    """Hand in every attempt whose time is over, as of its end; return how many."""
    attempts = queries.overdue(session, now, MOST_OVERDUE)
    for attempt in attempts:
        hand_in(session, attempt=attempt, now=now)
    return len(attempts)


def _day(session: Session, account: Account, attempt: Attempt, *, late: bool) -> date | None:
    """Return the day on which an attempt counts as handed in, in the zone of the person's programme.

    Whoever left hands nothing in; but what was begun in time ends in time, there or not.

    :returns: None: the person was in no cohort that takes the course, ever.
    """
    at = attempt.handed_in_at
    assert at is not None
    try:
        return enrolment.working_place(session, account=account, course_id=attempt.course_id, now=at)[1]
    except (enrolment.NotTakingPart, enrolment.NotBegun):
        if not late:
            raise
        tz = places.zone_of_course(session, account, attempt.course_id)
        return clock.local_day(at, tz) if tz else None


def _let_come_back(
    session: Session, account: Account, attempt: Attempt, settings: QuizSettings, contents: Contents, day: date
) -> None:
    """Let the questions of an attempt come back for practice, but for those that only a person can mark."""
    if settings.may_be_practised:
        known = {
            slot.question_id: slot.points >= WHOLE
            for slot in attempt.slots
            if slot.points is not None and contents[slot.question_id]["type"] not in BY_PERSON
        }
        practice.take_up(session, account=account, course_id=attempt.course_id, known=known, today=day)


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
    for table in (PracticeItem, QuizOverride):
        session.execute(delete(table).where(table.account_id == account.id))
    marked = update(GivenMark).where(GivenMark.by_uid == account.uid)
    session.execute(marked.values(by_uid=uid_once_erased(account.uid)))
    said = update(QuizOverride).where(QuizOverride.by_uid == account.uid)
    session.execute(said.values(by_uid=uid_once_erased(account.uid)))


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
