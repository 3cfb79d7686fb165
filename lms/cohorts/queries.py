"""Reads about programmes and cohorts."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Role, Scope
from lms.accounts.rules import Visitor
from lms.cohorts.models import Cohort, Programme
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


def programmes(session: Session) -> list[Programme]:
    """Return every programme, the open ones first, by name."""
    return list(session.scalars(select(Programme).order_by(Programme.closed, Programme.name_key)))


def programmes_of(session: Session, who: Visitor, role: Role) -> list[Programme]:
    """Return the programmes in which `who` holds `role`, the open ones first, by name."""
    wanted = select(Programme).order_by(Programme.closed, Programme.name_key)
    if not who.has(role, frozenset()):
        wanted = wanted.where(Programme.uid.in_(_uids(who, role, Scope.PROGRAMME)))
    return list(session.scalars(wanted))


def cohorts_of(session: Session, who: Visitor, role: Role) -> list[Cohort]:
    """Return the cohorts in which `who` holds `role`, the open ones first, the latest first."""
    wanted = select(Cohort).join(Programme).order_by(Cohort.closed, Cohort.starts_day.desc(), Cohort.id)
    if not who.has(role, frozenset()):
        wanted = wanted.where(
            Programme.uid.in_(_uids(who, role, Scope.PROGRAMME)) | Cohort.uid.in_(_uids(who, role, Scope.COHORT))
        )
    return list(session.scalars(wanted))


def _uids(who: Visitor, role: Role, scope: Scope) -> Collection[str]:
    return [grant.scope_uid for grant in who.grants if grant.role == role and grant.scope == scope]
