"""Steps of the schema: together they give the models' schema, and they keep what people have."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from lms.audit import service as audit
from lms.db import Database
from lms.migrations import steps
from lms.models import metadata
from tests.support import postgresql
from tests.support.moment import NOON
from tests.support.populate import populate, rows

ROOT = Path(__file__).parent.parent
STEPS = [step.revision for step in ScriptDirectory.from_config(steps.alembic_config()).walk_revisions()][::-1]
"""Every step, the oldest first."""

CHANGED: dict[str, set[str]] = {}
"""Tables whose rows a step is there to change, by the step: their rows are looked at by a test of that step."""


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Database]:
    """Give a database in which nothing is, of the kind that this run is on."""
    with postgresql.own_database(postgresql.GIVEN, "bare") as url:
        database = Database(url or f"sqlite:///{tmp_path}/lms.db")
        yield database
        database.engine.dispose()


def difference(database: Database, wanted: MetaData) -> list[object]:
    """Return what Alembic would change to get from the database to the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, wanted))


def test_all_steps_give_the_models_schema(bare: Database) -> None:
    steps.upgrade(bare)

    assert steps.current(bare) == steps.head() == STEPS[-1]
    assert difference(bare, metadata) == []


def test_a_column_that_a_step_forgot_is_found(bare: Database) -> None:
    steps.upgrade(bare)
    with bare.engine.begin() as connection:
        connection.execute(text("ALTER TABLE cohort DROP COLUMN seats"))

    assert difference(bare, metadata)


def test_steps_are_numbered_and_stand_in_one_line() -> None:
    assert [f"{number:04}" for number in range(1, len(STEPS) + 1)] == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_what_people_have_is_kept_from_each_step_on(bare: Database, step: str) -> None:
    steps.upgrade(bare, step)
    with bare.engine.begin() as connection:
        populate(connection)
        before = rows(connection)
    steps.upgrade(bare)
    with bare.engine.connect() as connection:
        after = rows(connection)

    assert set(before) - set(after) - _changed_after(step) == set()
    for table in set(before) & set(after) - _changed_after(step):
        columns = set(before[table][0]) & set(after[table][0])
        assert _only(after[table], columns) == _only(before[table], columns), table


def test_taking_the_steps_again_changes_nothing(bare: Database) -> None:
    steps.upgrade(bare)
    with bare.engine.begin() as connection:
        populate(connection)
        before = rows(connection)
    steps.upgrade(bare)

    with bare.engine.connect() as connection:
        assert rows(connection) == before


def test_a_database_of_a_later_version_is_left_alone(bare: Database) -> None:
    steps.upgrade(bare)
    with bare.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(steps.TooNew, match="9999"):
        steps.current(bare)


def test_processes_that_start_at_once_are_all_fine(bare: Database) -> None:
    code = "import sys, lms.db, lms.migrations.steps as steps; steps.upgrade(lms.db.Database(sys.argv[1]))"
    url = bare.engine.url.render_as_string(hide_password=False)
    bare.engine.dispose()
    started = [
        subprocess.Popen([sys.executable, "-c", code, url], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in started]

    assert [code for _said, code in ended] == [0] * 4, ended
    assert difference(bare, metadata) == []


def test_the_database_refuses_to_change_an_entry_of_the_audit(bare: Database) -> None:
    steps.upgrade(bare)
    with bare.session() as session:
        bare.write(session, _record)
    for statement in ("UPDATE audit_entry SET role = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="an audit entry is"), bare.engine.begin() as connection:
            connection.execute(text(statement))


def _record(session: Session) -> None:
    audit.record(session, role="admin", actor_uid="a", action="lock", kind="account", uid="b", now=NOON)


def _changed_after(step: str) -> set[str]:
    return {table for later, tables in CHANGED.items() if later > step for table in tables}


def _only(found: list[dict[str, object]], columns: set[str]) -> list[dict[str, object]]:
    return [{name: row[name] for name in columns} for row in found]
