"""Verbs about the authenticator: six digits that change each half minute (RFC 6238)."""

import hmac
from datetime import datetime

import pyotp
from sqlalchemy.orm import Session

from lms.accounts import codes
from lms.accounts.models import Account, CodeKind, LoginSession, SecondStep, Stage
from lms.accounts.sessions import end_all, move_on
from lms.seal import Keys, seal, unseal
from lms.text.digits import only_digits

STEP_S = 30
_USE = "second step"
_BETWEEN = str.maketrans("", "", " -\u00a0")


def begin(session: Session, keys: Keys, *, account: Account) -> str:
    """Return the secret to type into an authenticator, 32 signs of base 32; the same until it is confirmed."""
    found = session.get(SecondStep, account.id)
    if found is not None and not found.confirmed:
        return _secret_of(keys, account, found)
    plain = pyotp.random_base32()
    sealed = seal(keys.key_for(_USE), plain.encode(), account.uid.encode())
    if found is None:
        session.add(SecondStep(account_id=account.id, secret=sealed))
    else:
        found.secret, found.confirmed, found.last_step = sealed, False, 0
    return plain


def confirm(
    session: Session, keys: Keys, *, login: LoginSession, typed: str, now: datetime, tz: str
) -> list[str] | None:
    """Turn the second step on with a first code; return ten codes for the day the authenticator is lost.

    Sessions elsewhere end: they were opened without it.

    :returns: None where the code is wrong.
    """
    account = login.account
    if not _is_right(session, keys, account=account, typed=typed, now=now):
        return None
    found = session.get_one(SecondStep, account.id)
    found.confirmed, login.stepped_at = True, now
    end_all(session, account=account, but_token_hash=login.token_hash)
    return codes.issue(
        session,
        keys,
        account=account,
        kind=CodeKind.SECOND_STEP,
        now=now,
        tz=tz,
        count=codes.SECOND_STEP_CODES,
    )


def give(session: Session, keys: Keys, *, login: LoginSession, typed: str, now: datetime, tz: str) -> str | None:
    """Take the second step of a session; return its new token, or None where the code is wrong."""
    account = login.account
    if not _is_right(session, keys, account=account, typed=typed, now=now):
        spare = codes.find(session, keys, typed=typed, kind=CodeKind.SECOND_STEP, now=now, tz=tz)
        if spare is None or spare.account_id != account.id:
            return None
        session.delete(spare)
    login.stepped_at = now
    return move_on(session, login=login, stage=Stage.FULL)


def remove(session: Session, *, account: Account) -> None:
    """Turn the second step off."""
    found = session.get(SecondStep, account.id)
    if found is not None:
        session.delete(found)
    codes.take_back(session, account=account, kind=CodeKind.SECOND_STEP)


def _secret_of(keys: Keys, account: Account, found: SecondStep) -> str:
    return unseal(keys.key_for(_USE), found.secret, account.uid.encode()).decode()


def _is_right(session: Session, keys: Keys, *, account: Account, typed: str, now: datetime) -> bool:
    """Tell whether the six digits are those of now, or of the half minute before or after; each is taken once."""
    found = session.get(SecondStep, account.id)
    if found is None:
        return False
    digits = only_digits(typed).translate(_BETWEEN)
    clockwork = pyotp.TOTP(_secret_of(keys, account, found))
    this_step = int(now.timestamp()) // STEP_S
    for step in (this_step - 1, this_step, this_step + 1):
        if step > found.last_step and hmac.compare_digest(clockwork.generate_otp(step).encode(), digits.encode()):
            found.last_step = step
            return True
    return False


def address_of(secret: str, account: Account, site: str) -> str:
    """Return the otpauth: address that an authenticator reads from a QR drawing."""
    return pyotp.TOTP(secret, name=account.name, issuer=site).provisioning_uri()
