"""A translator's file between coming back and being taken over."""

from datetime import date

from sqlalchemy import Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base
from lms.ids import UID_LENGTH, new_uid
from lms.privacy import DAY, pseudonym, public


class Returned(Base):
    """A file that came back and that somebody is to look at before it changes anything."""

    __tablename__ = "returned"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows", until=DAY))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH), unique=True, default=new_uid, info=public("in addresses", until=DAY)
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=public("of which course", until=DAY))
    by_uid: Mapped[str] = mapped_column(String(UID_LENGTH), info=pseudonym("who sent it", until=DAY))
    day: Mapped[date] = mapped_column(Date, info=public("on which day; the next one is its last", until=DAY))
    body: Mapped[bytes] = mapped_column(LargeBinary, info=public("the file: texts or questions of a course", until=DAY))
