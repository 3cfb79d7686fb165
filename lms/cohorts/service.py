"""Verbs about programmes and cohorts.

Each takes `by`, the person who acts, and leaves an entry in the audit; made-up data and tests leave it out.
"""

from collections.abc import Sequence
from datetime import date
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.audit import service as audit
from lms.audit.service import Actor
from lms.catalog.models import Course
from lms.cohorts import queries
from lms.cohorts.models import Cohort, CohortCourse, Entry, GroupKind, Programme, StandingCohort
from lms.errors import LmsError
from lms.ids import new_uid
from lms.text.canonical import canonical
from lms.text.codes import new_code
from lms.text.zawgyi.judge import tidy_name

CODE_LENGTH = 8
"""Forty bits: a join code only gives a place, and stops working on the last day for joining."""

MOST_SEATS = 5000

OPEN_COURSES = "Open courses"
"""The programme of people who take a course by themselves."""
FAR_DAY = date(2099, 12, 31)


class NameTaken(LmsError):
    """A programme has this name already."""

    status = 409
    message = _l("A programme has this name already. Choose another.")


class NoSuchZone(LmsError):
    """The time zone is not one."""

    status = 422
    message = _l("Write a time zone's name, as in Asia/Yangon.")


class DaysInDisorder(LmsError):
    """The days of a cohort do not follow each other."""

    status = 422
    message = _l("The last day can't come before the first, and joining must end by the last day.")


class ProgrammeClosed(LmsError):
    """The programme is over."""

    status = 409
    message = _l("This programme is closed. Ask an administrator to open it again.")


def add_programme(session: Session, *, name: str, tz: str, by: Actor | None = None) -> Programme:
    """Begin a programme.

    :raises NameTaken: another has the name.
    :raises NoSuchZone: `tz` is not an IANA name.
    """
    if tz not in available_timezones():
        raise NoSuchZone
    if queries.programme_by_name(session, name) is not None:
        raise NameTaken
    programme = Programme(name=tidy_name(name), name_key=canonical(name), tz=tz)
    session.add(programme)
    session.flush()  # Its uid goes into grants and the audit.
    audit.note(session, by, action="programme.add", kind="programme", uid=programme.uid)
    return programme


def change_programme(
    session: Session, *, programme: Programme, name: str, tz: str, closed: bool, by: Actor | None = None
) -> None:
    """Rename a programme, move it to another zone, close or open it.

    :raises NameTaken: another has the name.
    :raises NoSuchZone: `tz` is not an IANA name.
    """
    if tz not in available_timezones():
        raise NoSuchZone
    other = queries.programme_by_name(session, name)
    if other is not None and other.id != programme.id:
        raise NameTaken
    programme.name, programme.name_key = tidy_name(name), canonical(name)
    programme.tz, programme.closed = tz, closed
    audit.note(session, by, action="programme.change", kind="programme", uid=programme.uid)


def add_cohort(
    session: Session,
    *,
    programme: Programme,
    name: str,
    kind: GroupKind,
    seats: int,
    starts_day: date,
    ends_day: date,
    last_join_day: date,
    entry: Entry = Entry.CODE,
    course_ids: Sequence[int] = (),
    uid: str | None = None,
    by: Actor | None = None,
) -> Cohort:
    """Begin a cohort, with a code for joining that nobody else has.

    :param course_ids: the courses that it takes, in their order.
    :param uid: made of the form's name, so that a form sent twice begins one cohort; a new one where it is not given.
    :raises ProgrammeClosed: the programme is over.
    :raises DaysInDisorder: its days do not follow each other.
    """
    begun = queries.by_uid(session, uid) if uid else None
    if begun is not None:
        return begun
    if programme.closed:
        raise ProgrammeClosed
    _check_days(starts_day, ends_day, last_join_day)
    cohort = Cohort(
        uid=uid or new_uid(),
        programme=programme,
        name=tidy_name(name),
        kind=kind,
        code=new_code(CODE_LENGTH),
        seats=seats,
        starts_day=starts_day,
        ends_day=ends_day,
        last_join_day=last_join_day,
        entry=entry,
    )
    session.add(cohort)
    session.flush()  # Its uid goes into grants and the audit.
    _take(session, cohort, course_ids)
    audit.note(session, by, action="cohort.make", kind="cohort", uid=cohort.uid)
    return cohort


def change_cohort(
    session: Session,
    *,
    cohort: Cohort,
    name: str,
    kind: GroupKind,
    seats: int,
    starts_day: date,
    ends_day: date,
    last_join_day: date,
    closed: bool,
    entry: Entry | None = None,
    course_ids: Sequence[int] | None = None,
    by: Actor | None = None,
) -> None:
    """Change what was said of a cohort. Fewer seats than are taken only stop further joining.

    :param entry: None: as it is; so with `course_ids`.
    :raises DaysInDisorder: its days do not follow each other.
    """
    _check_days(starts_day, ends_day, last_join_day)
    cohort.name, cohort.kind, cohort.seats, cohort.closed = tidy_name(name), kind, seats, closed
    cohort.starts_day, cohort.ends_day, cohort.last_join_day = starts_day, ends_day, last_join_day
    cohort.entry = entry or cohort.entry
    if course_ids is not None:
        _take(session, cohort, course_ids)
    audit.note(session, by, action="cohort.change", kind="cohort", uid=cohort.uid)


def change_code(session: Session, *, cohort: Cohort, by: Actor | None = None) -> str:
    """Give a cohort another join code and return it; the old one stops working."""
    cohort.code = new_code(CODE_LENGTH)
    audit.note(session, by, action="cohort.code", kind="cohort", uid=cohort.uid)
    return cohort.code


def take_courses(session: Session, *, cohort: Cohort, course_ids: Sequence[int], by: Actor | None = None) -> None:
    """Say which courses a cohort takes, in this order. What was done in a course that goes out of it is kept."""
    _take(session, cohort, course_ids)
    audit.note(session, by, action="cohort.courses", kind="cohort", uid=cohort.uid)


def standing_cohort(session: Session, *, course: Course, tz: str, today: date) -> Cohort:
    """Return the cohort for people who take an open course by themselves; it is begun when the first one comes.

    It belongs to the programme OPEN_COURSES, which is made with it and which an administrator can give staff.

    :param tz: the zone of the days of that programme, should it be made now.
    """
    found = session.scalar(
        select(Cohort).join(StandingCohort, StandingCohort.cohort_id == Cohort.id).filter_by(course_id=course.id)
    )
    if found is not None:
        return found
    programme = queries.programme_by_name(session, OPEN_COURSES) or add_programme(session, name=OPEN_COURSES, tz=tz)
    cohort = add_cohort(
        session,
        programme=programme,
        name=course.slug,
        kind=GroupKind.MIXED,
        seats=MOST_SEATS,
        starts_day=today,
        ends_day=FAR_DAY,
        last_join_day=FAR_DAY,
        entry=Entry.OPEN,
        course_ids=[course.id],
    )
    session.add(StandingCohort(course_id=course.id, cohort_id=cohort.id))
    return cohort


def _take(session: Session, cohort: Cohort, course_ids: Sequence[int]) -> None:
    session.execute(delete(CohortCourse).where(CohortCourse.cohort_id == cohort.id))
    session.add_all(
        CohortCourse(cohort_id=cohort.id, course_id=course_id, position=position)
        for position, course_id in enumerate(dict.fromkeys(course_ids), 1)
    )
    session.flush()  # Who takes part is asked of the database.


def _check_days(starts_day: date, ends_day: date, last_join_day: date) -> None:
    if not (starts_day <= ends_day and last_join_day <= ends_day):
        raise DaysInDisorder
