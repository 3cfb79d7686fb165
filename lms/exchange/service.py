"""Verbs about questions that come in: a file is kept, taken over or dropped."""

from datetime import date

from sqlalchemy.orm import Session

from lms.audit.service import Actor
from lms.catalog import service as catalog
from lms.catalog.loading import Ready
from lms.catalog.service import Loaded
from lms.exchange.kept import Kept
from lms.translating import service as waiting


def keep(session: Session, *, course_id: int, by_uid: str, kept: Kept, today: date) -> str:
    """Keep a file until somebody has looked at what it changes; return its uid. Tomorrow is its last day.

    :raises TooMany: many files of this course wait.
    """
    return waiting.keep(session, course_id=course_id, by_uid=by_uid, body=kept.packed(), today=today).uid


def take(session: Session, *, brought: str, ready: Ready, base_id: int, by: Actor | None, today: date) -> Loaded:
    """Take questions over: they become the next revision, and the file is not kept any longer.

    :param brought: the uid of the file; empty where it was not kept.
    :param base_id: the number of the row of the revision that the plan was made for.
    :raises ChangedMeanwhile: readers see another revision now.
    """
    loaded = catalog.revise(session, ready=ready, base_id=base_id, by=by, action="questions.import", today=today)
    drop(session, brought=brought)
    return loaded


def drop(session: Session, *, brought: str) -> None:
    """Forget a file."""
    waiting.drop(session, returned=brought)
