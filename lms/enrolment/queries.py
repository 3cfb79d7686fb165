"""Reads about places."""

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from lms.accounts.models import Account, State
from lms.cohorts.models import Cohort, CohortCourse, Programme
from lms.enrolment.models import Enrolment, EnrolmentEvent, Happening, PlaceState


def by_uid(session: Session, uid: str) -> Enrolment | None:
    """Return the place with this uid, unless its person was erased."""
    return session.scalar(
        select(Enrolment)
        .join(Account)
        .where(Enrolment.uid == uid, Account.state != State.ERASED)
        .options(joinedload(Enrolment.account).selectinload(Account.grants))
    )


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


def waiting(session: Session, cohort: Cohort, *, most: int) -> list[Enrolment]:
    """Return the places that people wait for in a cohort, the longest waiting first."""
    since = (
        select(func.max(EnrolmentEvent.id))
        .where(EnrolmentEvent.enrolment_id == Enrolment.id, EnrolmentEvent.happening == Happening.WAITED)
        .scalar_subquery()
    )
    wanted = select(Enrolment).where(Enrolment.cohort_id == cohort.id, Enrolment.state == PlaceState.WAITING)
    return list(session.scalars(wanted.order_by(since).limit(most)))


def waited_for(session: Session) -> list[Cohort]:
    """Return the cohorts for which somebody waits."""
    waits = select(Enrolment.cohort_id).where(Enrolment.state == PlaceState.WAITING)
    return list(session.scalars(select(Cohort).where(Cohort.id.in_(waits), Cohort.closed.is_(False))))


def counts(session: Session, cohort: Cohort) -> dict[str, int]:
    """Return how many places of a cohort are in each state."""
    wanted = select(Enrolment.state, func.count()).where(Enrolment.cohort_id == cohort.id).group_by(Enrolment.state)
    return {state: count for state, count in session.execute(wanted)}  # noqa: C416


def places_of(session: Session, account: Account) -> list[Enrolment]:
    """Return the places that a person has, asked for or waits for, the latest cohort first."""
    return list(session.scalars(_PLACES_OF, {"account_id": account.id}))


_PLACES_OF = (
    select(Enrolment)
    .join(Cohort)
    .where(Enrolment.account_id == bindparam("account_id"), Enrolment.state != PlaceState.LEFT)
    .order_by(Cohort.starts_day.desc(), Enrolment.id)
)
"""Made once, for the first page asks it."""


def places_in(session: Session, account: Account, course_id: int) -> list[Enrolment]:
    """Return the places in which a person takes a course: in cohorts that are not over, the latest first."""
    return list(
        session.scalars(
            select(Enrolment)
            .join(Cohort)
            .join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
            .where(
                Enrolment.account_id == account.id,
                Enrolment.state == PlaceState.TAKEN,
                CohortCourse.course_id == course_id,
                Cohort.closed.is_(False),
            )
            .order_by(Cohort.starts_day.desc(), Enrolment.id)
        )
    )


def zone_of_course(session: Session, account: Account, course_id: int) -> str:
    """Return the zone of the programme in which a person last took a course, there still or not; empty: in none."""
    wanted = (
        select(Programme.tz)
        .join(Cohort, Cohort.programme_id == Programme.id)
        .join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.account_id == account.id, CohortCourse.course_id == course_id)
        .order_by(Cohort.starts_day.desc(), Enrolment.id)
    )
    return session.scalar(wanted.limit(1)) or ""


def roster(cohort: Cohort, state: PlaceState = PlaceState.TAKEN) -> Select[Enrolment]:
    """Return the statement of the places of a cohort in a state, by handle; erased people stand in none."""
    return (
        select(Enrolment)
        .join(Account)
        .where(Enrolment.cohort_id == cohort.id, Enrolment.state == state, Account.state != State.ERASED)
        .order_by(Account.handle_key, Enrolment.id)
        .options(joinedload(Enrolment.account))
    )


def history(session: Session, place: Enrolment) -> list[EnrolmentEvent]:
    """Return what happened to a place, the latest first, fifty happenings at the most."""
    wanted = select(EnrolmentEvent).where(EnrolmentEvent.enrolment_id == place.id)
    return list(session.scalars(wanted.order_by(EnrolmentEvent.id.desc()).limit(50)))
