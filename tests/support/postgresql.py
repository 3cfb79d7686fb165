"""PostgreSQL under test: a database a worker, emptied and filled again before each test."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, create_engine, func, insert, select, text
from sqlalchemy.engine import make_url

from lms.models import metadata

Rows = dict[str, list[dict[str, Any]]]
"""Every row of every table, by the table's name."""


@contextmanager
def own_database(given: str | None, use: str = "run", like: str | None = None) -> Iterator[str | None]:
    """Make a database beside the `given` one for one use of this process, and drop it afterwards.

    :param like: the address of a database to copy; else the new one is empty.
    """
    if not given:
        yield None
        return
    name = f"lms_test_{use}_{os.getpid()}"
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


def put(connection: Connection, rows: Rows) -> None:
    """Put rows back, and each table's numbering behind its greatest number."""
    for table in metadata.sorted_tables:
        if rows.get(table.name):
            connection.execute(insert(table), rows[table.name])
    for table in metadata.sorted_tables:
        if _is_numbered(table):
            greatest = max((row["id"] for row in rows.get(table.name, [])), default=0)
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, greatest + 1, False)))


def rows_of(connection: Connection) -> Rows:
    """Return every row there is."""
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in metadata.sorted_tables
    }


def _is_numbered(table: Table) -> bool:
    return "id" in table.columns and table.columns["id"].autoincrement is not False
