"""The minute's work beside a server."""

import time
from typing import Any

from sqlalchemy import event, select

from lms import server
from lms.due import Lease
from tests.support.installation import Installation
from tests.support.moment import Clock


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
