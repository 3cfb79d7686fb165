"""Accounts, what they may do, how they sign in, and where they are signed in."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Base, Moment
from lms.ids import UID_LENGTH, new_uid
from lms.privacy import CODE, DAY, SESSION, pseudonym, public, secret, sensitive


class State(StrEnum):
    """Whether an account may be used."""

    ACTIVE = "active"
    LOCKED = "locked"
    ERASED = "erased"
    """Nothing is left but a row that history can point to."""


class Origin(StrEnum):
    """How an account came to be."""

    SIGN_UP = "sign-up"
    STAFF = "staff"
    COMMAND = "command"
    DEMO = "demo"


class Role(StrEnum):
    """What a grant lets a person do."""

    LEARNER = "learner"
    TRAINER = "trainer"
    STAFF = "staff"
    ADMIN = "admin"


class Scope(StrEnum):
    """Where a grant holds."""

    SITE = "site"
    PROGRAMME = "programme"
    COURSE = "course"
    COHORT = "cohort"


class Account(Base):
    """One person, known by a handle and by nothing else: no name, no contact, no role."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH),
        unique=True,
        default=new_uid,
        info=pseudonym("stands in addresses and files"),
    )
    handle: Mapped[str | None] = mapped_column(String(200), info=pseudonym("what the person is called here"))
    handle_key: Mapped[str | None] = mapped_column(
        String(400), unique=True, info=pseudonym("the handle as it is compared")
    )
    handle_version: Mapped[int] = mapped_column(Integer, info=public("which rules made the key"))
    language: Mapped[str] = mapped_column(String(8), info=sensitive("the language of this person's pages"))
    digits: Mapped[str] = mapped_column(String(8), default="latn", info=public("the digits of this person's pages"))
    state: Mapped[State] = mapped_column(String(8), default=State.ACTIVE, info=sensitive("whether it may be used"))
    origin: Mapped[Origin] = mapped_column(String(8), info=public("how the account came to be"))
    made_day: Mapped[date] = mapped_column(Date, info=sensitive("when the account was made"))
    active_day: Mapped[date] = mapped_column(
        Date, index=True, info=sensitive("the last sign-in, after which the idle days are counted")
    )

    grants: Mapped[list["Grant"]] = relationship(
        back_populates="account",
        foreign_keys="Grant.account_id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def name(self) -> str:
        """Return the handle, or nothing for an erased person."""
        return self.handle or ""


class Grant(Base):
    """One role in one scope, from a day, until a day or for good."""

    __tablename__ = "account_grant"
    __table_args__ = (UniqueConstraint("account_id", "role", "scope", "scope_uid", "from_day"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), unique=True, default=new_uid, info=public("in addresses"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), info=pseudonym("whose it is"))
    role: Mapped[Role] = mapped_column(String(8), index=True, info=sensitive("what it lets the person do"))
    scope: Mapped[Scope] = mapped_column(String(12), info=sensitive("the kind of place where it holds"))
    scope_uid: Mapped[str] = mapped_column(
        String(UID_LENGTH), default="", index=True, info=sensitive("the place, empty for the site")
    )
    from_day: Mapped[date] = mapped_column(Date, info=sensitive("its first day"))
    until_day: Mapped[date | None] = mapped_column(Date, info=sensitive("its last day; none: for good"))
    by_uid: Mapped[str] = mapped_column(String(UID_LENGTH), default="", info=pseudonym("who gave it"))

    account: Mapped[Account] = relationship(back_populates="grants", foreign_keys=[account_id])


class Passphrase(Base):
    """The hash of what a person signs in with."""

    __tablename__ = "passphrase"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        info=pseudonym("whose it is"),
    )
    hash: Mapped[str] = mapped_column(Text, info=secret("argon2id of the canonical passphrase"))
    version: Mapped[int] = mapped_column(Integer, info=public("which rules made the text canonical"))


class CodeKind(StrEnum):
    """What a code does."""

    ONCE = "once"
    """On a sign-in card: works once, then the holder chooses."""
    LASTING = "lasting"
    """A card of 26 characters that works until another is made."""
    RECOVERY = "recovery"
    """On the recovery sheet: works once, and is replaced."""
    SECOND_STEP = "second"
    """Stands in for the authenticator once."""
    REVOKE = "revoke"
    """In the link that ends every session, and does nothing else."""


class Code(Base):
    """A code that a person holds on paper. Only its keyed hash is here."""

    __tablename__ = "code"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"),
        index=True,
        info=pseudonym("whose it is", until=CODE),
    )
    kind: Mapped[CodeKind] = mapped_column(String(8), info=public("what it does", until=CODE))
    mark: Mapped[str] = mapped_column(String(64), unique=True, info=secret("keyed hash of the code", until=CODE))
    version: Mapped[int] = mapped_column(Integer, info=public("which rules made the text canonical", until=CODE))
    until_day: Mapped[date | None] = mapped_column(Date, info=public("its last day; none: for good", until=CODE))
    used_by: Mapped[str | None] = mapped_column(
        String(64),
        info=public(
            "keyed hash of the form that used it, so that the same form sent again gets in",
            until=CODE,
        ),
    )
    used_at: Mapped[datetime | None] = mapped_column(Moment, info=sensitive("when it was used", until=CODE))

    account: Mapped[Account] = relationship()


class SecondStep(Base):
    """The authenticator of a staff member or administrator."""

    __tablename__ = "second_step"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"),
        primary_key=True,
        info=pseudonym("whose it is"),
    )
    secret: Mapped[bytes] = mapped_column(LargeBinary, info=secret("the shared secret, sealed"))
    last_step: Mapped[int] = mapped_column(
        Integer, default=0, info=public("the last half minute used, so none is used twice")
    )
    confirmed: Mapped[bool] = mapped_column(Boolean, default=False, info=public("whether a first code was given"))


class Stage(StrEnum):
    """How far a sign-in has come."""

    SECOND = "second"
    """The passphrase was right; the second step is awaited."""
    CHOOSE = "choose"
    """A card opened it; the holder is to choose how to sign in from now on."""
    FULL = "full"


class Device(StrEnum):
    """Whose phone it is, as told at sign-in: it sets how long a session may rest."""

    OWN = "own"
    SHARED = "shared"


class LoginSession(Base):
    """One place where a person is signed in. No address and no browser's name."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(
        String(UID_LENGTH),
        unique=True,
        default=new_uid,
        info=pseudonym("in the list of sessions", until=SESSION),
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"),
        index=True,
        info=pseudonym("whose it is", until=SESSION),
    )
    token_hash: Mapped[str] = mapped_column(
        String(64), unique=True, info=secret("SHA-256 of the token in the cookie", until=SESSION)
    )
    stage: Mapped[Stage] = mapped_column(String(8), info=public("how far the sign-in has come", until=SESSION))
    device: Mapped[Device] = mapped_column(String(8), info=sensitive("own phone or shared", until=SESSION))
    label: Mapped[str] = mapped_column(String(80), default="", info=sensitive("what the owner calls it", until=SESSION))
    made_day: Mapped[date] = mapped_column(Date, info=sensitive("the day of the sign-in", until=SESSION))
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True, info=sensitive("its absolute end", until=SESSION))
    stepped_at: Mapped[datetime | None] = mapped_column(
        Moment, info=sensitive("when the second step was last given", until=SESSION)
    )

    account: Mapped[Account] = relationship()


class Throttle(Base):
    """How many wrong tries fell into a bucket. Handles fall into buckets by a keyed hash, existing or not."""

    __tablename__ = "throttle"

    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=public("keyed hash", until=DAY))
    failures: Mapped[int] = mapped_column(Integer, info=public("wrong tries in a row", until=DAY))
    next_at: Mapped[datetime] = mapped_column(
        Moment, index=True, info=public("before it no try is looked at", until=DAY)
    )
