"""Verbs about translations: a file that came back is kept, taken over or dropped; what was taken over is taken back."""

from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lms.audit.service import Actor
from lms.catalog import service as catalog
from lms.catalog.loading import Ready
from lms.catalog.service import Loaded
from lms.config import Config
from lms.errors import LmsError
from lms.translating.models import Returned

MOST_WAITING = 20
"""Files of one course that wait to be looked at."""


class TooMany(LmsError):
    """Many files of the course wait already."""

    status = 409
    message = _l("Many files of this course wait to be looked at. Take them over or drop them first.")


def keep(session: Session, *, course_id: int, by_uid: str, body: bytes, today: date) -> Returned:
    """Keep a file that came back until somebody has looked at what it changes.

    :raises TooMany: twenty files wait.
    """
    there = session.scalar(select(func.count()).select_from(Returned).where(Returned.course_id == course_id))
    if (there or 0) >= MOST_WAITING:
        raise TooMany
    returned = Returned(course_id=course_id, by_uid=by_uid, day=today, body=body)
    session.add(returned)
    session.flush()  # Its uid stands in the address of the page that follows.
    return returned


def take(session: Session, *, returned: str, ready: Ready, base_id: int, by: Actor | None, today: date) -> Loaded:
    """Take translations over: they become the next revision, and the file is not kept any longer.

    :param returned: the uid of the file; empty where it was not kept.
    :param base_id: the number of the row of the revision that the plan was made for.
    :raises ChangedMeanwhile: readers see another revision now.
    """
    loaded = catalog.revise(session, ready=ready, base_id=base_id, by=by, action="course.translate", today=today)
    drop(session, returned=returned)
    return loaded


def take_back(session: Session, *, ready: Ready, base_id: int, by: Actor | None, today: date) -> Loaded:
    """Give a course the files of an earlier revision again, as its next one. The history keeps what was between.

    :raises ChangedMeanwhile: readers see another revision now.
    """
    return catalog.revise(session, ready=ready, base_id=base_id, by=by, action="course.back", today=today)


def drop(session: Session, *, returned: str) -> None:
    """Forget a file that came back."""
    session.execute(delete(Returned).where(Returned.uid == returned))


def sweep(session: Session, _config: Config, now: datetime) -> int:
    """Delete files that came back before yesterday."""
    yesterday = (now - timedelta(days=1)).date()
    return int(session.execute(delete(Returned).where(Returned.day < yesterday)).rowcount)  # type: ignore[attr-defined]
