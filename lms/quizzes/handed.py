"""What waits for a person to mark it, and the marks that people gave."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.catalog.models import Content, Json
from lms.db import Base
from lms.ids import UID_LENGTH, new_uid
from lms.privacy import pseudonym, public, sensitive


class HandedState(StrEnum):
    """How far the marking of an answer is."""

    WAITING = "waiting"
    SECOND = "second"
    """One person marked it, and another is asked to, who does not see the first mark."""
    DIFFER = "differ"
    """Two marks lie too far apart: a third look decides, with both in view."""
    MARKED = "marked"


class Handed(Base):
    """One answer that was handed in for a person to mark."""

    __tablename__ = "handed"
    __table_args__ = (Index("ix_handed_course_id_state", "course_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows, and orders them"))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), unique=True, default=new_uid, info=pseudonym("in addresses"))
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), index=True, info=pseudonym("of which attempt")
    )
    slot_id: Mapped[int] = mapped_column(
        ForeignKey("slot.id", ondelete="CASCADE"), unique=True, info=pseudonym("which answer")
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=pseudonym("whose")
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=sensitive("in which course"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), info=public("what the question looked like"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), info=sensitive("to which question"))
    state: Mapped[HandedState] = mapped_column(String(8), info=sensitive("how far the marking is"))
    two: Mapped[bool] = mapped_column(Boolean, info=public("whether two people are to mark it"))
    changes: Mapped[int] = mapped_column(Integer, info=public("how often a mark was given or changed"))

    marks: Mapped[list["GivenMark"]] = relationship(order_by="GivenMark.turn", cascade="all, delete-orphan")


class GivenMark(Base):
    """A mark that a person gave. What was said with it is a writing of the learner's, sealed with their key."""

    __tablename__ = "given_mark"
    __table_args__ = (UniqueConstraint("handed_id", "turn"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH), unique=True, default=new_uid, info=pseudonym("names a comment")
    )
    handed_id: Mapped[int] = mapped_column(
        ForeignKey("handed.id", ondelete="CASCADE"), info=pseudonym("of which answer")
    )
    turn: Mapped[int] = mapped_column(Integer, info=public("1 first, 2 second, 3 the look that decides"))
    by_uid: Mapped[str] = mapped_column(String(UID_LENGTH), index=True, info=pseudonym("who marked"))
    points: Mapped[int] = mapped_column(Integer, info=sensitive("0 to 10,000"))
    levels: Mapped[Content] = mapped_column(Json, info=sensitive("the level of each criterion, by ids"))
    day: Mapped[date] = mapped_column(Date, info=sensitive("on which day"))
