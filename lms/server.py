"""Serving the site: everything made ready before the first request, the minute's work beside, a quiet end."""

import ctypes
import logging
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from lms import clock, due, hosts, instance, lanes, listening, logs, turns
from lms.accounts.models import Account, Origin, State
from lms.app import JOBS, create_app
from lms.backup import service as backup
from lms.catalog import service as courses
from lms.config import SITE, Config
from lms.db import Database
from lms.errors import CommandRefused
from lms.media import service as media
from lms.migrations import steps
from lms.seal import load_keys

AT_ONCE = 1
AT_ONCE_ELSEWHERE = 8
"""Pages that are made at a time, and forms that are taken in. Where the database is another process, who waits for it
leaves Python to others."""

_M_ARENA_MAX, _M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -8, -3, -1
_LARGE = 4 * 1024 * 1024

log = logging.getLogger("lms.server")


@contextmanager
def prepared(config: Config) -> Iterator[Flask]:
    """Make everything ready to serve, and hold the instance folder until the end.

    :raises CommandRefused: the folder or the database can't be used.
    :raises RuntimeError: SQLite took other settings than ours.
    """
    share_heap()
    instance.make_private(config.instance)
    with instance.held(config.instance):
        logs.set_up(config)
        app = create_app(config)
        database: Database = app.extensions["lms.db"]
        migrate(config, database)
        database.assert_safe()
        try:
            yield app
        finally:
            database.engine.dispose()


def share_heap() -> None:
    """Let all threads take memory from one heap, and large pieces from the system, to which they go back after use.

    Otherwise each thread keeps what it once had, and 19 MB stay with one that hashed. Large is what a page hardly
    takes: to fetch the 1 MB with which a page is packed from the system each time took a millisecond.
    Source: mallopt(3). Only glibc has it; threads hardly meet in a heap, for Python lets one run at a time.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            glibc = ctypes.CDLL("libc.so.6")
            glibc.mallopt(_M_ARENA_MAX, 1)
            glibc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
            glibc.mallopt(_M_TRIM_THRESHOLD, _LARGE)


def give_back_memory() -> None:
    """Give the system what is free in the heap: pages leave holes of some megabytes. It takes less than a millisecond.

    Source: malloc_trim(3). Only glibc has it.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)


def migrate(config: Config, database: Database) -> list[str]:
    """Bring the database to this version; what it holds is copied into the instance folder first.

    :returns: what was done, in sentences.
    """
    before, head = steps.current(database), steps.head()
    if before == head:
        return []
    done = []
    if backup.holds_somebody(database):
        copy = backup.make_before(database, config, load_keys(config.instance), f"step-{head}")
        done.append(f"A copy of the data as it was: {copy} (kept {config.backup_days} days).")
    steps.upgrade(database)
    done.append(f"The database is at step {head} now." if before else "The database is made.")
    return done


def load_courses(config: Config, database: Database) -> list[str]:
    """Load the courses that come with the site.

    :returns: what was done, and what could not be, in sentences; nothing where all was here already.
    """
    start = courses.load_all(
        database,
        SITE / "courses",
        media=media.folder_of(config),
        today=clock.local_day(clock.now(), config.time_zone),
    )
    done = [f"The course {each.slug} is loaded." for each in start.loaded if each.outcome == courses.Outcome.NEW]
    done += [str(problem) for problem in start.problems]
    return done + [
        f"The course {slug} was changed here and in the files; it stays as it is here." for slug in start.changed_here
    ]


def assert_private(database: Database, host: str) -> None:
    """Refuse to show a site with demo accounts to anybody but this machine.

    :raises CommandRefused: saying the ways out.
    """
    if hosts.is_loopback(host) or not has_demo(database):
        return
    raise CommandRefused(
        f"there are demo accounts, whose passphrases stand in a file, so the site is not shown at {host}: "
        "serve it at 127.0.0.1, or remove them with `lms demo --remove`"
    )


def has_demo(database: Database) -> bool:
    """Tell whether an account of the demo can be used."""
    with database.session() as session:
        found = select(Account.id).where(Account.origin == Origin.DEMO, Account.state != State.ERASED).limit(1)
        return session.scalar(found) is not None


def serve(app: Flask, *, host: str, port: int, threads: int, ready: Callable[[str], None]) -> None:
    """Answer requests until the process is told to stop, then finish those in hand.

    :param ready: told the address once it answers.
    :raises CommandRefused: the address can't be had, or may not be used.
    """
    config: Config = app.extensions["lms.config"]
    database: Database = app.extensions["lms.db"]
    assert_private(database, host)
    work = lanes.Lanes(
        app.extensions["lms.hashing"],
        hashes_at_once=turns.AT_ONCE,
        at_once=AT_ONCE if database.is_sqlite else AT_ONCE_ELSEWHERE,
        most=threads,
    )
    # The application itself believes as many proxies as LMS_PROXIES says.
    listening.answer(
        app,
        work,
        host=host,
        port=port,
        cleans_proxy_headers=config.proxies == 0,
        beside=minutes(database, config),
        ready=ready,
    )


@contextmanager
def minutes(database: Database, config: Config) -> Iterator[None]:
    """Do each minute what is due, in a thread beside, until the end."""
    holder, end = secrets.token_hex(8), threading.Event()

    def work() -> None:
        while not end.wait(60 - clock.now().timestamp() % 60):
            try:
                due.run(database, config, JOBS, holder)
            except Exception as error:  # The next minute tries again; what broke is in the log.
                log.error("the minute's work", exc_info=error)
            give_back_memory()

    thread = threading.Thread(target=work, name="minutes")
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()
        try:
            due.give_back(database, holder)
        except SQLAlchemyError as error:  # A full disk, say. The lease runs out by itself.
            log.error("giving the lease back", exc_info=error)
