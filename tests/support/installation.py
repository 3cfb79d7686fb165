"""An installation of a test's own: an instance folder, its database, and the commands typed at it."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lms.cli import lms
from lms.config import Config
from lms.db import Database
from lms.migrations import steps
from lms.seal import Keys, load_keys
from tests.support import postgresql
from tests.support.once import folder, once


class Installation:
    """A folder at which commands are typed; they run in this process."""

    def __init__(self, folder: Path, database_url: str | None = None) -> None:
        self.folder = folder
        self.environ = {"LMS_INSTANCE": str(folder)}
        self._opened: list[Database] = []
        if database_url:
            self.environ["LMS_DATABASE_URL"] = database_url

    @property
    def config(self) -> Config:
        """Return the settings that a command finds."""
        return Config.read(self.environ)

    @property
    def keys(self) -> Keys:
        """Return the keys of the folder."""
        return load_keys(self.folder)

    def database(self) -> Database:
        """Return the database, to be looked into."""
        if not self._opened:
            self._opened.append(Database(self.config.database_url))
        return self._opened[0]

    def prepare(self) -> None:
        """Make keys and tables, as `lms init` does before it loads courses."""
        load_keys(self.folder)
        self.folder.chmod(0o700)
        steps.upgrade(self.database())

    def close(self) -> None:
        """Let go of the database."""
        while self._opened:
            self._opened.pop().engine.dispose()

    def lms(self, *words: object, expect: int = 0, **settings: str) -> Result:
        """Type `lms …`, and return what it said; it must exit with `expect`."""
        unset: dict[str, str | None] = {name: None for name in os.environ if name.startswith("LMS_")}
        result = CliRunner().invoke(lms, [str(word) for word in words], env={**unset, **self.environ, **settings})
        assert result.exit_code == expect, (result.output, result.exception)
        if expect:
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
            assert "Traceback" not in result.stderr
        return result

    def lms_json(self, *words: object) -> Any:
        """Type `lms … --json`, and return the one document it writes."""
        return json.loads(self.lms(*words, "--json").stdout)

    def copy_to(self, folder: Path) -> "Installation":
        """Return a copy of this installation in another folder."""
        shutil.copytree(self.folder, folder)
        return Installation(folder)

    def another(self, folder: Path, database_url: str | None = None) -> "Installation":
        """Return a second installation, in which nothing was done yet."""
        return Installation(folder, database_url)


@pytest.fixture(scope="session")
def bare_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an installation without people and courses once a run, for others to be copied from."""
    made = Installation(tmp_path_factory.mktemp("bare") / "instance")
    made.prepare()
    made.close()
    return made.folder


@pytest.fixture(scope="session")
def bare_database(bare_installation: Path) -> Iterator[str | None]:
    """Make the tables on PostgreSQL once a run, for others to be copied from; None on SQLite."""
    with postgresql.own_database(postgresql.GIVEN, "bare") as database_url:
        if database_url:
            made = Installation(bare_installation, database_url)
            made.prepare()
            made.close()
        yield database_url


@dataclass(frozen=True)
class Stock:
    """An installation with the courses that come with the site; its database is None on SQLite.

    :param said: what `lms init` said when it made all this from nothing.
    """

    folder: Path
    database_url: str | None
    said: str


def _initialized(folder: Path, database_url: str | None) -> Stock:
    made = Installation(folder, database_url)
    said = made.lms("init").output
    made.close()
    return Stock(folder, database_url, said)


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stock]:
    """Type `lms init` once a run: it takes ten seconds of a processor for the courses, and none where they are.

    On PostgreSQL each process of the run has a database of its own, and types it once more.
    """
    if postgresql.GIVEN is None:
        yield once("stock", lambda: _initialized(folder() / "stock" / "instance", None))
        return
    with postgresql.own_database(postgresql.GIVEN, "stock") as database_url:
        yield _initialized(tmp_path_factory.mktemp("stock") / "instance", database_url)


@pytest.fixture
def stocked(tmp_path: Path, stock: Stock) -> Iterator[Installation]:
    """Give a test an installation after `lms init`: courses, and nobody. Its keys are not those of `installation`."""
    folder = tmp_path / "stocked" / "instance"
    shutil.copytree(stock.folder, folder)
    with postgresql.own_database(stock.database_url, "installation", stock.database_url) as database_url:
        made = Installation(folder, database_url)
        yield made
        made.close()


@pytest.fixture
def installation(tmp_path: Path, bare_installation: Path, bare_database: str | None) -> Iterator[Installation]:
    """Give a test an installation in which nobody is yet, on the database of this run."""
    folder = tmp_path / "instance"
    shutil.copytree(bare_installation, folder)
    with postgresql.own_database(bare_database, "installation", bare_database) as database_url:
        made = Installation(folder, database_url)
        yield made
        made.close()
