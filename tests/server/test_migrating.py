"""Bringing a database to this version at the start."""

from pathlib import Path

import pytest
from sqlalchemy import text

from lms import instance, server
from lms.backup import archive
from lms.errors import CommandRefused
from lms.migrations import steps
from tests.support.installation import Installation


def test_a_step_is_taken_after_a_copy_was_made(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The only step there is has been taken; so a further one is put beside it, as a new version would bring it."""
    installation.lms("programme", "add", "River", "--tz", "Asia/Yangon")
    installation.lms("person", "add", "blue hill", "--role", "admin")
    versions = installation.folder.parent / "migrations"
    _copy(steps.HERE, versions)
    (versions / "versions" / "9999_later.py").write_text(
        f'revision, down_revision = "9999", "{steps.head()}"\n\n\n'
        "def upgrade():\n    from alembic import op\n    op.execute('CREATE TABLE later (id INTEGER)')\n"
    )
    former = steps.head()
    monkeypatch.setattr(steps, "HERE", versions)
    database = installation.database()

    done = server.migrate(installation.config, database)

    assert "step 9999" in done[-1]
    (copy,) = (installation.folder / "backups").iterdir()
    folder = installation.folder.parent / "unpacked"
    folder.mkdir()
    assert archive.unpack(copy, folder).step == former
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM later")).scalar() == 0
    assert server.migrate(installation.config, database) == []


def test_an_empty_database_needs_no_copy(tmp_path: Path) -> None:
    bare = Installation(tmp_path / "instance")
    bare.folder.mkdir()

    assert server.migrate(bare.config, bare.database()) == ["The database is made."]
    bare.close()
    assert not (bare.folder / "backups").exists()


def test_a_folder_that_can_not_be_closed_is_not_used(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.folder.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)  # As on a disk without owners: a memory stick.

    with pytest.raises(CommandRefused, match="set LMS_INSTANCE"):
        instance.make_private(installation.folder)


def _copy(source: Path, target: Path) -> None:
    (target / "versions").mkdir(parents=True)
    for file in [*source.glob("*.py"), *source.glob("*.mako"), *source.glob("versions/*.py")]:
        (target / file.relative_to(source)).write_bytes(file.read_bytes())
