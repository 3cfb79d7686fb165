"""Verbs about banks: a question is written, changed or taken out, and what was done last is taken back."""

from datetime import date

from sqlalchemy.orm import Session

from lms.audit.service import Actor
from lms.catalog import service as catalog
from lms.catalog.loading import Ready
from lms.catalog.service import Loaded


def write(session: Session, *, ready: Ready, base_id: int, by: Actor | None, today: date) -> Loaded:
    """Give a course its next revision, in which a question is new or otherwise.

    :param base_id: the number of the row of the revision that it was made from.
    :raises ChangedMeanwhile: readers see another revision now.
    """
    return catalog.revise(session, ready=ready, base_id=base_id, by=by, action="question.write", today=today)


def remove(session: Session, *, ready: Ready, base_id: int, by: Actor | None, today: date) -> Loaded:
    """Give a course its next revision, in which a question is gone. The history keeps it.

    :raises ChangedMeanwhile: readers see another revision now.
    """
    return catalog.revise(session, ready=ready, base_id=base_id, by=by, action="question.remove", today=today)


def take_back(session: Session, *, ready: Ready, base_id: int, by: Actor | None, today: date) -> Loaded:
    """Give a course the files of an earlier revision again, as its next one. The history keeps what was between.

    :raises ChangedMeanwhile: readers see another revision now.
    """
    return catalog.revise(session, ready=ready, base_id=base_id, by=by, action="course.back", today=today)
