"""Beginning an attempt, saving answers one by one, and handing it in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from lms import clock
from lms.accounts.models import Account
from lms.catalog.models import RevisionStep
from lms.config import Config
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.errors import LmsError, NotFound
from lms.ids import new_uid, uid_once_erased
from lms.points import WHOLE
from lms.quizzes import practice, queries, settling, weighing, works
from lms.quizzes.engine.behaviours.run import Behaviour
from lms.quizzes.engine.behaviours.state import Act
from lms.quizzes.engine.definition import Question
from lms.quizzes.engine.draw import Item, draw
from lms.quizzes.engine.holding import Came, holding
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.engine.rules.paging import Navigation
from lms.quizzes.engine.rules.quiz import QuizSettings, behaviour_of, tells_during
from lms.quizzes.engine.rules.settings import Overdue
from lms.quizzes.engine.rules.timing import NotNow, Why
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.handed import GivenMark, Handed
from lms.quizzes.marking import Contents, asked
from lms.quizzes.models import Answer, AnswerOrigin, Attempt, AttemptState, PracticeItem, QuizOverride, Slot
from lms.quizzes.runs import event_of, run_of, worth
from lms.quizzes.standing import standing as standing_of
from lms.seal import Keys

_ANSWERS: Any = Answer.__table__
_SLOTS: Any = Slot.__table__
_ATTEMPTS: Any = Attempt.__table__
_ADD = insert(_ANSWERS)
_PUT = update(_SLOTS).where(_SLOTS.c.id == bindparam("slot"))
_HELD = ("seq", "chosen", "certainty")
_CHECKED = (*_HELD, "stage", "tries", "told", "points")
_HOLD, _CHECK = (_PUT.values({name: bindparam(name) for name in names}) for names in (_HELD, _CHECKED))
_GO_ON = (
    update(_ATTEMPTS)
    .where(_ATTEMPTS.c.id == bindparam("attempt"), _ATTEMPTS.c.reached == bindparam("left"))
    .values(reached=bindparam("left") + 1)
)

MOST_ANSWERS = 200
"""To one question in one attempt, changes of mind counted."""
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


class HandedIn(LmsError):
    """The attempt takes no answers any more."""

    status = 409
    message = _l("This try was handed in already. What was saved until then counts.")


class TimeIsOver(LmsError):
    """The answer came after the end of the attempt, and after the seconds of grace."""

    status = 409
    message = _l("The time for this try is over. This answer came too late to count; what was saved before does.")


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
    :param act: whether it is saved, or checked too; or the question is opened again, then without an answer.
    :param certainty: how sure its giver is, 1 to 3, where the quiz asks for it.
    :param claimed_at: the moment that the sender's own clock gave; nothing is decided by it.
    :param files: that came with it, sealed and stored already.
    """

    fields: Fields
    seq: int
    uid: str
    act: Act = Act.SAVE
    certainty: int | None = None
    origin: AnswerOrigin = AnswerOrigin.PAGE
    claimed_at: datetime | None = None
    files: tuple[works.TakenIn, ...] = ()


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


def save(
    session: Session, *, attempt_id: int, position: int, sent: Sent, now: datetime, keys: Keys | None = None
) -> Slot:
    """Keep an answer. Whatever order answers come in, the one with the greatest `seq` holds.

    Once a learner was told what an answer was worth, one that was thought of before changes nothing.

    :param keys: of the installation, with which what a person marks is sealed.
    :returns: the question with the answer that holds now, which may be another.
    :raises NotFound: the attempt has no such place.
    :raises HandedIn: the attempt was handed in.
    :raises TimeIsOver: its time is over, and the seconds of grace too.
    :raises NotAnAnswer: what was sent does not answer the question.
    :raises TooManyAnswers: there are two hundred already.
    """
    found = queries.saving(session, attempt_id, position, sent.uid)
    if found is None:
        raise NotFound
    slot = found.slot
    if found.is_known:
        return slot
    if found.state != AttemptState.OPEN:
        raise HandedIn
    if found.late_at is not None and now >= found.late_at:
        raise TimeIsOver
    if found.settings.get("navigation") == Navigation.SEQUENTIAL and position != found.reached:
        return slot
    behaviour = behaviour_of(found.settings)
    if slot.is_ended or sent.seq <= slot.told or (sent.act == Act.TRY_AGAIN and not tells_during(behaviour)):
        return slot
    if found.count >= MOST_ANSWERS:
        raise TooManyAnswers
    question = asked(slot, found.seed, found.content)
    by_person = question.task.marked_by == MarkedBy.PERSON
    if by_person:
        if sent.act == Act.TRY_AGAIN:
            return slot
        chosen = _sealed(session, keys, slot, question.task, sent, now)
    else:
        chosen = {} if sent.act == Act.TRY_AGAIN else _read(question.task, sent.fields)
    _add(session, slot, sent, chosen, now)
    came: list[Came] = [Held(slot.seq, found.held_uid or ""), sent]
    if tells_during(behaviour) and not by_person:
        _put(session, _CHECK, slot, _after(session, slot, behaviour, question))
    elif holding(came) is sent:
        _put(session, _HOLD, slot, {"seq": sent.seq, "chosen": chosen, "certainty": sent.certainty})
    return slot


def _sealed(
    session: Session, keys: Keys | None, slot: Slot, task: Task[Any], sent: Sent, now: datetime
) -> dict[str, Any]:
    """Seal what a person will mark; return what the rows hold of it."""
    assert keys is not None  # Its words are kept sealed, or not at all.
    chosen = works.keep(
        session, keys, slot=slot, task=task, fields=sent.fields, files=sent.files, uid=sent.uid, now=now
    )
    return dict(chosen)


class Held(NamedTuple):
    """The answer that held until another came."""

    seq: int
    uid: str


def _add(session: Session, slot: Slot, sent: Sent, chosen: dict[str, Any], now: datetime) -> None:
    """Write an answer down."""
    said = {"uid": sent.uid, "slot_id": slot.id, "seq": sent.seq, "act": sent.act, "chosen": chosen}
    more = {"certainty": sent.certainty, "origin": sent.origin, "claimed_at": sent.claimed_at, "received_at": now}
    session.connection().execute(_ADD, {**said, **more})


def _after(session: Session, slot: Slot, behaviour: Behaviour, question: Question) -> dict[str, Any]:
    """Return how a question stands after all that happened to it."""
    run = run_of(behaviour, question, map(event_of, queries.answers(session, slot)))
    state = run.state
    return {
        "seq": run.events[-1].seq,
        "chosen": {name: list(values) for name, values in state.fields.items()},
        "certainty": state.certainty,
        "stage": state.stage,
        "tries": state.tries,
        "told": run.told,
        "points": worth(state),
    }


def _put(session: Session, how: Any, slot: Slot, values: dict[str, Any]) -> None:
    """Put how a question stands into its place: by hand, which is half the work of the session's own way."""
    session.connection().execute(how, {"slot": slot.id, **values})
    for name, value in values.items():
        set_committed_value(slot, name, value)


def go_on(session: Session, *, attempt: Attempt, left: int) -> None:
    """Leave a question of an attempt in which one goes onward only. Leaving one that was left changes nothing.

    :param left: its place.
    """
    session.execute(_GO_ON, {"attempt": attempt.id, "left": left})


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
