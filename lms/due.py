"""What is due each minute, done by one process at a time: a lease in the database says whose turn it is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms import clock
from lms.config import Config
from lms.db import Base, Database, Moment
from lms.privacy import public

LEASE = timedelta(minutes=5)
"""Longer than the work ever takes; a process that died gives the work up after it."""

LEAP = timedelta(days=40)
"""A clock that went so far since the last minute's work may be wrong. A class rests less long between two meetings."""

SETTLED = timedelta(days=2)
"""After a leap nothing is deleted by its days for so long: time to see that a clock is wrong, and to sign in."""


log = logging.getLogger("lms.due")

_SEEN, _LEAP = "seen", "leap"
"""Leases that nobody holds: when the work was last done, and until when a leap of the clock binds."""


class Lease(Base):
    """Who does what is due, and until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(20), primary_key=True, info=public("for what"))
    holder: Mapped[str] = mapped_column(String(26), info=public("random name of a process"))
    until_at: Mapped[datetime] = mapped_column(Moment, info=public("when it may be taken over"))


@dataclass(frozen=True)
class Job:
    """One thing to do each minute: `work(session, config, now)` returns how many rows it did. It may run twice.

    `deletes`: it deletes what can't be had again once its days are over, and so waits where the clock may be wrong.
    """

    name: str
    work: Callable[[Session, Config, datetime], int]
    deletes: bool = False


def take_lease(session: Session, *, name: str, holder: str, now: datetime) -> bool:
    """Give `holder` the lease unless another has it; the holder may renew it."""
    lease = session.get(Lease, name)
    if lease is None:
        session.add(Lease(name=name, holder=holder, until_at=now + LEASE))
        return True
    # A lease that lies further ahead than any lease can was written under a clock that ran ahead.
    if lease.holder != holder and now < lease.until_at <= now + LEASE:
        return False
    lease.holder, lease.until_at = holder, now + LEASE
    return True


def is_settled(session: Session, *, now: datetime) -> bool:
    """Note the moment, and tell whether things may be deleted by their days: not within two days of a leap.

    A clock that comes back from a leap may be believed at once: at an earlier day, less is to be deleted.
    """
    seen, leap = session.get(Lease, _SEEN), session.get(Lease, _LEAP)
    if seen is None:
        seen = Lease(name=_SEEN, holder="", until_at=now)
        session.add(seen)
    if now > seen.until_at + LEAP:
        log.warning("the clock went on by %d days at once: nothing is deleted for 2 days", (now - seen.until_at).days)
        if leap is None:
            leap = Lease(name=_LEAP, holder="", until_at=now)
            session.add(leap)
        leap.until_at = now + SETTLED
    seen.until_at = now
    return leap is None or not now < leap.until_at <= now + SETTLED


def give_back(database: Database, holder: str) -> None:
    """Let go of the lease, so that the next process need not wait until it runs out."""
    with database.session() as session:
        database.write(session, _drop_lease, holder=holder)


def run(database: Database, config: Config, jobs: tuple[Job, ...], holder: str) -> dict[str, int] | None:
    """Do what is due, each job in a transaction of its own; one that breaks does not hold up the others.

    :returns: rows done, by job, without those that wait; None where another process holds the lease.
    :raises ExceptionGroup: of what broke, when all jobs have been tried.
    """
    done: dict[str, int] = {}
    broken: list[Exception] = []
    with database.session() as session:
        if not database.write(session, take_lease, name="due", holder=holder, now=clock.now()):
            return None
        settled = database.write(session, is_settled, now=clock.now())
        for job in jobs:
            if job.deletes and not settled:
                continue
            try:
                done[job.name] = database.write(session, job.work, config, clock.now())
            except Exception as error:  # noqa: BLE001  # Raised again below, when the others have had their turn.
                broken.append(error)
    database.truncate_log()  # What was erased must not wait there for the log to be written over.
    if broken:
        raise ExceptionGroup("what was due", broken)
    return done


def _drop_lease(session: Session, *, holder: str) -> None:
    session.execute(delete(Lease).where(Lease.holder == holder))
