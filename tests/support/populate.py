"""Rows for any schema, made up from what the database says of its tables."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, select
from sqlalchemy import types as kinds

ROWS = 3

Rows = dict[str, list[dict[str, Any]]]


def reflected(connection: Connection) -> MetaData:
    """Return the tables that the database has now, without Alembic's own."""
    found = MetaData()
    found.reflect(connection)
    found.remove(found.tables["alembic_version"])
    return found


def populate(connection: Connection) -> None:
    """Put ROWS rows into every table, keys pointing to rows that are there."""
    for table in reflected(connection).sorted_tables:
        connection.execute(insert(table), [_row(table, number) for number in range(1, ROWS + 1)])


def rows(connection: Connection) -> Rows:
    """Return every row of every table, in one order."""
    return {
        table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in reflected(connection).sorted_tables
    }


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column.type, number) for column in table.columns}


def _value(kind: kinds.TypeEngine[Any], number: int) -> object:
    """Return a value of a kind that differs from row to row, where there are enough of them."""
    if isinstance(kind, kinds.Boolean):
        return number % 2 == 0
    if isinstance(kind, kinds.Integer):
        return number
    if isinstance(kind, kinds.LargeBinary):
        return bytes([number]) * 40
    if isinstance(kind, kinds.DateTime):
        return datetime(2026, 6, number, 5, 30, tzinfo=UTC if kind.timezone else None)
    if isinstance(kind, kinds.Date):
        return date(2026, 6, number)
    if isinstance(kind, kinds.Float | kinds.Numeric):
        return number / 2
    if isinstance(kind, kinds.String):
        return f"{'ကမ္ဘာ'[: (kind.length or 9) - 2]}{number}"
    raise TypeError(f"no value is known for {kind!r}")
