"""Giving a mark, changing one, and what follows of it for the attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.errors import LmsError, NotFound
from lms.marking import queries, rules
from lms.quizzes import settling, works
from lms.quizzes.handed import GivenMark, Handed, HandedState
from lms.quizzes.models import Slot
from lms.seal import Keys
from lms.writing import service as writing
from lms.writing.models import Writing


class AlreadyMarked(LmsError):
    """Somebody else marked it since the page was made."""

    status = 409
    message = _l("Somebody else marked this answer just now. Your mark was not kept; what stands is on this page.")


@dataclass(frozen=True)
class Verdict:
    """What a marker says of an answer.

    :param points: 0 to 10,000.
    :param levels: the level of each criterion, by ids; empty without a rubric.
    :param comment: for the learner; may be empty.
    :param second: another person is to mark it too.
    """

    points: int
    levels: Mapping[str, str]
    comment: str
    second: bool = False


def mark(
    session: Session, keys: Keys, *, uid: str, by: Actor, seen: int, verdict: Verdict, now: datetime
) -> HandedState:
    """Give an answer a mark, or change the one that its marker gave last. The same sent twice is once.

    :param uid: of what was handed in.
    :param seen: how often a mark had been given or changed when the page was made.
    :raises NotFound: there is no such answer any more.
    :raises AlreadyMarked: it is no longer this marker's turn.
    """
    reading = queries.reading(session, uid)
    if reading is None:
        raise NotFound
    handed, slot = reading.handed, reading.slot
    turn = rules.turn_of(handed.state, handed.marks, by.uid)
    latest = handed.marks[-1] if handed.marks else None
    if latest and latest.by_uid == by.uid and _is_same(session, keys, latest, verdict, handed):
        return handed.state
    if handed.changes != seen or turn.number is None:
        raise AlreadyMarked
    today = clock.local_day(now, works.whose(session, slot).tz)
    if turn.changes:
        given = handed.marks[-1]
        given.points, given.levels, given.day = verdict.points, dict(verdict.levels), today
    else:
        given = GivenMark(
            turn=turn.number, by_uid=by.uid, points=verdict.points, levels=dict(verdict.levels), day=today
        )
        handed.marks.append(given)
    session.flush()  # Its uid names what is said with it.
    _say(session, keys, reading.writer, given, verdict.comment, _until(session, slot, today), today)
    handed.changes += 1
    if turn.number == rules.FIRST:
        handed.two = reading.content.get("markers", 1) > 1 or verdict.second
    points = [each.points for each in handed.marks]
    handed.state = rules.state_after(points, two=handed.two)
    audit.note(session, by, action="mark.change" if turn.changes else "mark.give", kind="answer", uid=handed.uid)
    if handed.state == HandedState.MARKED:
        slot.points = rules.holding(points)
        settling.settle_again(session, attempt_id=handed.attempt_id, day=today)
    return handed.state


def _say(
    session: Session, keys: Keys, learner: Account, given: GivenMark, comment: str, until: date, today: date
) -> None:
    """Keep what is said with a mark, in place of what was said before."""
    if comment:
        said = {"kind": works.COMMENT, "about": given.uid, "words": comment}
        writing.write(session, keys, account=learner, **said, today=today, until_day=until)
    else:
        session.execute(delete(Writing).where(Writing.kind == works.COMMENT, Writing.about == given.uid))


def _until(session: Session, slot: Slot, today: date) -> date:
    """Return the last day of the answer, which is the comment's too."""
    uids = slot.chosen.get(works.REFERENCE, ())
    last = session.scalar(select(func.max(Writing.until_day)).where(Writing.uid.in_(uids)))
    return last or today + works.KEPT_FOR


def _is_same(session: Session, keys: Keys, given: GivenMark, verdict: Verdict, handed: Handed) -> bool:
    """Tell whether a marker sent again what stands."""
    if (given.points, given.levels) != (verdict.points, dict(verdict.levels)):
        return False
    asks_more = verdict.second and not handed.two and given.turn == rules.FIRST
    return not asks_more and works.opened(session, keys, (), marks=[given.uid]).get(given.uid, "") == verdict.comment
