"""PostgreSQL under test: a database a worker, emptied and filled again before each test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import pytest
from sqlalchemy import Connection, Engine, Table, create_engine, text
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
    items.sort(key=lambda item: not any(map(item.get_closest_marker, ("slow", "browser"))))


TABLES = tuple(table.name for table in metadata.sorted_tables)
_LOOK = " UNION ALL ".join(
    f"SELECT '{table}', count(*), coalesce(max(xmin::text::bigint), 0), pg_relation_size('{table}') FROM {table}"
    for table in TABLES
)
"""For each table: its rows, the newest transaction that wrote one of them, and its bytes, with those of dead rows."""

SWOLLEN_BYTES = 2_000_000
"""From here on a table is rid of its dead rows once it was emptied: every look would pass over them."""

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


@dataclass(frozen=True)
class _State:
    """What a database held when it was kept."""

    rows: dict[str, int]
    """How many rows each table had."""
    numbers: dict[str, int]
    """The next number of each sequence."""


class Shelf:
    """States that a database can be brought back to.

    Only what is not as it was last laid is emptied and filled: the database itself says which tables that are, so it
    does not matter who wrote.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._states: dict[str, _State] = {}
        self._laid = _State({}, {})
        self._laid_by = 0
        """The transaction that laid it: rows of a later one are a test's."""

    def knows(self, name: str) -> bool:
        """Tell whether a state was kept."""
        return name in self._states

    def empty(self) -> None:
        """Delete every row, past triggers and keys."""
        self._bring(_State(dict.fromkeys(TABLES, 0), {}), "")

    def keep(self, name: str) -> None:
        """Copy what the database holds, on the server, to be put back by `put`."""
        copies = [f"CREATE TABLE kept_{name}.{table} AS TABLE {table}" for table in TABLES]
        with self._engine.begin() as connection:
            connection.exec_driver_sql("; ".join([f"CREATE SCHEMA kept_{name}", *copies]))
            rows = {table: count for table, count, *_ in connection.exec_driver_sql(_LOOK)}
            numbers = {
                sequence: connection.scalar(text(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))
                for table, sequence in _sequences(connection).items()
            }
            self._laid_by = _transaction(connection)
        self._states[name] = self._laid = _State(rows, numbers)

    def put(self, name: str) -> None:
        """Bring back what `keep` copied, and each table's numbering behind its greatest number."""
        self._bring(self._states[name], f"kept_{name}")

    def _bring(self, state: _State, schema: str) -> None:
        """Two questions to the server: a hundred small ones took most of a test's time."""
        work, swollen = ["SET LOCAL session_replication_role = replica"], []
        with self._engine.begin() as connection:
            for table, rows, newest, size_bytes in connection.exec_driver_sql(_LOOK):
                if rows == self._laid.rows.get(table) and newest <= self._laid_by and self._laid is state:
                    continue
                if rows:
                    work.append(f"DELETE FROM {table}")
                if state.rows[table]:
                    work.append(f"INSERT INTO {table} SELECT * FROM {schema}.{table}")
                if size_bytes > SWOLLEN_BYTES:
                    swollen.append(table)
            work += [f"SELECT setval('{sequence}', {number}, false)" for sequence, number in state.numbers.items()]
            connection.exec_driver_sql("; ".join(work))
            self._laid, self._laid_by = state, _transaction(connection)
        if swollen:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"VACUUM {', '.join(swollen)}")


def _transaction(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT pg_current_xact_id()::text::bigint")) or 0)


def _sequences(connection: Connection) -> dict[str, str]:
    """Return the sequence of each numbered table."""
    numbered = [table.name for table in metadata.sorted_tables if _is_numbered(table)]
    return {
        table: str(connection.scalar(text(f"SELECT pg_get_serial_sequence('{table}', 'id')"))) for table in numbered
    }


def _is_numbered(table: Table) -> bool:
    return "id" in table.columns and table.columns["id"].autoincrement is not False
