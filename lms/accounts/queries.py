"""Reads about accounts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import rules
from lms.accounts.models import Account, Grant, LoginSession, Passphrase, SecondStep, State
from lms.accounts.rules import Visitor
from lms.accounts.tokens import Cookie
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


_LOGIN = (
    select(LoginSession, Account, Grant)
    .join(Account, Account.id == LoginSession.account_id)
    .outerjoin(Grant, Grant.account_id == Account.id)
    .where(LoginSession.token_hash == bindparam("token_hash"))
    .order_by(Grant.id)
)
"""Made once, for every request asks it."""


def visitor(session: Session, cookie: Cookie, *, now: datetime, tz: str) -> Visitor | None:
    """Return who is signed in with this cookie, in one query; None where the session has ended.

    :param tz: the zone in which the days of grants are counted.
    """
    rows: Sequence[Any] = session.execute(_LOGIN, {"token_hash": cookie.token_hash}).all()
    if not rows:
        return None
    login, account, _grant = rows[0]
    if account.state != State.ACTIVE or not rules.is_open(login, cookie.seen_at, now):
        return None
    today = clock.local_day(now, tz)
    grants = tuple(grant for _, _, grant in rows if grant is not None and rules.in_force(grant, today))
    return Visitor(account, login, grants)


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


def second_step_of(session: Session, account: Account) -> SecondStep | None:
    """Return a person's authenticator, if it was set up and confirmed."""
    return session.scalar(select(SecondStep).where(SecondStep.account_id == account.id, SecondStep.confirmed.is_(True)))
