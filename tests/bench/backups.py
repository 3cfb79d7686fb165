"""A hundred backups while others write: is each one moment of the data, and how long does one take?"""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from lms.backup import archive, service, snapshot
from lms.config import Config
from lms.db import Database
from lms.seal import load_keys
from tests.support.server import run_lms

BACKUPS = 100
LEARNERS = 2000


def measure(folder: Path) -> dict[str, float]:
    """Measure, with two thousand learners; promised: none of them wrong."""
    instance = folder / "instance"
    run_lms(instance, "init")
    run_lms(instance, "demo", "--learners", LEARNERS)
    config = Config.read({"LMS_INSTANCE": str(instance)})
    database, keys = Database(config.database_url), load_keys(instance)
    done, begun_writing, writes = threading.Event(), threading.Event(), [0]

    def write() -> None:
        while not done.is_set():
            writes[0] += 1
            with database.transaction() as session:
                # Every row says the same number: in a copy that is no moment, they would differ.
                session.execute(text("UPDATE cohort SET seats = :number"), {"number": writes[0]})
                session.execute(text("UPDATE programme SET tz = 'UTC+' || :number"), {"number": writes[0]})
            begun_writing.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun_writing.wait()
    wrong, took = 0, []
    for number in range(BACKUPS):
        begun = time.monotonic()
        service.make(database, config, keys, folder / "one.lms")
        took.append(time.monotonic() - begun)
        inside = folder / str(number)
        inside.mkdir()
        archive.unpack(folder / "one.lms", inside)
        wrong += not _is_one_moment(inside / archive.DATABASE)
        (inside / archive.DATABASE).unlink()
    done.set()
    writer.join()
    database.engine.dispose()
    return {
        "backups made while others wrote": BACKUPS,
        "of them wrong": wrong,
        "writes meanwhile": writes[0],
        "longest backup s": max(took),
        "size of one KB": (folder / "one.lms").stat().st_size / 1024,
    }


def _is_one_moment(file: Path) -> bool:
    snapshot.check(file)
    with closing(sqlite3.connect(file)) as connection:
        (seats,) = connection.execute("SELECT max(seats) FROM cohort").fetchone()
        (tz,) = connection.execute("SELECT tz FROM programme").fetchone()
    return str(tz) == f"UTC+{seats}"
