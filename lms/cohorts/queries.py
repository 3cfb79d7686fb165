"""Reads about programmes and cohorts."""

from collections.abc import Collection

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import Session

from lms.accounts.models import Role, Scope
from lms.accounts.rules import Visitor
from lms.catalog.models import Course
from lms.cohorts.models import Cohort, CohortCourse, Programme
from lms.text.canonical import canonical
from lms.text.codes import tidy_code


def by_uid(session: Session, uid: str) -> Cohort | None:
    """Return the cohort with this uid."""
    return session.scalar(select(Cohort).where(Cohort.uid == uid))


def programme_by_uid(session: Session, uid: str) -> Programme | None:
    """Return the programme with this uid."""
    return session.scalar(select(Programme).where(Programme.uid == uid))


def programme_by_name(session: Session, name: str) -> Programme | None:
    """Return the programme whose name reads the same."""
    return session.scalar(select(Programme).where(Programme.name_key == canonical(name)))


def by_join_code(session: Session, typed: str) -> Cohort | None:
    """Return the cohort that a code opens, as typed; None for anything that is no code."""
    try:
        code = tidy_code(typed)
    except ValueError:
        return None
    return session.scalar(select(Cohort).where(Cohort.code == code))


def programmes() -> Select[Programme]:
    """Return the statement of every programme, the open ones first, by name."""
    return select(Programme).order_by(Programme.closed, Programme.name_key)


def programmes_of(who: Visitor, role: Role) -> Select[Programme]:
    """Return the statement of the programmes in which `who` holds `role`, the open ones first, by name."""
    if who.has(role, frozenset()):
        return programmes()
    return programmes().where(Programme.uid.in_(_uids(who, role, Scope.PROGRAMME)))


def cohorts_of(who: Visitor, role: Role) -> Select[Cohort]:
    """Return the statement of the cohorts in which `who` holds `role`, the open ones first, the latest first."""
    wanted = select(Cohort).join(Programme).order_by(Cohort.closed, Cohort.starts_day.desc(), Cohort.id)
    if who.has(role, frozenset()):
        return wanted
    return wanted.where(
        Programme.uid.in_(_uids(who, role, Scope.PROGRAMME)) | Cohort.uid.in_(_uids(who, role, Scope.COHORT))
    )


def single_cohorts_of(session: Session, who: Visitor, role: Role) -> list[Cohort]:
    """Return the cohorts given to `who` one by one, the latest first, fifty at the most."""
    uids = _uids(who, role, Scope.COHORT)
    wanted = select(Cohort).where(Cohort.uid.in_(uids)).order_by(Cohort.closed, Cohort.starts_day.desc(), Cohort.id)
    return list(session.scalars(wanted.limit(50))) if uids else []


def cohorts_in(programme: Programme) -> Select[Cohort]:
    """Return the statement of a programme's cohorts, the open ones first, the latest first."""
    wanted = select(Cohort).order_by(Cohort.closed, Cohort.starts_day.desc(), Cohort.id)
    return wanted.where(Cohort.programme_id == programme.id)


def names_of(session: Session, uids: Collection[str]) -> dict[str, str]:
    """Return what the programmes and cohorts with these uids are called."""
    wanted = [select(thing.uid, thing.name).where(thing.uid.in_(uids)) for thing in (Programme, Cohort)]
    return {row.uid: row.name for row in session.execute(union_all(*wanted))} if uids else {}


def open_programmes(session: Session, most: int) -> list[Programme]:
    """Return programmes that are not closed, by name."""
    return list(session.scalars(programmes().where(Programme.closed.is_(False)).limit(most)))


def open_cohorts(session: Session, most: int) -> list[Cohort]:
    """Return cohorts that are not closed, those begun last first."""
    wanted = select(Cohort).where(Cohort.closed.is_(False)).order_by(Cohort.id.desc()).limit(most)
    return list(session.scalars(wanted))


def _uids(who: Visitor, role: Role, scope: Scope) -> Collection[str]:
    return [grant.scope_uid for grant in who.grants if grant.role == role and grant.scope == scope]


def courses_of(session: Session, cohort: Cohort) -> list[Course]:
    """Return the courses that a cohort takes, in their order."""
    wanted = select(Course).join(CohortCourse, CohortCourse.course_id == Course.id)
    return list(session.scalars(wanted.where(CohortCourse.cohort_id == cohort.id).order_by(CohortCourse.position)))
