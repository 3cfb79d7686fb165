"""Serving the site: everything made ready before the first request, the minute's work beside, a quiet end."""

import ctypes
import gc
import logging
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from waitress.server import create_server
from waitress.wasyncore import loop

from lms import clock, connections, due, hosts, instance, lanes, logs, turns
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

MOST_BODY_BYTES = 2 * 1024 * 1024
"""More than the application takes, so that its own page can say that something is too large."""
MOST_HEADER_BYTES = 32 * 1024
BODY_IN_MEMORY_BYTES = 16 * 1024
"""Of each request that is being sent; the rest goes to a file. Nine hundred that are sent slowly take 45 MB at most."""
ANSWER_IN_MEMORY_BYTES = 64 * 1024
"""Of each answer that waits to be read; the rest goes to a file."""
IDLE_S = 30
"""How long a connection may say nothing."""
STOP_S = 10
"""How long requests in hand may take when the server is told to stop."""

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
    share_heaps()
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


def share_heaps() -> None:
    """Let all threads take memory from two heaps, and large pieces from the system, to which they go back after use.

    Otherwise each thread keeps what it once had, and 19 MB stay with one that hashed. Large is what a page hardly
    takes: to fetch the 1 MB with which a page is packed from the system each time took a millisecond.
    Source: mallopt(3). Only glibc has it; threads hardly meet in a heap, for Python lets one run at a time.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            glibc = ctypes.CDLL("libc.so.6")
            glibc.mallopt(_M_ARENA_MAX, 2)
            glibc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
            glibc.mallopt(_M_TRIM_THRESHOLD, _LARGE)


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
    sockets: dict[int, object] = {}
    work = lanes.Lanes(
        app.extensions["lms.hashing"],
        hashes_at_once=turns.AT_ONCE,
        at_once=AT_ONCE if database.is_sqlite else AT_ONCE_ELSEWHERE,
        most=threads,
    )
    try:
        create_server(
            app,
            map=sockets,
            host=host,
            port=port,
            ident=None,
            _dispatcher=work,
            # The application itself believes as many proxies as LMS_PROXIES says.
            clear_untrusted_proxy_headers=config.proxies == 0,
            max_request_body_size=MOST_BODY_BYTES,
            max_request_header_size=MOST_HEADER_BYTES,
            connection_limit=connections.MOST,
            channel_timeout=IDLE_S,
            cleanup_interval=IDLE_S // 3,
            asyncore_use_poll=True,
            inbuf_overflow=BODY_IN_MEMORY_BYTES,
            outbuf_overflow=ANSWER_IN_MEMORY_BYTES,
        )
    except (OSError, ValueError) as error:
        raise CommandRefused(f"can't listen at {host}, port {port} ({error}): choose another with --port") from error
    open_now = connections.Connections(sockets)
    stop = threading.Event()
    gc.collect()
    gc.freeze()  # What is here stays: to look it over for what can go took a tenth of a second each time.
    with _signals(stop), minutes(database, config):
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        while not stop.is_set():
            loop(timeout=lanes.PATIENCE_S if work.waits else 1, use_poll=True, map=sockets, count=1)
            work.tend()
            open_now.tend()
        _finish(work, sockets)


def _finish(work: lanes.Lanes, sockets: dict[int, object]) -> None:
    """Take no more connections, and let those that are in the middle of an answer have it."""
    for listener in list(sockets.values()):
        if getattr(listener, "accepting", False):
            listener.socket.close()  # type: ignore[attr-defined]
            listener.del_channel()  # type: ignore[attr-defined]
    until = time.monotonic() + STOP_S
    while time.monotonic() < until and any(_is_busy(channel) for channel in sockets.values()):
        loop(timeout=lanes.PATIENCE_S, use_poll=True, map=sockets, count=1)
        work.tend()
    work.shutdown()


def _is_busy(channel: object) -> bool:
    return bool(getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0))


@contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    former = {
        number: signal.signal(number, lambda _number, _frame: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)
    }
    yield
    for number, handler in former.items():
        signal.signal(number, handler)


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
