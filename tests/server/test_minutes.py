"""The minute's work beside a server."""

import subprocess
import sys
import time
from typing import Any

import pytest
from sqlalchemy import event, select

from lms import server
from lms.due import Lease
from tests.support.installation import Installation
from tests.support.moment import Clock
from tests.support.server import ROOT


def test_what_is_due_is_done_each_minute_and_the_lease_given_back(installation: Installation, clock: Clock) -> None:
    database = installation.database()
    held = select(Lease.holder).where(Lease.name == "due")
    clock.forward(seconds=59.9)
    with server.minutes(database, installation.config):
        holders = set[str]()
        until = time.monotonic() + 10
        while not holders and time.monotonic() < until:
            time.sleep(0.05)
            with database.session() as session:
                holders |= set(session.scalars(held))
        assert holders
    with database.session() as session:
        assert session.scalars(held).all() == []


def test_a_lease_that_cannot_be_given_back_does_not_break_the_end(installation: Installation) -> None:
    database = installation.database()
    refuse = "PRAGMA query_only=1" if database.is_sqlite else "SET default_transaction_read_only = on"

    @event.listens_for(database.engine, "checkout")
    def read_only(connection: Any, *_more: object) -> None:
        connection.cursor().execute(refuse)
        connection.commit()

    with server.minutes(database, installation.config):
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc can")
def test_holes_in_the_heap_go_back_to_the_system() -> None:
    # In a process of its own, whose heap nobody else has used. 40 MB, each piece less than what is fetched for itself.
    asked = """
from lms import server
from tests.fuzz.memory import resident_mb
pieces = [bytes(range(256)) * 400 for _ in range(400)]
above = bytes(range(256)) * 400
del pieces
held = resident_mb()
server.give_back_memory()
print(held - resident_mb())
"""
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, cwd=ROOT, text=True).stdout

    assert float(said) > 20
