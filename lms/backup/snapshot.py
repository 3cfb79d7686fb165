"""One moment of a database as one SQLite file, and such a file as a PostgreSQL database.

Both ways go by the tables that are there, not by the models of today: a copy is also made before a migration, of a
database that is still the former version's.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, text

from lms.backup.archive import Damaged
from lms.db import Database
from lms.errors import CommandRefused
from lms.migrations import steps

LEFT_OUT = ("data_key", "login_session", "throttle", "lease")
"""Tables whose rows stand in no backup: a person's key, so that destroying it destroys the words in every backup too;
sessions, so that none comes back that was ended; and what is true for a minute only."""

_STEP = "alembic_version"
_ROWS = 1000


def take(database: Database, target: Path) -> str:
    """Write what the database holds at this moment to a new SQLite file, while others go on writing.

    :returns: the schema step it is at.
    """
    step = steps.current(database)
    assert step is not None, "an empty database is not copied"
    if database.is_sqlite:
        with closing(database.engine.raw_connection()) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    else:
        _from_postgresql(database, target, step)
    _trim(target)
    return step


def media_of(file: Path) -> list[str]:
    """Return the SHA-256 of each file that the rows of a snapshot speak of."""
    with closing(sqlite3.connect(file)) as connection:
        return [row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM media_file ORDER BY sha256")]


def forget_media(file: Path, names: Iterable[str]) -> None:
    """Forget files that were deleted after the moment of the snapshot: they were erased."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.executemany("DELETE FROM media_file WHERE sha256 = ?", [(name,) for name in names])


def check(file: Path) -> None:
    """Look a snapshot over.

    :raises Damaged: SQLite finds it broken, or a row points to nothing.
    """
    try:
        with closing(sqlite3.connect(file)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise Damaged("the database in the backup can't be read; nothing was changed") from error
    if found != "ok" or dangling is not None:
        raise Damaged("the database in the backup is broken inside; nothing was changed")


def assert_alone(database: Database) -> None:
    """Refuse while anything else is connected to a PostgreSQL database, from this machine or another.

    :raises CommandRefused: saying how many are.
    """
    with database.engine.connect() as connection:
        others = connection.execute(
            text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        ).scalar()
    if others:
        raise CommandRefused(f"{others} others are connected to the database: stop every server, then try again")


def fill_postgresql(database: Database, source: Database, scratch: Path) -> None:
    """Put the rows of `source`, a SQLite at the newest step, in the place of all that `database` holds.

    One transaction: until it is committed the former rows are there, and on an error they stay.

    :param scratch: an empty folder of our own.
    """
    step = steps.current(database)
    former = _tables_at(step, scratch) if step else []
    with source.engine.connect() as rows, database.engine.begin() as connection:
        _clear(connection, former)
        connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        steps.upgrade_on(connection)
        for table in _copy(rows, connection):
            _count_on(connection, table)


def _from_postgresql(database: Database, target: Path, step: str) -> None:
    fresh = Database(f"sqlite:///{target}")
    steps.upgrade(fresh, step)
    reading = database.engine.connect().execution_options(isolation_level="REPEATABLE READ", stream_results=True)
    with reading as rows, fresh.engine.connect().execution_options(lms_write=True) as connection:
        # Rows come table by table, and may point to rows of a table that comes later.
        connection.connection.execute("PRAGMA foreign_keys=OFF")
        with rows.begin(), connection.begin():
            for _table in _copy(rows, connection, LEFT_OUT):
                pass
    fresh.engine.dispose()


def _copy(source: Connection, target: Connection, but: Collection[str] = ()) -> Iterator[Table]:
    """Copy every table but some; yield each when it is done."""
    known, wanted = MetaData(), MetaData()
    known.reflect(source)
    wanted.reflect(target)
    for table in wanted.sorted_tables:
        if table.name == _STEP or table.name in but:
            continue
        found = source.execute(select(known.tables[table.name]).execution_options(yield_per=_ROWS))
        for rows in found.mappings().partitions():
            target.execute(insert(table), [{name: _in_utc(value) for name, value in row.items()} for row in rows])
        yield table


def _in_utc(value: Any) -> Any:
    # SQLite keeps moments without their zone, always UTC; PostgreSQL gives them in the zone of the connection.
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return value


def _tables_at(step: str, scratch: Path) -> list[str]:
    """Return the names of our tables at a step, by taking the steps in a file of its own."""
    fresh = Database(f"sqlite:///{scratch / 'tables.sqlite'}")
    steps.upgrade(fresh, step)
    names = inspect(fresh.engine).get_table_names()
    fresh.engine.dispose()
    return names


def _clear(connection: Connection, names: list[str]) -> None:
    """Drop our tables and the functions of their triggers; what else lives in that schema is left alone."""
    functions = connection.execute(
        text(
            "SELECT DISTINCT t.tgfoid::regprocedure::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(:names)"
        ),
        {"names": names},
    )
    signatures = list(functions.scalars())
    ours = MetaData()
    ours.reflect(connection, only=lambda name, _metadata: name in names)
    ours.drop_all(connection)
    for signature in signatures:
        connection.execute(text(f"DROP FUNCTION {signature}"))


def _count_on(connection: Connection, table: Table) -> None:
    """Let a table's numbers go on after the highest that was copied."""
    if "id" not in table.columns:
        return
    sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, "id"))).scalar()
    if sequence is not None:
        highest = connection.execute(select(func.max(table.columns["id"]))).scalar()
        connection.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def _trim(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA secure_delete=ON")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name in LEFT_OUT:
            if name in tables:
                connection.execute(f'DELETE FROM "{name}"')  # noqa: S608  # Names of our own tables.
        connection.execute("VACUUM")
