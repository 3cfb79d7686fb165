"""Programmes and cohorts."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base
from lms.ids import UID_LENGTH, new_uid
from lms.privacy import COHORT, public, secret, sensitive


class Programme(Base):
    """What an organisation runs: several cohorts, one time zone."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), unique=True, default=new_uid, info=public("in addresses"))
    name: Mapped[str] = mapped_column(String(120), info=sensitive("what staff call it"))
    name_key: Mapped[str] = mapped_column(String(240), unique=True, info=sensitive("the name as it is compared"))
    tz: Mapped[str] = mapped_column(String(64), info=public("the zone of its days"))
    closed: Mapped[bool] = mapped_column(Boolean, default=False, info=public("whether it is over"))

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return frozenset({("programme", self.uid)})


class ProgrammeCourse(Base):
    """A programme offers a course."""

    __tablename__ = "programme_course"

    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programme.id"), primary_key=True, info=public("which programme")
    )
    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id"), primary_key=True, index=True, info=public("which course")
    )


class GroupKind(StrEnum):
    """Whom a cohort is for."""

    YOUTH = "youth"
    WOMEN = "women"
    ETHNIC = "ethnic"
    MIXED = "mixed"
    OTHER = "other"


class Entry(StrEnum):
    """How a place is had by somebody who has no join code. A code, a card and staff always give one."""

    CODE = "code"
    """Not at all."""
    REQUEST = "request"
    """By asking: staff or a trainer say yes or no."""
    OPEN = "open"
    """By taking it."""


class Cohort(Base):
    """One run of courses for one group."""

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows", until=COHORT))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH), unique=True, default=new_uid, info=public("in addresses", until=COHORT)
    )
    programme_id: Mapped[int] = mapped_column(
        ForeignKey("programme.id"), index=True, info=public("where it belongs", until=COHORT)
    )
    name: Mapped[str] = mapped_column(String(120), info=sensitive("what staff call it", until=COHORT))
    kind: Mapped[GroupKind] = mapped_column(String(8), info=sensitive("whom it is for", until=COHORT))
    code: Mapped[str] = mapped_column(String(16), unique=True, info=secret("lets learners join", until=COHORT))
    seats: Mapped[int] = mapped_column(Integer, info=public("how many may take part", until=COHORT))
    starts_day: Mapped[date] = mapped_column(Date, info=sensitive("its first day", until=COHORT))
    ends_day: Mapped[date] = mapped_column(Date, info=sensitive("its last day", until=COHORT))
    last_join_day: Mapped[date] = mapped_column(Date, info=sensitive("the last day for joining", until=COHORT))
    closed: Mapped[bool] = mapped_column(Boolean, default=False, info=public("whether it is over", until=COHORT))
    entry: Mapped[Entry] = mapped_column(
        String(8),
        default=Entry.CODE,
        server_default=Entry.CODE,
        info=public("how one gets in without a code", until=COHORT),
    )

    programme: Mapped[Programme] = relationship(lazy="joined", innerjoin=True)

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.programme.places | {("cohort", self.uid)}


class CohortCourse(Base):
    """A cohort takes a course."""

    __tablename__ = "cohort_course"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, info=public("which cohort", until=COHORT)
    )
    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id"), primary_key=True, index=True, info=public("which course", until=COHORT)
    )
    position: Mapped[int] = mapped_column(Integer, info=public("its place among the cohort's courses", until=COHORT))


class StandingCohort(Base):
    """The cohort of an open course for readers who take part without joining a group."""

    __tablename__ = "standing_cohort"

    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id"), primary_key=True, info=public("which open course", until=COHORT)
    )
    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), unique=True, info=public("where they take part", until=COHORT)
    )
