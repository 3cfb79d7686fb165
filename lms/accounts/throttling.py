"""Slowing a guesser down, with no address kept and nobody locked out.

A try is counted before it is looked at and struck out when it was right, so that many tries at once count too. Handles
that exist and handles that do not fall into the same buckets in the same way.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.accounts import rules
from lms.accounts.models import Throttle
from lms.config import Config
from lms.seal import Keys
from lms.text.canonical import canonical

BUCKETS = 2**20
SIGN_UPS = -1
"""The bucket of sign-ups, for the whole site."""
SIGN_UPS_A_MINUTE = 120
FORGOTTEN_AFTER = timedelta(days=1)


def bucket_of(keys: Keys, handle: str) -> int:
    """Return the bucket of a handle, 0 to 2²⁰ - 1; which one can't be told without the installation's key."""
    return int(keys.mark("throttle", canonical(handle))[:8], 16) % BUCKETS


def begin_try(session: Session, *, bucket: int, now: datetime) -> timedelta:
    """Count a try, and return how long to wait before it may be looked at; zero: it may be."""
    row = session.get(Throttle, bucket)
    if row is None:
        row = Throttle(bucket=bucket, failures=0, next_at=now)
        session.add(row)
    # A moment further ahead than the longest wait was written under a clock that ran ahead. Where there is nothing to
    # wait for, a moment ahead is that of a try beside this one, which asked for the time a little later.
    if rules.delay(row.failures) and now < row.next_at <= now + rules.STUBBORN:
        return row.next_at - now
    if now - row.next_at > FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.next_at = now + rules.delay(row.failures)
    return timedelta(0)


def was_right(session: Session, *, bucket: int) -> None:
    """Forget the tries of a bucket."""
    session.execute(delete(Throttle).where(Throttle.bucket == bucket))


def allow_sign_up(session: Session, *, now: datetime) -> bool:
    """Count a sign-up, and tell whether it is among the first hundred and twenty of its minute."""
    row = session.get(Throttle, SIGN_UPS)
    if row is None:
        row = Throttle(bucket=SIGN_UPS, failures=0, next_at=now + timedelta(minutes=1))
        session.add(row)
    if not now < row.next_at <= now + timedelta(minutes=1):
        row.failures, row.next_at = 0, now + timedelta(minutes=1)
    row.failures += 1
    return row.failures <= SIGN_UPS_A_MINUTE


def sweep(session: Session, _config: Config, now: datetime) -> int:
    """Forget the tries of the day before."""
    gone = delete(Throttle).where(Throttle.next_at < now - FORGOTTEN_AFTER)
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]
