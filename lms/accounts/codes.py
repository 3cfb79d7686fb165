"""Verbs about codes that a person holds on paper."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account, Code, CodeKind, State
from lms.seal import Keys
from lms.text.canonical import CANONICAL_VERSION
from lms.text.codes import new_code, tidy_code

LENGTH = {
    CodeKind.ONCE: 12,
    CodeKind.LASTING: 26,
    CodeKind.RECOVERY: 26,
    CodeKind.SECOND_STEP: 10,
    CodeKind.REVOKE: 26,
}
"""Signs of Crockford's base 32, five bits each."""

DAYS = {CodeKind.ONCE: 7}
"""How many days a code lasts; the others last until used or replaced."""

USED_LASTS = timedelta(hours=1)
"""How long the form that used a code may be sent again: over a bad link the reply gets lost."""

SECOND_STEP_CODES = 10
_USE = "codes"


def issue(
    session: Session,
    keys: Keys,
    *,
    account: Account,
    kind: CodeKind,
    now: datetime,
    tz: str,
    count: int = 1,
) -> list[str]:
    """Make new codes of a kind and return them; the former ones of that kind stop working.

    Only now can they be read: what is stored is a keyed hash.
    """
    session.execute(delete(Code).where(Code.account_id == account.id, Code.kind == kind))
    plain = [new_code(LENGTH[kind]) for _ in range(count)]
    for code in plain:
        keep(session, keys, account=account, kind=kind, code=code, now=now, tz=tz)
    return plain


def keep(session: Session, keys: Keys, *, account: Account, kind: CodeKind, code: str, now: datetime, tz: str) -> None:
    """Let a code open an account, beside those it has."""
    until = clock.local_day(now, tz) + timedelta(days=DAYS[kind]) if kind in DAYS else None
    mark = keys.mark(_USE, f"{kind} {code}")
    session.add(Code(account_id=account.id, kind=kind, mark=mark, version=CANONICAL_VERSION, until_day=until))


def is_unused(session: Session, keys: Keys, *, account: Account, kind: CodeKind, code: str) -> bool:
    """Tell whether a code of this account's is still to be used."""
    mark = keys.mark(_USE, f"{kind} {code}")
    found = session.scalar(select(Code).where(Code.mark == mark, Code.account_id == account.id))
    return found is not None and found.used_at is None


def take_back(session: Session, *, account: Account, kind: CodeKind) -> None:
    """Make a person's codes of a kind worthless."""
    session.execute(delete(Code).where(Code.account_id == account.id, Code.kind == kind))


def find(session: Session, keys: Keys, *, typed: str, kind: CodeKind, now: datetime, tz: str) -> Code | None:
    """Return the code that was typed, if it holds today and its account may be used."""
    try:
        code = tidy_code(typed)
    except ValueError:
        return None
    found = session.scalar(select(Code).where(Code.mark == keys.mark(_USE, f"{kind} {code}")))
    if found is None or found.account.state != State.ACTIVE:
        return None
    if found.until_day is not None and clock.local_day(now, tz) > found.until_day:
        return None
    return found


def use(
    session: Session, keys: Keys, *, typed: str, kind: CodeKind, form: str, now: datetime, tz: str
) -> Account | None:
    """Return whose code this is, and use it up where it is of a kind that works once.

    The same form sent again within the hour gets in again: the code was used, but its reply may be lost.

    :param form: the random name of the form that carries the code.
    """
    found = find(session, keys, typed=typed, kind=kind, now=now, tz=tz)
    if found is None:
        return None
    if kind in {CodeKind.ONCE, CodeKind.RECOVERY}:
        mark = keys.mark("forms", form)
        if found.used_at is None:
            found.used_at, found.used_by = now, mark
        elif found.used_by != mark or not timedelta(0) <= now - found.used_at <= USED_LASTS:
            return None
    return found.account
