"""Each test finds the database as it is to be, whatever the one before did to it."""

from typing import Any

import pytest
from sqlalchemy import create_engine, select, text

from lms.models import metadata
from tests.support.cast import fill, nobody
from tests.support.ground import Ground

DEEDS = {
    "a row is another": "UPDATE account SET language = 'my'",
    "rows are gone": "DELETE FROM enrolment",
    "a row has come": "INSERT INTO throttle (bucket, failures, next_at) VALUES (5, 1, '2026-06-15 12:00:00')",
}
NEW = "INSERT INTO programme (uid, name, name_key, tz, closed) SELECT 'x', 'x', 'x', tz, closed FROM programme LIMIT 1"


def rows(ground: Ground) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that is in the database."""
    with ground.database.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


def do(ground: Ground, deed: str) -> None:
    """Change the database as another process would, past the application."""
    other = create_engine(ground.database.engine.url)
    with other.begin() as connection:
        connection.execute(text(deed))
    other.dispose()


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_was_done_is_undone_whoever_did_it(ground: Ground, deed: str) -> None:
    ground.lay("cast", fill)
    before = rows(ground)
    do(ground, deed)
    assert rows(ground) != before

    ground.lay("cast", fill)

    assert rows(ground) == before


def test_nothing_of_one_state_is_left_in_another(ground: Ground) -> None:
    ground.lay("cast", fill)
    full = rows(ground)
    ground.lay("nobody", nobody)
    assert not any(rows(ground).values())

    ground.lay("cast", fill)

    assert rows(ground) == full


def test_rows_get_the_same_numbers_each_time(ground: Ground) -> None:
    numbers = []
    for _ in range(2):
        ground.lay("cast", fill)
        do(ground, NEW)
        numbers.append([row[0] for row in rows(ground)["programme"]])

    assert numbers[0] == numbers[1]
