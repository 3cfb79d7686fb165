"""Bringing a database to the schema of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from lms.db import Database
from lms.errors import CommandRefused

HERE = Path(__file__).parent
_LOCK = 7_304_511
"""A number of our own for PostgreSQL's advisory lock: two processes starting at once take turns."""


class TooNew(CommandRefused):
    """The database was made by a later version of this programme."""


def alembic_config(connection: Connection | None = None) -> AlembicConfig:
    """Return what Alembic needs to know."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """Return the name of the newest step."""
    found = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert found is not None
    return found


def current(database: Database) -> str | None:
    """Return the step a database has come to; None for an empty one.

    :raises TooNew: this version does not know that step.
    """
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    known = {step.revision for step in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if found is not None and found not in known:
        raise TooNew(f"the database is at step {found}, which this version does not know; install the newer version")
    return found


def upgrade(database: Database, to: str = "head") -> None:
    """Take every step up to `to`, in one transaction: all of them, or none."""
    options = {"lms_write": True} if database.is_sqlite else {}
    with database.engine.connect().execution_options(**options) as connection:
        if database.is_sqlite:
            # Batch steps rebuild tables; with the keys on, dropping the old one would delete what points to it.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
                upgrade_on(connection, to)
                _check_keys(database, connection)
        finally:
            if database.is_sqlite:
                connection.connection.execute("PRAGMA foreign_keys=ON")


def upgrade_on(connection: Connection, to: str = "head") -> None:
    """Take the steps in the transaction that `connection` is in already."""
    command.upgrade(alembic_config(connection), to)


def _check_keys(database: Database, connection: Connection) -> None:
    if database.is_sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise RuntimeError(f"a row of {broken[0]} points to nothing after migrating; nothing was changed")
