"""What was typed in Zawgyi and turned into Unicode, sealed for a week: so long its writer can have it back."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.seal import Keys
from lms.writing import service
from lms.writing.models import DataKey, Writing

KIND = "typed"
KEPT_FOR = timedelta(days=7)
MOST_SHOWN = 20


@dataclass(frozen=True)
class Original:
    """A field as it was typed, to the byte, and the whole form as it was sent to `path`."""

    path: str
    field: str
    typed: str
    sent: list[tuple[str, str]]
    until_day: date


def keep(
    session: Session,
    keys: Keys,
    *,
    account: Account,
    path: str,
    field: str,
    typed: str,
    sent: list[tuple[str, str]],
    today: date,
) -> None:
    """Keep what was typed into a field of the form at `path`, in place of what was typed there before."""
    service.write(
        session,
        keys,
        account=account,
        kind=KIND,
        about=hashlib.sha256(f"{path} {field}".encode()).hexdigest(),
        words=json.dumps([path, field, typed, sent]),
        today=today,
        until_day=today + KEPT_FOR,
    )


def of(session: Session, keys: Keys, account: Account, today: date) -> list[Original]:
    """Return what is kept of a person, the newest first."""
    return list(_opened(session, keys, account, today))


def _opened(session: Session, keys: Keys, account: Account, today: date) -> Iterator[Original]:
    rows = session.execute(
        select(Writing, DataKey)
        .join(DataKey, DataKey.account_id == Writing.account_id)
        .where(Writing.account_id == account.id, Writing.kind == KIND, Writing.until_day >= today)
        .order_by(Writing.made_day.desc(), Writing.id.desc())
        .limit(MOST_SHOWN)
    )
    for row in rows:
        path, field, typed, sent = json.loads(service.words_of(session, keys, row[0]))
        yield Original(path, field, typed, [(name, value) for name, value in sent], row[0].until_day)
