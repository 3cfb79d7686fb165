"""Reads for the pages of administration."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, State
from lms.audit.models import Entry
from lms.choices import Choice


def chosen_names(session: Session) -> set[str]:
    """Return which settings were chosen in the browser."""
    return set(session.scalars(select(Choice.name)))


def entries(action: str | None, kind: str | None) -> Select[Entry]:
    """Return the statement of the audit's entries, the newest first: all, or of one action, of one kind."""
    wanted = select(Entry).order_by(Entry.id.desc())
    if action is not None:
        wanted = wanted.where(Entry.action == action)
    return wanted if kind is None else wanted.where(Entry.kind == kind)


def handles_of(session: Session, uids: Collection[str]) -> dict[str, str]:
    """Return what the accounts with these uids are called today; the erased are not among them."""
    wanted = select(Account.uid, Account.handle).where(Account.uid.in_(uids), Account.state != State.ERASED)
    return {uid: handle or "" for uid, handle in session.execute(wanted)}
