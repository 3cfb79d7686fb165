"""Bringing a database to the schema of this version.

Alembic is loaded only when a step is to be taken: a server that finds everything done keeps its memory.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from lms.db import PRAGMAS, STARTING_S, Database
from lms.errors import CommandRefused

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

HERE = Path(__file__).parent
_LOCK = 7_304_511
"""A number of our own for PostgreSQL's advisory lock: two processes starting at once take turns."""


class TooNew(CommandRefused):
    """The database was made by a later version of this programme."""


def alembic_config(connection: Connection | None = None) -> "AlembicConfig":
    """Return what Alembic needs to know."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


def all_steps() -> list[str]:
    """Return the numbers of the steps, in order: each file's name begins with its own."""
    return sorted(file.name.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*.py"))


def head() -> str:
    """Return the name of the newest step."""
    return all_steps()[-1]


def current(database: Database) -> str | None:
    """Return the step a database has come to; None for an empty one.

    :raises TooNew: this version does not know that step.
    """
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found not in all_steps():
        raise TooNew(f"the database is at step {found}, which this version does not know; install the newer version")
    return found


def upgrade(database: Database, to: str = "head") -> None:
    """Take every step up to `to`, in one transaction: all of them, or none."""
    options = {"lms_write": True} if database.is_sqlite else {}
    with database.engine.connect().execution_options(**options) as connection:
        if database.is_sqlite:
            # Batch steps rebuild tables; with the keys on, dropping the old one would delete what points to it.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
            connection.connection.execute(f"PRAGMA busy_timeout={int(STARTING_S * 1000)}")
        try:
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
                upgrade_on(connection, to)
                _check_keys(database, connection)
        finally:
            if database.is_sqlite:
                connection.connection.execute("PRAGMA foreign_keys=ON")
                connection.connection.execute(f"PRAGMA busy_timeout={PRAGMAS['busy_timeout']}")


def upgrade_on(connection: Connection, to: str = "head") -> None:
    """Take the steps in the transaction that `connection` is in already."""
    from alembic import command

    command.upgrade(alembic_config(connection), to)


def _check_keys(database: Database, connection: Connection) -> None:
    if database.is_sqlite:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise RuntimeError(f"a row of {broken[0]} points to nothing after migrating; nothing was changed")
