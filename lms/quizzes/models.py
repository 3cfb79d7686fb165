"""Attempts at quizzes and tests, every answer, what holds for whom, and which questions come back for practice."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import Account
from lms.catalog.models import Json
from lms.cohorts.models import Cohort
from lms.db import Base, Moment
from lms.ids import UID_LENGTH, new_uid
from lms.privacy import COHORT, pseudonym, public, sensitive
from lms.quizzes.engine.behaviours.state import ENDED, Act, Stage


class AttemptState(StrEnum):
    """Whether answers are still taken."""

    OPEN = "open"
    HANDED_IN = "handed-in"
    DISCARDED = "discarded"
    """It was not handed in in time, and its quiz wants that to count as nothing."""


class AnswerOrigin(StrEnum):
    """By which door an answer came in."""

    PAGE = "page"
    DEMO = "demo"


class Attempt(Base):
    """One try at a quiz or test. It keeps the revision in which it was begun, whatever comes after."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("account_id", "step_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), unique=True, default=new_uid, info=pseudonym("in addresses"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), info=pseudonym("whose"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=sensitive("in which course"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True, info=sensitive("at which quiz"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), info=public("what the quiz was like then"))
    number: Mapped[int] = mapped_column(Integer, info=sensitive("the how manieth try, from 1"))
    seed: Mapped[str] = mapped_column(String(UID_LENGTH), default=new_uid, info=public("puts options in their order"))
    state: Mapped[AttemptState] = mapped_column(String(10), info=sensitive("whether answers are still taken"))
    begun_at: Mapped[datetime] = mapped_column(Moment, info=sensitive("when it was begun"))
    handed_in_at: Mapped[datetime | None] = mapped_column(Moment, info=sensitive("when it was handed in"))
    ends_at: Mapped[datetime | None] = mapped_column(Moment, info=sensitive("when its time is over; none: never"))
    late_at: Mapped[datetime | None] = mapped_column(
        Moment, index=True, info=sensitive("from when answers count no more; none: they do, or it has ended")
    )
    closes_at: Mapped[datetime | None] = mapped_column(
        Moment, info=sensitive("when the quiz closes for its person; none: never")
    )
    most: Mapped[int | None] = mapped_column(
        Integer, info=sensitive("how many tries its person has; 0: any; none: as the quiz says")
    )
    reached: Mapped[int] = mapped_column(
        Integer, default=1, server_default="1", info=sensitive("the furthest place, where one goes onward only")
    )
    points: Mapped[int | None] = mapped_column(Integer, info=sensitive("0 to 10,000; none: not handed in"))
    passed: Mapped[bool | None] = mapped_column(Boolean, info=sensitive("whether it passed; none: not handed in"))

    slots: Mapped[list["Slot"]] = relationship(order_by="Slot.position", cascade="all, delete-orphan")


class Slot(Base):
    """One question of an attempt, and the answer that holds: what `Answer` says, put in one place."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), info=pseudonym("of which attempt")
    )
    position: Mapped[int] = mapped_column(Integer, info=public("its place in the attempt, from 1"))
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id"), index=True, info=sensitive("which version of a question")
    )
    seq: Mapped[int] = mapped_column(Integer, default=0, info=public("of the answer that holds; 0: none yet"))
    chosen: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, info=sensitive("the answer that holds"))
    certainty: Mapped[int | None] = mapped_column(Integer, info=sensitive("how sure its giver is, 1 to 3"))
    stage: Mapped[Stage] = mapped_column(
        String(13), default=Stage.TODO, server_default=Stage.TODO, info=sensitive("how it stands, once it was checked")
    )
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0", info=sensitive("how many were checked"))
    told: Mapped[int] = mapped_column(
        Integer, default=0, server_default="0", info=public("the seq up to which the outcome was told")
    )
    points: Mapped[int | None] = mapped_column(
        Integer, info=sensitive("−60,000 to 30,000, of 10,000; none: not marked yet")
    )

    @property
    def is_ended(self) -> bool:
        """Tell whether nothing can be answered any more."""
        return self.stage in ENDED

    marked_again_day: Mapped[date | None] = mapped_column(
        Date, info=sensitive("on which day it was marked anew by a mended key; none: never")
    )

    @property
    def is_answered(self) -> bool:
        """Tell whether an answer holds."""
        return any(self.chosen.values())


class Answer(Base):
    """One answer as it came in. Rows are added and never changed; the greatest `seq` holds."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH), unique=True, info=pseudonym("made with the page: the same answer sent twice is one")
    )
    slot_id: Mapped[int] = mapped_column(
        ForeignKey("slot.id", ondelete="CASCADE"), index=True, info=pseudonym("to which question")
    )
    seq: Mapped[int] = mapped_column(Integer, info=public("counted by the page, from 1"))
    act: Mapped[Act] = mapped_column(
        String(9), default=Act.SAVE, server_default=Act.SAVE, info=public("saved, checked, or opened again")
    )
    chosen: Mapped[dict[str, Any]] = mapped_column(Json, info=sensitive("what was chosen"))
    certainty: Mapped[int | None] = mapped_column(Integer, info=sensitive("how sure its giver said to be, 1 to 3"))
    claimed_at: Mapped[datetime | None] = mapped_column(Moment, info=sensitive("when, by the sender's own clock"))
    received_at: Mapped[datetime] = mapped_column(Moment, info=sensitive("when it came in"))
    origin: Mapped[AnswerOrigin] = mapped_column(String(8), info=public("by which door"))


class FormerMark(Base):
    """What an answer was worth until its question was mended, and by which version. Rows are added, never changed."""

    __tablename__ = "former_mark"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    slot_id: Mapped[int] = mapped_column(
        ForeignKey("slot.id", ondelete="CASCADE"), index=True, info=pseudonym("of which question of an attempt")
    )
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), info=sensitive("by which version"))
    points: Mapped[int | None] = mapped_column(Integer, info=sensitive("0 to 10,000; none: nobody marked it"))
    until_day: Mapped[date] = mapped_column(Date, info=sensitive("on which day it was marked anew"))


class PracticeItem(Base):
    """A question that comes back to somebody for practice, until it was known each time: then its row is deleted."""

    __tablename__ = "practice_item"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, info=pseudonym("whose")
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, info=sensitive("in which course"))
    name: Mapped[str] = mapped_column(
        String(60), primary_key=True, info=sensitive("the question's stable id: its versions take turns")
    )
    rung: Mapped[int] = mapped_column(Integer, info=sensitive("how many times in a row it was known in practice"))
    due_day: Mapped[date] = mapped_column(Date, info=sensitive("the day from which it is asked again"))


class QuizOverride(Base):
    """Other settings of a quiz for a cohort, or for one person in it. What is not said here, the quiz says."""

    __tablename__ = "quiz_override"
    __table_args__ = (UniqueConstraint("step_id", "cohort_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows", until=COHORT))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH), unique=True, default=new_uid, info=public("in addresses", until=COHORT)
    )
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), info=sensitive("of which quiz", until=COHORT))
    cohort_id: Mapped[int] = mapped_column(
        ForeignKey("cohort.id", ondelete="CASCADE"), index=True, info=sensitive("in which cohort", until=COHORT)
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, info=pseudonym("for whom; none: for everybody in it")
    )
    opens_at: Mapped[datetime | None] = mapped_column(Moment, info=sensitive("from when one begins", until=COHORT))
    closes_at: Mapped[datetime | None] = mapped_column(Moment, info=sensitive("until when", until=COHORT))
    minutes: Mapped[int | None] = mapped_column(Integer, info=sensitive("how long a try lasts; 0: any", until=COHORT))
    attempts: Mapped[int | None] = mapped_column(Integer, info=sensitive("how many tries; 0: any", until=COHORT))
    reason: Mapped[str] = mapped_column(String(200), info=sensitive("why, in the words of staff", until=COHORT))
    by_uid: Mapped[str] = mapped_column(String(UID_LENGTH), info=pseudonym("who said so", until=COHORT))
    day: Mapped[date] = mapped_column(Date, info=sensitive("on which day, in the programme's zone", until=COHORT))

    cohort: Mapped[Cohort] = relationship(lazy="joined", innerjoin=True)
    account: Mapped[Account | None] = relationship(lazy="joined")

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.cohort.places
