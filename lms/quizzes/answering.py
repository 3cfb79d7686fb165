"""Saving answers one by one: whatever order they come in, and however often each comes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from lms.errors import LmsError, NotFound
from lms.quizzes import queries, works
from lms.quizzes.engine.behaviours.run import Behaviour
from lms.quizzes.engine.behaviours.state import Act
from lms.quizzes.engine.definition import Question
from lms.quizzes.engine.holding import Came, holding
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.rules.paging import Navigation
from lms.quizzes.engine.rules.quiz import behaviour_of, tells_during
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.marking import asked
from lms.quizzes.models import Answer, AnswerOrigin, Attempt, AttemptState, Slot
from lms.quizzes.runs import event_of, run_of, worth
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
