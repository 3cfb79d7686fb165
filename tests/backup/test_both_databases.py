"""A backup made on one database is brought back on the other. Run on PostgreSQL it crosses; on SQLite it stays."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.support.installation import Installation
from tests.support.lived_in import WORDS, rows, words_of_aye


def test_from_this_database_to_sqlite_and_back(lived_in: Installation, tmp_path: Path) -> None:
    before = rows(lived_in)
    lived_in.lms("backup", tmp_path / "there.lms", "--keys", tmp_path / "keys")
    other = lived_in.another(tmp_path / "other" / "instance")
    other.lms("restore", tmp_path / "there.lms", "--keys", tmp_path / "keys")
    assert rows(other) == before

    other.lms("person", "add", "made there", "--role", "learner")
    later = rows(other)
    other.lms("backup", tmp_path / "back.lms")
    lived_in.lms("restore", tmp_path / "back.lms")

    assert rows(lived_in) == later
    assert words_of_aye(lived_in) == WORDS
    lived_in.lms("person", "add", "made here", "--role", "learner")
    lived_in.lms("audit", "check")


def test_the_audit_is_as_closed_after_a_restore_as_before(lived_in: Installation, tmp_path: Path) -> None:
    lived_in.lms("backup", tmp_path / "one.lms")
    lived_in.lms("restore", tmp_path / "one.lms")

    for statement in ("UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DBAPIError, match="audit entry"), lived_in.database().engine.begin() as connection:
            connection.execute(text(statement))


def test_a_restore_waits_for_nobody_who_is_connected(lived_in: Installation, tmp_path: Path) -> None:
    lived_in.lms("backup", tmp_path / "one.lms")
    if lived_in.database().is_sqlite:
        return  # Whoever opened the file past us is not seen; the lock of the folder speaks for our own.
    with lived_in.database().engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        assert "are connected to the database" in lived_in.lms("restore", tmp_path / "one.lms", expect=1).stderr
    lived_in.close()
    lived_in.lms("restore", tmp_path / "one.lms")
