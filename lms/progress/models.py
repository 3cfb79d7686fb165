"""The ledger of progress, the totals kept of it, and the pages that a person marked."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base
from lms.ids import SHORT_LENGTH, UID_LENGTH, new_uid
from lms.privacy import pseudonym, public, sensitive


class Event(StrEnum):
    """What a row of the ledger tells."""

    CHECK = "check"
    """A question inside a lesson was answered; `item` says which."""
    CASE = "case"
    """An ending of a case was reached."""
    QUIZ = "quiz"
    """An attempt was handed in and is marked."""
    HANDED = "handed"
    """An attempt was handed in and waits for a person to mark it."""
    MARKED = "marked"
    """From here on its points are what counts in the step, be it the best or not; or a key was mended."""
    THOUGHT = "thought"
    """A reflection was written, or thought about."""
    READ = "read"
    """A page without questions was read."""
    DONE = "done"
    """The step counts as done, by the rule that its revision had then."""
    FINISHED = "finished"
    """Every step that the course needs is done."""


class LedgerRow(Base):
    """One thing that a learner did. Rows are added and never changed, and hold no text and no name."""

    __tablename__ = "ledger"
    __table_args__ = (Index("ix_ledger_account_id_course_id", "account_id", "course_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows, and orders them"))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), unique=True, default=new_uid, info=pseudonym("in files"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), info=pseudonym("whose"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True, info=sensitive("in which course"))
    step_id: Mapped[int | None] = mapped_column(
        ForeignKey("step.id"), info=sensitive("in which step; none: the whole course")
    )
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), info=public("what the course was like then"))
    event: Mapped[Event] = mapped_column(String(8), info=sensitive("what was done"))
    item: Mapped[str] = mapped_column(String(SHORT_LENGTH), default="", info=public("which question of a lesson"))
    points: Mapped[int] = mapped_column(Integer, default=0, info=sensitive("0 to 10,000: what it was worth"))
    day: Mapped[date] = mapped_column(Date, info=sensitive("on which day, in the programme's zone"))


class StepProgress(Base):
    """How far one person is in one step: a total of the ledger, written in the same transaction."""

    __tablename__ = "step_progress"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=pseudonym("whose")
    )
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True, info=sensitive("in which step"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=sensitive("in which course"))
    points: Mapped[int] = mapped_column(Integer, default=0, info=sensitive("the best so far, 0 to 10,000"))
    times: Mapped[int] = mapped_column(Integer, default=0, info=sensitive("how often something was done here"))
    done_day: Mapped[date | None] = mapped_column(Date, info=sensitive("since when it counts as done"))
    last_day: Mapped[date] = mapped_column(Date, info=sensitive("when something was last done here"))


class CourseProgress(Base):
    """How far one person is in one course: a total of the ledger, written in the same transaction."""

    __tablename__ = "course_progress"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=pseudonym("whose")
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, info=sensitive("in which course"))
    steps_done: Mapped[int] = mapped_column(Integer, default=0, info=sensitive("how many steps count as done"))
    begun_day: Mapped[date] = mapped_column(Date, info=sensitive("when something was first done"))
    last_day: Mapped[date] = mapped_column(Date, info=sensitive("when something was last done"))
    finished_day: Mapped[date | None] = mapped_column(Date, info=sensitive("when the course was done"))


class Bookmark(Base):
    """A page that a person wants to find again."""

    __tablename__ = "bookmark"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=pseudonym("whose")
    )
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True, info=sensitive("which page"))
    day: Mapped[date] = mapped_column(Date, info=sensitive("since when"))
