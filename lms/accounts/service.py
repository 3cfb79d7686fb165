"""Verbs about accounts: making one, choosing a passphrase, locking."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import codes, queries, sessions
from lms.accounts.handles import handle_problem
from lms.accounts.models import (
    Account,
    Code,
    CodeKind,
    Device,
    Grant,
    LoginSession,
    Origin,
    Passphrase,
    Role,
    Scope,
    Stage,
    State,
)
from lms.config import Config
from lms.errors import LmsError
from lms.ids import new_uid
from lms.seal import Keys
from lms.text.canonical import CANONICAL_VERSION, canonical, digits_for
from lms.text.zawgyi.judge import tidy_name


class HandleTaken(LmsError):
    """Another account has this handle."""

    status = 409
    message = _l("Somebody has this handle already. Choose another.")


class HandleRefused(LmsError):
    """The handle is not one."""

    status = 422
    message = _l("This can't be a handle: write 2 to 40 letters or digits, and no phone number or e-mail address.")


def make_account(
    session: Session,
    *,
    handle: str,
    language: str,
    origin: Origin,
    now: datetime,
    tz: str,
    uid: str | None = None,
) -> Account:
    """Make an account with exactly this handle.

    :param uid: made of the form's name, where a form sent twice must make one account.
    :raises HandleRefused: it breaks a rule of handles.
    :raises HandleTaken: it reads the same as another account's.
    """
    wished = {uid or new_uid(): handle}
    (account,) = make_accounts(session, handles=wished, language=language, origin=origin, now=now, tz=tz)
    return account


def make_accounts(
    session: Session, *, handles: Mapping[str, str], language: str, origin: Origin, now: datetime, tz: str
) -> list[Account]:
    """Make several accounts with exactly these handles, in as few statements as one.

    :param handles: by uid.
    :raises HandleRefused: one breaks a rule of handles; nobody is made.
    :raises HandleTaken: one reads the same as another account's, or as one beside it.
    """
    if any(handle_problem(handle) is not None for handle in handles.values()):
        raise HandleRefused
    keys = [canonical(handle) for handle in handles.values()]
    if len(set(keys)) < len(keys) or queries.taken(session, keys):
        raise HandleTaken
    today = clock.local_day(now, tz)
    accounts = [
        Account(
            uid=uid,
            handle=tidy_name(handle),
            handle_key=canonical(handle),
            handle_version=CANONICAL_VERSION,
            language=language,
            origin=origin,
            made_day=today,
            active_day=today,
        )
        for uid, handle in handles.items()
    ]
    session.add_all(accounts)
    session.flush()  # Their numbers are needed by what comes with them.
    return accounts


def make_account_like(
    session: Session,
    *,
    handle: str,
    language: str,
    origin: Origin,
    now: datetime,
    tz: str,
    uid: str | None = None,
) -> Account:
    """Make an account with this handle and a number behind it that nobody has.

    A wish is never answered with "taken", so asking for handles tells nobody who is here.

    :raises HandleRefused: it breaks a rule of handles.
    """
    name = canonical(handle).rstrip("0123456789 ")
    shown = tidy_name(handle).rstrip("0123456789၀၁၂၃၄၅၆၇၈၉႐႑႒႓႔႕႖႗႘႙ ")
    wished = canonical(handle) if canonical(handle) != name else ""
    is_burmese = language == "my" and any("\u1000" <= sign <= "\u109f" for sign in shown)
    highest = 90
    while True:
        number = wished.removeprefix(name).strip() or str(10 + secrets.randbelow(highest))
        wished, highest = "", highest * 2
        try:
            return make_account(
                session,
                handle=f"{shown} {digits_for(number, 'mymr' if is_burmese else 'latn')}",
                language=language,
                origin=origin,
                now=now,
                tz=tz,
                uid=uid,
            )
        except HandleTaken:
            continue


def set_passphrase(session: Session, *, account: Account, passphrase_hash: str) -> None:
    """Give an account this passphrase; its one-time and lasting card codes stop working."""
    found = session.get(Passphrase, account.id)
    if found is None:
        session.add(Passphrase(account_id=account.id, hash=passphrase_hash, version=CANONICAL_VERSION))
    else:
        found.hash, found.version = passphrase_hash, CANONICAL_VERSION
    session.execute(delete(Code).where(Code.account_id == account.id, Code.kind.in_([CodeKind.ONCE, CodeKind.LASTING])))


@dataclass(frozen=True)
class Papers:
    """Codes to write down or print, shown once: a card that lasts where one was wanted, and the recovery sheet."""

    lasting: str | None
    recovery: str | None


def choose_way_in(
    session: Session,
    keys: Keys,
    *,
    login: LoginSession,
    passphrase_hash: str | None,
    now: datetime,
    tz: str,
) -> tuple[str, Papers]:
    """Let the holder of a card sign in from now on by a passphrase, or by a card that lasts where none is given.

    Everything that opened the account before stops working, and its other sessions end.

    :returns: the session's new token, and the papers.
    """
    account = login.account
    lasting = None
    if passphrase_hash is not None:
        set_passphrase(session, account=account, passphrase_hash=passphrase_hash)
    else:
        session.execute(delete(Passphrase).where(Passphrase.account_id == account.id))
        codes.take_back(session, account=account, kind=CodeKind.ONCE)
        (lasting,) = codes.issue(session, keys, account=account, kind=CodeKind.LASTING, now=now, tz=tz)
    (recovery,) = codes.issue(session, keys, account=account, kind=CodeKind.RECOVERY, now=now, tz=tz)
    sessions.end_all(session, account=account, but_token_hash=login.token_hash)
    has_step = queries.has_second_step(session, account.id)
    token = sessions.move_on(session, login=login, stage=Stage.SECOND if has_step else Stage.FULL)
    return token, Papers(lasting, recovery)


def change_passphrase(session: Session, *, account: Account, passphrase_hash: str, keep_token_hash: str) -> None:
    """Give an account another passphrase and end its sessions elsewhere."""
    set_passphrase(session, account=account, passphrase_hash=passphrase_hash)
    sessions.end_all(session, account=account, but_token_hash=keep_token_hash)


def lock(session: Session, *, account: Account) -> None:
    """Let nobody in with this account until it is unlocked; its sessions end now."""
    account.state = State.LOCKED
    sessions.end_all(session, account=account)


def unlock(session: Session, *, account: Account) -> None:
    """Let its holder in again."""
    account.state = State.ACTIVE


def choose_reading(session: Session, *, account: Account, language: str, digits: str) -> None:
    """Remember in which language and digits a person reads."""
    account.language, account.digits = language, digits


def give_grant(
    session: Session,
    *,
    account: Account,
    role: Role,
    scope: Scope,
    scope_uid: str,
    by_uid: str,
    now: datetime,
    tz: str,
    from_day: date | None = None,
    until_day: date | None = None,
) -> Grant:
    """Give a role in a scope; a grant in force is left as it is. Sessions end, for rights changed.

    :param from_day: its first day, today where it is not given.
    :param until_day: its last day; None: for good.
    """
    today = clock.local_day(now, tz)
    for grant in account.grants:
        is_same = (grant.role, grant.scope, grant.scope_uid) == (role, scope, scope_uid)
        if is_same and (grant.until_day is None or grant.until_day >= today):
            return grant
    grant = Grant(
        role=role, scope=scope, scope_uid=scope_uid, from_day=from_day or today, until_day=until_day, by_uid=by_uid
    )
    account.grants.append(grant)
    session.flush()  # Its uid goes into the audit.
    sessions.end_all(session, account=account)
    return grant


def end_grant(session: Session, *, grant: Grant) -> None:
    """Take a role away at once. The person's sessions end."""
    session.delete(grant)
    sessions.end_all(session, account=grant.account)


def sweep_codes(session: Session, _config: Config, now: datetime) -> int:
    """Delete the codes whose last day has passed everywhere on earth, and the used ones after an hour."""
    yesterday = (now - timedelta(days=1)).date()
    old = session.execute(delete(Code).where(Code.until_day < yesterday)).rowcount  # type: ignore[attr-defined]
    used = session.execute(delete(Code).where(Code.used_at < now - codes.USED_LASTS)).rowcount  # type: ignore[attr-defined]
    return int(old + used)


def sign_up(
    session: Session,
    keys: Keys,
    *,
    wished: str,
    passphrase_hash: str,
    language: str,
    device: Device,
    now: datetime,
    tz: str,
    then: Callable[[Session, Account], object] | None = None,
) -> tuple[Account, str, str]:
    """Make an account for somebody who asks for one, and sign it in.

    :param then: what comes with it, a place in a cohort; where it refuses, no account is made.
    :returns: the account, the session's token, and the code of the recovery sheet.
    """
    account = make_account_like(session, handle=wished, language=language, origin=Origin.SIGN_UP, now=now, tz=tz)
    set_passphrase(session, account=account, passphrase_hash=passphrase_hash)
    (recovery,) = codes.issue(session, keys, account=account, kind=CodeKind.RECOVERY, now=now, tz=tz)
    if then is not None:
        then(session, account)
    token = sessions.open_session(session, account=account, device=device, stage=Stage.FULL, now=now, tz=tz)
    return account, token, recovery
