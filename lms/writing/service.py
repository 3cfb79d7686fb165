"""Sealing what a person writes, opening it for those who may, and destroying it."""

import os
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.config import Config
from lms.errors import NotFound
from lms.ids import new_uid
from lms.seal import KEY_BYTES, CannotOpen, Keys, seal, unseal
from lms.writing.models import DataKey, Writing

_USE = "data keys"


def write(
    session: Session,
    keys: Keys,
    *,
    account: Account,
    kind: str,
    about: str,
    words: str,
    today: date,
    until_day: date,
) -> Writing:
    """Keep a person's words, in place of those of the same kind about the same thing.

    :param words: as they are to be read: tidied by the form's field, or as their writer wants them to the byte.
    :param until_day: the last day on which they are kept.
    """
    found = session.scalar(
        select(Writing).where(Writing.account_id == account.id, Writing.kind == kind, Writing.about == about)
    )
    if found is None:
        found = Writing(
            account_id=account.id,
            kind=kind,
            about=about,
            sealed=b"",
            made_day=today,
            until_day=until_day,
        )
        session.add(found)
        session.flush()  # Its uid is sealed in with the words.
    key = _key_of(session, keys, account)
    found.sealed = seal(key, words.encode(), found.uid.encode())
    found.made_day, found.until_day = today, until_day
    return found


def add(
    session: Session,
    keys: Keys,
    *,
    account: Account,
    kind: str,
    about: str,
    words: str,
    today: date,
    until_day: date,
) -> Writing:
    """Keep a person's words beside those that are kept already.

    :param until_day: the last day on which they are kept.
    """
    made = Writing(
        uid=new_uid(), account_id=account.id, kind=kind, about=about, sealed=b"", made_day=today, until_day=until_day
    )
    made.sealed = seal(_key_of(session, keys, account), words.encode(), made.uid.encode())
    session.add(made)
    return made


def words_of(session: Session, keys: Keys, writing: Writing) -> str:
    """Return what was written.

    :raises NotFound: its key was destroyed.
    """
    account = session.get_one(Account, writing.account_id)
    found = session.get(DataKey, account.id)
    if found is None:
        raise NotFound
    try:
        key = unseal(keys.key_for(_USE), found.sealed, account.uid.encode())
        return unseal(key, writing.sealed, writing.uid.encode()).decode()
    except CannotOpen as error:
        raise NotFound from error


def destroy(session: Session, *, account: Account) -> None:
    """Destroy a person's key and texts. Copies of the texts in backups can't be opened any more."""
    session.execute(delete(Writing).where(Writing.account_id == account.id))
    session.execute(delete(DataKey).where(DataKey.account_id == account.id))


def sweep(session: Session, _config: Config, now: datetime) -> int:
    """Delete texts whose last day has passed everywhere on earth."""
    yesterday = (now - timedelta(days=1)).date()
    return int(session.execute(delete(Writing).where(Writing.until_day < yesterday)).rowcount)  # type: ignore[attr-defined]


def _key_of(session: Session, keys: Keys, account: Account) -> bytes:
    found = session.get(DataKey, account.id)
    if found is not None:
        return unseal(keys.key_for(_USE), found.sealed, account.uid.encode())
    key = os.urandom(KEY_BYTES)
    session.add(DataKey(account_id=account.id, sealed=seal(keys.key_for(_USE), key, account.uid.encode())))
    return key
