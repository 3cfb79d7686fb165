"""PostgreSQL under test: a database a worker, emptied and filled again before each test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import Connection, Table, create_engine, text
from sqlalchemy.engine import make_url

from lms.models import metadata

GIVEN = os.environ.get("TEST_DATABASE_URL")
"""Where to make databases; None: the run is on SQLite. It is no setting of ours, so its name is none."""


DATABASES = frozenset({"ground", "installation", "bare_installation", "stocked", "bare"})
"""Fixtures that give a test a database of the run's kind."""

PAGES = frozenset({"browser", "crawler", "wide"})
"""Fixtures by which a test looks at pages."""


def asks_the_database(item: pytest.Item) -> bool:
    """Tell whether a test is for PostgreSQL too.

    One that speaks to a database by itself is: to services and queries, commands, threads, migrations. One that looks
    at pages is not, for what it looks at is the same on both, unless it is marked `both`: these send every form. The
    matrix asks for every page as everybody without a browser.
    """
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & DATABASES) and (not fixtures & PAGES or item.get_closest_marker("both") is not None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of a run on PostgreSQL what would say the same as on SQLite; let what takes long begin early."""
    if GIVEN:
        asking = [item for item in items if asks_the_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
        items[:] = asking
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


_NUMBERS = count()
"""Each database has a name of its own: one that could not be dropped must not be in the way of the next."""


@contextmanager
def own_database(given: str | None, use: str = "run", like: str | None = None) -> Iterator[str | None]:
    """Make a database beside the `given` one for one use of this process, and drop it afterwards.

    :param like: the address of a database to copy; else the new one is empty.
    """
    if not given:
        yield None
        return
    name = f"lms_test_{use}_{os.getpid()}_{next(_NUMBERS)}"
    server = create_engine(given, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {make_url(like).database if like else 'template1'}"))
    try:
        yield make_url(given).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def empty(connection: Connection) -> None:
    """Delete every row, past triggers and keys. While tables are small this is faster than TRUNCATE."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.exec_driver_sql("; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables))


def keep(connection: Connection, state: str) -> None:
    """Copy what the database holds, on the server, to be put back by `put`."""
    copies = [f"CREATE TABLE kept_{state}.{table.name} AS TABLE {table.name}" for table in metadata.sorted_tables]
    connection.exec_driver_sql("; ".join([f"CREATE SCHEMA kept_{state}", *copies]))


def put(connection: Connection, state: str) -> None:
    """Put back into an empty database what `keep` copied, and each table's numbering behind its greatest number.

    It is one question to the server: a hundred small ones took most of a test's time.
    """
    rows = [f"INSERT INTO {table.name} SELECT * FROM kept_{state}.{table.name}" for table in metadata.sorted_tables]
    numbers = [
        f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT coalesce(max(id), 0) + 1 "
        f"FROM {table.name}), false)"
        for table in metadata.sorted_tables
        if _is_numbered(table)
    ]
    connection.exec_driver_sql("; ".join(rows + numbers))


def _is_numbered(table: Table) -> bool:
    return "id" in table.columns and table.columns["id"].autoincrement is not False
