"""What is known of each file."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base
from lms.ids import UID_LENGTH
from lms.privacy import pseudonym, public, sensitive


class Owner(StrEnum):
    """Who may see a file."""

    SITE = "site"
    """Everybody, signed in or not."""
    COURSE = "course"
    PERSON = "person"
    """The person it belongs to, and nobody else."""


class MediaFile(Base):
    """One file for one owner. The same bytes may stand here for several."""

    __tablename__ = "media_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True, info=public("names the file"))
    owner: Mapped[Owner] = mapped_column(String(8), primary_key=True, info=sensitive("what kind of owner"))
    owner_uid: Mapped[str] = mapped_column(
        String(UID_LENGTH),
        primary_key=True,
        default="",
        index=True,
        info=pseudonym("which owner, empty for the site"),
    )
    mimetype: Mapped[str] = mapped_column(String(60), info=public("how to send it"))
    size_bytes: Mapped[int] = mapped_column(Integer, info=public("for data budgets"))
    made_day: Mapped[date] = mapped_column(Date, info=sensitive("when it was stored"))
