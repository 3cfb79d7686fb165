"""The minute's work beside a server."""

import time

from sqlalchemy import select

from lms import server
from lms.due import Lease
from tests.support.installation import Installation
from tests.support.moment import Clock


def test_what_is_due_is_done_each_minute_and_the_lease_given_back(installation: Installation, clock: Clock) -> None:
    database = installation.database()
    clock.forward(seconds=59.9)
    with server.minutes(database, installation.config):
        holders = set[str]()
        until = time.monotonic() + 10
        while not holders and time.monotonic() < until:
            time.sleep(0.05)
            with database.session() as session:
                holders |= set(session.scalars(select(Lease.holder)))
        assert holders
    with database.session() as session:
        assert session.scalars(select(Lease.holder)).all() == []
