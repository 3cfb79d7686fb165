"""The one thing about a board that is written down: that somebody took it away."""

from sqlalchemy.orm import Session

from lms.audit import service as audit
from lms.audit.service import Actor
from lms.cohorts.models import Cohort


def take_away(session: Session, *, cohort: Cohort, by: Actor) -> None:
    """Note that `by` takes a cohort's board away as a file."""
    audit.note(session, by, action="board.take", kind="cohort", uid=cohort.uid)
