"""Places, and their history."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Account
from lms.cohorts.models import Cohort
from lms.db import Base
from lms.ids import UID_LENGTH, new_uid
from lms.privacy import COHORT, pseudonym, public, sensitive


class PlaceState(StrEnum):
    """Whether a place is taken now."""

    TAKEN = "taken"
    LEFT = "left"
    ASKED = "asked"
    """Somebody asked for it and has no answer yet."""
    WAITING = "waiting"
    """Every seat was taken: it is given when one is free, in the order of asking."""


class Enrolment(Base):
    """One person's place in one cohort: one row, however often the person left and came back."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("account_id", "cohort_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows", until=COHORT))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH),
        unique=True,
        default=new_uid,
        info=pseudonym("in addresses", until=COHORT),
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), info=pseudonym("whose place", until=COHORT))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True, info=sensitive("where", until=COHORT))
    state: Mapped[PlaceState] = mapped_column(String(8), info=sensitive("whether it is taken now", until=COHORT))

    account: Mapped[Account] = relationship()
    cohort: Mapped[Cohort] = relationship(lazy="joined", innerjoin=True)

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.cohort.places


class Happening(StrEnum):
    """What can happen to a place."""

    JOINED = "joined"
    LEFT = "left"
    RETURNED = "returned"
    REMOVED = "removed"
    ASKED = "asked"
    WAITED = "waited"
    """Went on the waiting list."""
    DECLINED = "declined"
    WITHDREW = "withdrew"
    """No longer wants the place that was asked or waited for."""


class EnrolmentEvent(Base):
    """One thing that happened to a place. Rows are added and never changed."""

    __tablename__ = "enrolment_event"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows", until=COHORT))
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"),
        index=True,
        info=pseudonym("which place", until=COHORT),
    )
    happening: Mapped[Happening] = mapped_column(String(8), info=sensitive("what happened", until=COHORT))
    by_uid: Mapped[str] = mapped_column(String(UID_LENGTH), info=pseudonym("by whom; empty: a command", until=COHORT))
    day: Mapped[date] = mapped_column(Date, info=sensitive("on which day, in the programme's zone", until=COHORT))
