"""A data key a person, and the texts it seals."""

from datetime import date

from sqlalchemy import Date, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base
from lms.ids import UID_LENGTH, new_uid
from lms.privacy import WRITING, pseudonym, public, secret, sensitive


class DataKey(Base):
    """A person's key, sealed with the installation's. Destroying it destroys the words, in every backup too."""

    __tablename__ = "data_key"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        info=pseudonym("whose it is"),
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=secret("the key; it stands in no backup"))


class Writing(Base):
    """One text, sealed. Never in a search index."""

    __tablename__ = "writing"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows", until=WRITING))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH),
        unique=True,
        default=new_uid,
        info=pseudonym("in addresses", until=WRITING),
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"),
        index=True,
        info=pseudonym("who wrote it", until=WRITING),
    )
    kind: Mapped[str] = mapped_column(String(20), info=public("reflection, essay, …", until=WRITING))
    about: Mapped[str] = mapped_column(String(120), default="", info=sensitive("what it answers", until=WRITING))
    sealed: Mapped[bytes] = mapped_column(LargeBinary, info=sensitive("the words", until=WRITING))
    made_day: Mapped[date] = mapped_column(Date, info=sensitive("when it was last written", until=WRITING))
    until_day: Mapped[date] = mapped_column(Date, index=True, info=public("its last day", until=WRITING))
