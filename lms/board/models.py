"""What is kept of the boards of large groups, so that a page counts nobody: lines, and how many are alike.

All of it can be made anew from places and kept totals; `board.keeping` writes it.
"""

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base
from lms.privacy import COHORT, pseudonym, public, sensitive


class KeptBoard(Base):
    """The board of a large cohort in a course is kept, and true while readers see this revision."""

    __tablename__ = "kept_board"

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, info=public("of which cohort", until=COHORT)
    )
    course_id: Mapped[int] = mapped_column(
        ForeignKey("course.id"), primary_key=True, info=public("in which course", until=COHORT)
    )
    revision_id: Mapped[int] = mapped_column(
        ForeignKey("revision.id"), info=public("by whose steps it was counted", until=COHORT)
    )


class KeptLine(Base):
    """One learner on a kept board: what `rules.Work` says, as of the last write."""

    __tablename__ = "kept_line"
    __table_args__ = (
        Index("ix_kept_line_cohort_id_course_id_handle_key", "cohort_id", "course_id", "handle_key"),
        Index("ix_kept_line_needed_done", "cohort_id", "course_id", "needed_done", "handle_key"),
        Index("ix_kept_line_last_day", "cohort_id", "course_id", "last_day", "handle_key"),
        Index("ix_kept_line_stretch", "cohort_id", "course_id", "stretch", "handle_key"),
    )

    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True, info=sensitive("of which cohort")
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, info=sensitive("in which course"))
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True, info=pseudonym("whose")
    )
    handle: Mapped[str] = mapped_column(String(200), info=pseudonym("as the account has it"))
    handle_key: Mapped[str] = mapped_column(String(400), info=pseudonym("orders lines"))
    stretch: Mapped[int] = mapped_column(
        Integer, server_default="0", info=sensitive("which piece of the board, by handle, from 0")
    )
    states: Mapped[str] = mapped_column(Text, info=sensitive("one sign a step: how far it is"))
    needed_done: Mapped[int] = mapped_column(Integer, info=sensitive("needed steps that are done"))
    modules_done: Mapped[int] = mapped_column(Integer, info=sensitive("modules that are done"))
    next_place: Mapped[int | None] = mapped_column(Integer, info=sensitive("what to go on with"))
    stuck_place: Mapped[int | None] = mapped_column(Integer, info=sensitive("at which quiz somebody should help"))
    stuck_tries: Mapped[int] = mapped_column(Integer, info=sensitive("how often it was tried"))
    quiz_points: Mapped[int | None] = mapped_column(Integer, info=sensitive("the mean of the best, 0 to 10,000"))
    last_day: Mapped[date | None] = mapped_column(Date, info=sensitive("when something was last done"))
    finished: Mapped[bool] = mapped_column(Boolean, info=sensitive("whether the course is done"))
    results: Mapped[str] = mapped_column(String(20), info=sensitive("best quiz results, so many in each band"))


class KeptCount(Base):
    """So many learners of a kept board are alike in what is counted. Several rows may say so of the same: they add up.

    Who writes adds a row for what is no more and one for what is, and changes none, so that no two writers meet. `lms
    due` puts them together.
    """

    __tablename__ = "kept_count"
    __table_args__ = (Index("ix_kept_count_cohort_id_course_id", "cohort_id", "course_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("orders rows", until=COHORT))
    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), info=public("of which cohort", until=COHORT)
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=public("in which course", until=COHORT))
    needed_done: Mapped[int] = mapped_column(Integer, info=public("with so many needed steps done", until=COHORT))
    modules_done: Mapped[int] = mapped_column(Integer, info=public("and so many modules", until=COHORT))
    stuck: Mapped[bool] = mapped_column(Boolean, info=public("held up at a quiz", until=COHORT))
    last_day: Mapped[date | None] = mapped_column(Date, info=public("who last did something then", until=COHORT))
    finished: Mapped[bool] = mapped_column(Boolean, info=public("who finished", until=COHORT))
    learners: Mapped[int] = mapped_column(Integer, info=public("how many; below zero: fewer than before", until=COHORT))
    band_0: Mapped[int] = mapped_column(Integer, info=public("best quiz results of theirs below 50%", until=COHORT))
    band_1: Mapped[int] = mapped_column(Integer, info=public("from 50%", until=COHORT))
    band_2: Mapped[int] = mapped_column(Integer, info=public("from 70%", until=COHORT))
    band_3: Mapped[int] = mapped_column(Integer, info=public("from 85%", until=COHORT))


class KeptStretch(Base):
    """So many learners stand in one piece of a kept board. As of counts, several rows may say so of the same."""

    __tablename__ = "kept_stretch"
    __table_args__ = (Index("ix_kept_stretch_cohort_id_course_id", "cohort_id", "course_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("orders rows", until=COHORT))
    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), info=public("of which cohort", until=COHORT)
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=public("in which course", until=COHORT))
    stretch: Mapped[int] = mapped_column(Integer, info=public("which piece, by handle, from 0", until=COHORT))
    learners: Mapped[int] = mapped_column(Integer, info=public("how many; below zero: fewer than before", until=COHORT))
