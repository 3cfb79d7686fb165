"""Reads about accounts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import rules
from lms.accounts.models import Account, Grant, LoginSession, Passphrase, SecondStep, State
from lms.accounts.rules import Held, Visitor
from lms.accounts.tokens import Cookie
from lms.db import known, parted
from lms.text.canonical import canonical
from lms.text.zawgyi.judge import Verdict, converted, verdict


def by_uid(session: Session, uid: str) -> Account | None:
    """Return the account with this uid, unless it was erased."""
    return session.scalar(select(Account).where(Account.uid == uid, Account.state != State.ERASED))


def by_handle(session: Session, handle: str) -> Account | None:
    """Return the account whose handle reads the same as `handle`, whichever way it is typed."""
    return session.scalar(select(Account).where(Account.handle_key == canonical(handle)))


def as_registered(session: Session, handle: str) -> str:
    """Return the handle that is meant: on a phone with a Zawgyi keyboard one types what one was registered with in
    Unicode as Zawgyi again.
    """
    if verdict(handle, lang="my", name=True) is Verdict.FINE or by_handle(session, handle) is not None:
        return handle
    return converted(handle)


def taken(session: Session, keys: Collection[str]) -> set[str]:
    """Return those of these canonical handles that people have."""
    return {key for key in session.scalars(select(Account.handle_key).where(Account.handle_key.in_(keys))) if key}


def account_and_hash(session: Session, handle: str) -> tuple[Account | None, str | None]:
    """Return the account of a handle and the hash of its passphrase, in one query whether they exist or not."""
    row = session.execute(
        select(Account, Passphrase.hash)
        .outerjoin(Passphrase, Passphrase.account_id == Account.id)
        .where(Account.handle_key == canonical(handle))
    ).first()
    return (row[0], row[1]) if row else (None, None)


@dataclass(frozen=True)
class WaysIn:
    """How a person may sign in."""

    passphrase: bool
    second_step: bool


def ways_in(session: Session, account: Account) -> WaysIn:
    """Return how a person may sign in, in one query."""
    row = session.execute(
        select(
            exists().where(Passphrase.account_id == account.id),
            exists().where(SecondStep.account_id == account.id, SecondStep.confirmed.is_(True)),
        )
    ).one()
    return WaysIn(*row)


def hash_of(session: Session, account: Account) -> str | None:
    """Return the hash of a person's passphrase; None where a card opens the account."""
    return session.scalar(select(Passphrase.hash).where(Passphrase.account_id == account.id))


_LOGINS, _ACCOUNTS, _GRANTS = (table.__table__.c for table in (LoginSession, Account, Grant))
_LOGIN = (
    select(*_LOGINS, *_ACCOUNTS, *(_GRANTS[name] for name in Held._fields))
    .join(Account, _ACCOUNTS.id == _LOGINS.account_id)
    .outerjoin(Grant, _GRANTS.account_id == _ACCOUNTS.id)
    .where(_LOGINS.token_hash == bindparam("token_hash"))
    .order_by(_GRANTS.id)
)
"""Made once, and of columns, for every request asks it: to make objects of the rows takes as long as to ask."""


def visitor(session: Session, cookie: Cookie, *, now: datetime, tz: str) -> Visitor | None:
    """Return who is signed in with this cookie, in one query; None where the session has ended.

    :param tz: the zone in which the days of grants are counted.
    """
    rows = session.connection().execute(_LOGIN, {"token_hash": cookie.token_hash}).all()
    if not rows:
        return None
    login, account, _first = parted(rows[0], _LOGINS, _ACCOUNTS)
    is_open = rules.is_open(login["device"], login["ends_at"], cookie.seen_at, now)
    if account["state"] != State.ACTIVE or not is_open:
        return None
    today = clock.local_day(now, tz)
    grants = (Held(*row[-len(Held._fields) :]) for row in rows if row.role is not None)
    return Visitor(
        account_id=account["id"],
        uid=account["uid"],
        digits=account["digits"],
        stage=login["stage"],
        stepped_at=login["stepped_at"],
        grants=tuple(grant for grant in grants if rules.in_force(grant, today)),
        objects=lambda: (known(session, Account, account), known(session, LoginSession, login)),
    )


def sessions_of(session: Session, account: Account, now: datetime) -> list[LoginSession]:
    """Return where a person is signed in, newest first."""
    return list(
        session.scalars(
            select(LoginSession)
            .where(LoginSession.account_id == account.id, LoginSession.ends_at > now)
            .order_by(LoginSession.id.desc())
        )
    )


def session_by_uid(session: Session, uid: str) -> LoginSession | None:
    """Return the session with this uid."""
    return session.scalar(select(LoginSession).where(LoginSession.uid == uid))


_SECOND_STEP = select(SecondStep.account_id).where(
    SecondStep.account_id == bindparam("account_id"), SecondStep.confirmed.is_(True)
)
"""Made once, for every page of staff asks it."""


def has_second_step(session: Session, account_id: int) -> bool:
    """Tell whether an account has an authenticator that was set up and confirmed."""
    return session.scalar(_SECOND_STEP, {"account_id": account_id}) is not None
