"""Verbs about sessions: opening, moving on, ending."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import queries, rules, tokens
from lms.accounts.models import Account, Device, LoginSession, Stage
from lms.config import Config


def open_session(session: Session, *, account: Account, device: Device, stage: Stage, now: datetime, tz: str) -> str:
    """Sign an account in and return the token for its cookie.

    Where the account has a second step, a full sign-in stops before it.
    """
    if stage == Stage.FULL and queries.has_second_step(session, account.id):
        stage = Stage.SECOND
    today = clock.local_day(now, tz)
    powerful = any(grant.role in rules.POWERFUL and rules.in_force(grant, today) for grant in account.grants)
    token = tokens.new_token()
    session.add(
        LoginSession(
            account_id=account.id,
            token_hash=tokens.hash_of(token),
            stage=stage,
            device=device,
            made_day=today,
            ends_at=rules.absolute_end(now, device, powerful=powerful),
        )
    )
    account.active_day = today
    return token


def move_on(session: Session, *, login: LoginSession, stage: Stage) -> str:
    """Bring a session to `stage` under a new token, which is returned; the old one stops working."""
    token = tokens.new_token()
    login.token_hash, login.stage = tokens.hash_of(token), stage
    return token


def stage_of(session: Session, token: str) -> Stage | None:
    """Return how far the session of a token has come."""
    return session.scalar(select(LoginSession.stage).where(LoginSession.token_hash == tokens.hash_of(token)))


def end(session: Session, *, login: LoginSession) -> None:
    """End one session."""
    session.execute(delete(LoginSession).where(LoginSession.id == login.id))


def end_all(session: Session, *, account: Account, but_token_hash: str | None = None) -> int:
    """End every session of an account, but the one with this token's hash; return how many."""
    gone = delete(LoginSession).where(LoginSession.account_id == account.id)
    if but_token_hash is not None:
        gone = gone.where(LoginSession.token_hash != but_token_hash)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]


def label(session: Session, *, login: LoginSession, text: str) -> None:
    """Call a session by a name its owner will know."""
    session.execute(update(LoginSession).where(LoginSession.id == login.id).values(label=text))


def sweep(session: Session, _config: Config, now: datetime) -> int:
    """Delete the sessions that are past their absolute end."""
    return int(session.execute(delete(LoginSession).where(LoginSession.ends_at <= now)).rowcount)  # type: ignore[attr-defined]
