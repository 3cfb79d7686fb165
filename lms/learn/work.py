"""Verbs of a reader's work in a course: each finds the place in which it counts, and writes it down there."""

from contextlib import suppress
from datetime import date, datetime

from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.queries import StepReading
from lms.enrolment import service as enrolment
from lms.learn import keeping
from lms.progress import service as progress
from lms.progress.models import Event, StepProgress
from lms.seal import Keys


def answer_check(
    session: Session, *, account: Account, reading: StepReading, item: str, points: int, now: datetime
) -> StepProgress:
    """Write down an answer to a check question of a lesson.

    :raises NotTakingPart: the reader has no place in a cohort that takes the course.
    :raises NotBegun: the cohort begins on a later day.
    """
    place = _place(session, account, reading, now)
    return progress.answer_check(session, place=place, item=item, points=points)


def do_once(session: Session, *, account: Account, reading: StepReading, event: Event, now: datetime) -> StepProgress:
    """Write down that a step was done which counts once.

    :raises NotTakingPart: the reader has no place in a cohort that takes the course.
    :raises NotBegun: the cohort begins on a later day.
    """
    return progress.do_once(session, place=_place(session, account, reading, now), event=event)


def reflect(
    session: Session, keys: Keys, *, account: Account, reading: StepReading, words: str, today: date, now: datetime
) -> None:
    """Keep what a reader wrote to oneself, if anything, and write down that it was thought about.

    Whoever takes no part in the course keeps the words all the same.

    :param today: the day in the zone of the site, from which the time of keeping is counted.
    """
    if words:
        keeping.keep(
            session,
            keys,
            account=account,
            reading=reading,
            kind=keeping.Kind.REFLECTION,
            words=words,
            today=today,
        )
    with suppress(enrolment.NotTakingPart, enrolment.NotBegun):
        do_once(session, account=account, reading=reading, event=Event.THOUGHT, now=now)


def _place(session: Session, account: Account, reading: StepReading, now: datetime) -> progress.Place:
    _, day = enrolment.working_place(session, account=account, course_id=reading.course_id, now=now)
    return progress.Place(account.id, reading.course_id, reading.revision_id, reading.step_id, day)
