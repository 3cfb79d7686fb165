"""The ground of a run: one instance folder, one application, and a database that every test finds fresh.

SQLite by default, in memory-backed `/dev/shm` where there is one. `TEST_DATABASE_URL` gives a PostgreSQL database
whose name holds "test": everything in it is thrown away.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from lms import choices
from lms.app import create_app
from lms.config import Config
from lms.db import Database
from lms.migrations import steps
from lms.seal import Keys
from tests.support import postgresql

Filler = Callable[[Session, Keys], None]
"""Puts into an empty database what a state holds."""


class Ground:
    """The application of a run and its database; `lay` brings back a state in which a test begins."""

    def __init__(self, folder: Path, database_url: str | None) -> None:
        environ = {"LMS_INSTANCE": str(folder / "instance"), "LMS_HOSTS": "school.example"}
        if database_url:
            environ["LMS_DATABASE_URL"] = database_url
        self.folder = folder
        self.config = Config.read(environ)
        self.app: Flask = create_app(self.config)
        self.database: Database = self.app.extensions["lms.db"]
        self.keys: Keys = self.app.extensions["lms.keys"]
        self.statements: list[str] = []
        """What was asked of the database, in order; a reader empties it before it counts."""
        self._shelf = postgresql.Shelf(self.database.engine)
        steps.upgrade(self.database)
        event.listen(self.database.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            self.statements.append(statement)

    def session(self) -> Session:
        """Return a session that may write: BEGIN IMMEDIATE on SQLite, SERIALIZABLE on PostgreSQL."""
        sqlite = self.database.is_sqlite
        options = {"lms_write": True} if sqlite else {"isolation_level": "SERIALIZABLE"}
        return Session(self.database.engine.execution_options(**options), expire_on_commit=False)

    def lay(self, name: str, fill: Filler) -> None:
        """Bring the database to the state that `fill` makes of an empty one; it is made once a run."""
        choices.forget(self.app)
        if self.database.is_sqlite:
            self._lay_file(name, fill)
        else:
            self._lay_rows(name, fill)

    def _lay_file(self, name: str, fill: Filler) -> None:
        live, blank, kept = (self.config.instance / "lms.db", self.folder / "blank.db", self.folder / f"{name}.db")
        self.database.engine.dispose()
        for ending in ("-wal", "-shm"):
            live.with_name(live.name + ending).unlink(missing_ok=True)
        if not blank.exists():
            shutil.copyfile(live, blank)
        if not kept.exists():
            shutil.copyfile(blank, live)
            self._fill(fill)
            self.database.engine.dispose()
            shutil.copyfile(live, kept)
        shutil.copyfile(kept, live)

    def _lay_rows(self, name: str, fill: Filler) -> None:
        if self._shelf.knows(name):
            self._shelf.put(name)
        else:
            self._shelf.empty()
            self._fill(fill)
            self._shelf.keep(name)

    def _fill(self, fill: Filler) -> None:
        with self.session() as session:
            fill(session, self.keys)
            session.commit()


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    """Give the run its folder and application; both go with the run."""
    shm = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="lms-test-", dir=shm if shm.is_dir() else None))
    try:
        with postgresql.own_database(postgresql.GIVEN) as database_url:
            ground = Ground(folder, database_url)
            yield ground
            ground.database.engine.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
