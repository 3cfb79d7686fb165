"""What was kept before a question knew how it stands: what was marked at once has been told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from lms.db import Database
from lms.migrations import steps
from tests.support import postgresql
from tests.support.populate import populate

STEP = "0008"
SLOTS = {10_000: ("right", 1), 5000: ("partly", 1), 0: ("wrong", 1), -200: ("wrong", 1), None: ("todo", 0)}
"""Points of a question that was answered, and how it stands and how many tries it had, as the step says."""


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Database]:
    """Give a database in which nothing is, of the kind that this run is on."""
    with postgresql.own_database(postgresql.GIVEN, "bare") as url:
        database = Database(url or f"sqlite:///{tmp_path}/lms.db")
        yield database
        database.engine.dispose()


def test_what_was_marked_at_once_is_known_to_be_told(bare: Database) -> None:
    before = ScriptDirectory.from_config(steps.alembic_config()).get_revision(STEP)
    assert before is not None
    steps.upgrade(bare, str(before.down_revision))
    with bare.engine.begin() as connection:
        populate(connection)
        connection.execute(text("DELETE FROM answer"))
        (attempt, question) = connection.execute(text("SELECT attempt_id, question_id FROM slot LIMIT 1")).one()
        connection.execute(text("DELETE FROM slot"))
        add = text(
            "INSERT INTO slot (id, attempt_id, position, question_id, seq, chosen, points)"
            " VALUES (:id, :attempt, :id, :question, 3, '{}', :points)"
        )
        for number, points in enumerate(SLOTS, 1):
            connection.execute(add, {"id": number, "attempt": attempt, "question": question, "points": points})
    steps.upgrade(bare)
    with bare.engine.connect() as connection:
        rows = connection.execute(text("SELECT points, stage, tries, told FROM slot")).all()

    assert {points: (stage, tries) for points, stage, tries, _ in rows} == SLOTS
    assert {points: told for points, _, _, told in rows} == {points: 3 if points is not None else 0 for points in SLOTS}
