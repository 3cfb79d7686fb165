"""Reads about progress."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import RevisionStep
from lms.progress.models import Bookmark, CourseProgress, Event, LedgerRow, StepProgress


def ledger(session: Session, account_id: int, course_id: int) -> list[LedgerRow]:
    """Return what a person did in a course, in the order in which it was written down."""
    wanted = select(LedgerRow).where(LedgerRow.account_id == account_id, LedgerRow.course_id == course_id)
    return list(session.scalars(wanted.order_by(LedgerRow.id)))


def best_checks(session: Session, account_id: int, step_id: int) -> dict[str, int]:
    """Return the most points that a person had for each check question of a lesson, by its code."""
    wanted = (
        select(LedgerRow.item, func.max(LedgerRow.points))
        .where(LedgerRow.account_id == account_id, LedgerRow.step_id == step_id, LedgerRow.event == Event.CHECK)
        .group_by(LedgerRow.item)
    )
    return {item: points for item, points in session.execute(wanted)}  # noqa: C416


def steps_of(session: Session, account: Account, course_id: int) -> dict[int, StepProgress]:
    """Return how far a person is in each step of a course where something was done, by the step's number."""
    wanted = select(StepProgress).where(StepProgress.account_id == account.id, StepProgress.course_id == course_id)
    return {each.step_id: each for each in session.scalars(wanted)}


def courses_of(session: Session, account: Account) -> dict[int, CourseProgress]:
    """Return how far a person is in each course where something was done, by the course's number."""
    wanted = select(CourseProgress).where(CourseProgress.account_id == account.id)
    return {each.course_id: each for each in session.scalars(wanted)}


def is_all_done(session: Session, account_id: int, revision_id: int) -> bool:
    """Tell whether every step that a revision needs is done."""
    done = select(StepProgress.step_id).where(StepProgress.account_id == account_id, StepProgress.done_day.is_not(None))
    missing = (
        select(RevisionStep.step_id)
        .where(RevisionStep.revision_id == revision_id, RevisionStep.needed.is_(True))
        .where(RevisionStep.step_id.not_in(done))
    )
    any_needed = select(RevisionStep.step_id).where(
        RevisionStep.revision_id == revision_id, RevisionStep.needed.is_(True)
    )
    return session.scalar(missing.limit(1)) is None and session.scalar(any_needed.limit(1)) is not None


def is_marked(session: Session, account: Account, step_id: int) -> bool:
    """Tell whether a person marked a page to find it again."""
    return session.get(Bookmark, (account.id, step_id)) is not None
