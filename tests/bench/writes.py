"""One transaction the size of an answer, on both databases: how long does it take beside forty who sign in?

This is `db.write` alone, without a request around it; `sign_ins` measures the whole server.
"""

import os
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from sqlalchemy import select

from lms.accounts import hashing
from lms.accounts.models import Account
from lms.db import Database
from lms.migrations import steps
from lms.seal import Keys, load_keys
from lms.writing import service as writing
from tests.support import cast, postgresql

SIGN_INS = 40
ROUNDS = 5
PAUSE_S = 0.02
WORDS = "We share power so that nobody has to fear those who have it. " * 5
BLOCK = b"a page of a log " * 256


def measure(folder: Path) -> dict[str, float]:
    """Measure, in milliseconds; promised: p99 under 50 ms. PostgreSQL only where `TEST_DATABASE_URL` lends one."""
    figures = {f"fsync of 4 KB, alone: p{percent} ms": _percent(_fsyncs(folder), percent) for percent in (50, 99)}
    with postgresql.own_database(postgresql.GIVEN, "bench") as on_postgresql:
        for name, url in {"sqlite": f"sqlite:///{folder}/lms.db", "postgresql": on_postgresql}.items():
            if url:
                figures |= {f"{name}, {what}": figure for what, figure in _writes(Database(url), folder).items()}
    return figures


def _fsyncs(folder: Path) -> list[float]:
    """Return how long the disk takes by itself: no write can be faster."""
    took = []
    with (folder / "block").open("wb", buffering=0) as file:
        for _ in range(500):
            file.write(BLOCK)
            begun = time.monotonic()
            os.fsync(file.fileno())
            took.append((time.monotonic() - begun) * 1000)
    return took


def _writes(database: Database, folder: Path) -> dict[str, float]:
    folder.chmod(0o700)
    keys = load_keys(folder)
    steps.upgrade(database)
    with database.transaction() as session:
        cast.fill(session, keys)
    quiet = _during(database, keys, lambda: time.sleep(3))
    busy = _during(database, keys, _sign_ins)
    database.engine.dispose()
    return {
        "quiet: p50 ms": _percent(quiet, 50),
        "quiet: p99 ms": _percent(quiet, 99),
        "beside 40 sign-ins: p50 ms": _percent(busy, 50),
        "beside 40 sign-ins: p99 ms": _percent(busy, 99),
        "beside 40 sign-ins: writes": len(busy),
    }


def _during(database: Database, keys: Keys, happening: Callable[[], None]) -> list[float]:
    """Return how many milliseconds each write took that was begun while something happened in another thread."""
    took: list[float] = []
    beside = threading.Thread(target=happening)
    beside.start()
    with database.session() as session:
        account = session.scalars(select(Account)).first()
        assert account is not None
        while beside.is_alive():
            begun = time.monotonic()
            database.write(
                session,
                writing.write,
                keys,
                account=account,
                kind="note",
                about="",
                words=WORDS,
                today=cast.TODAY,
                until_day=cast.TODAY + timedelta(days=400),
            )
            took.append((time.monotonic() - begun) * 1000)
            time.sleep(PAUSE_S)
    return took


def _sign_ins() -> None:
    for _ in range(ROUNDS):
        crowd = [threading.Thread(target=hashing.is_right, args=(None, f"not mine {one}")) for one in range(SIGN_INS)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()


def _percent(took: list[float], percent: int) -> float:
    return quantiles(took, n=100)[percent - 1]
