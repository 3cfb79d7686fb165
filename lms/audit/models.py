"""The chain of entries, and its head."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, Moment
from lms.ids import UID_LENGTH
from lms.privacy import AUDIT, pseudonym, public, sensitive

HASH_LENGTH = 64
FIRST_HASH = "0" * HASH_LENGTH


class Entry(Base):
    """One act. The database refuses to change an entry, or to delete one that was not folded."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=public("its place in the chain", until=AUDIT)
    )
    hour: Mapped[datetime] = mapped_column(Moment, index=True, info=sensitive("the hour of the act", until=AUDIT))
    role: Mapped[str] = mapped_column(String(8), info=public("in which role", until=AUDIT))
    actor_uid: Mapped[str] = mapped_column(String(UID_LENGTH), info=pseudonym("who; empty: a command", until=AUDIT))
    action: Mapped[str] = mapped_column(String(40), index=True, info=public("what was done", until=AUDIT))
    kind: Mapped[str] = mapped_column(String(20), info=public("to what kind of thing", until=AUDIT))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), info=pseudonym("to which", until=AUDIT))
    hash: Mapped[str] = mapped_column(
        String(HASH_LENGTH), info=public("SHA-256 of this entry and the one before", until=AUDIT)
    )


class Head(Base):
    """The end of the chain, and where its kept part begins. One row."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=public("always 1"))
    last_id: Mapped[int] = mapped_column(Integer, info=public("the last entry's place"))
    last_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), info=public("the last entry's hash"))
    folded_id: Mapped[int] = mapped_column(Integer, info=public("the last folded entry's place"))
    folded_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), info=public("the last folded entry's hash"))
