"""Reads about places."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from lms.accounts.models import Account
from lms.cohorts.models import Cohort
from lms.enrolment.models import Enrolment, PlaceState


def by_uid(session: Session, uid: str) -> Enrolment | None:
    """Return the place with this uid."""
    return session.scalar(select(Enrolment).where(Enrolment.uid == uid).options(joinedload(Enrolment.account)))


def place_of(session: Session, account: Account, cohort: Cohort) -> Enrolment | None:
    """Return a person's place in a cohort, taken or left."""
    return session.scalar(select(Enrolment).where(Enrolment.account_id == account.id, Enrolment.cohort_id == cohort.id))


def taken(session: Session, cohort: Cohort) -> int:
    """Return how many seats of a cohort are taken."""
    count = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state == PlaceState.TAKEN)
    )
    return count or 0


def places_of(session: Session, account: Account) -> list[Enrolment]:
    """Return the places a person has now, the latest cohort first."""
    return list(
        session.scalars(
            select(Enrolment)
            .join(Cohort)
            .where(Enrolment.account_id == account.id, Enrolment.state == PlaceState.TAKEN)
            .order_by(Cohort.starts_day.desc(), Enrolment.id)
        )
    )


def roster(session: Session, cohort: Cohort, *, page: int = 1, per_page: int = 50) -> list[Enrolment]:
    """Return one page of the places taken in a cohort, by handle."""
    return list(
        session.scalars(
            select(Enrolment)
            .join(Account)
            .where(Enrolment.cohort_id == cohort.id, Enrolment.state == PlaceState.TAKEN)
            .order_by(Account.handle_key, Enrolment.id)
            .offset((page - 1) * per_page)
            .limit(per_page)
            .options(joinedload(Enrolment.account))
        )
    )
