"""`lms backup` and `lms restore`: what went in comes out, but for what must not."""

import gzip
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update

from lms import instance
from lms.accounts import queries
from lms.accounts.models import Account, Code, SecondStep
from lms.audit import service as audit
from lms.backup import archive, keyfile, snapshot
from lms.backup.archive import Damaged, Member
from lms.writing.models import DataKey, Writing
from tests.support import populate
from tests.support.cast import HANDLES, TODAY
from tests.support.installation import Installation
from tests.support.lived_in import PICTURE, WORDS, rows, words_of_aye


def count(installation: Installation, table: type) -> int:
    """Return how many rows a table has."""
    with installation.database().session() as session:
        found = session.scalar(select(func.count()).select_from(table))
    installation.close()
    return found or 0


def change_everything(installation: Installation) -> None:
    """Let a day's work happen after the backup."""
    installation.lms("person", "add", "late comer", "--role", "admin")
    with installation.database().transaction() as session:
        session.execute(update(Account).values(language="my", digits="mymr"))
    shutil.rmtree(installation.folder / "media")
    installation.close()


def test_everything_comes_back(lived_in: Installation, tmp_path: Path) -> None:
    before = rows(lived_in)
    lived_in.lms("backup", tmp_path / "one.lms")
    change_everything(lived_in)
    assert rows(lived_in) != before

    lived_in.lms("restore", tmp_path / "one.lms")

    assert rows(lived_in) == before
    assert words_of_aye(lived_in) == WORDS
    (picture,) = [file for file in (lived_in.folder / "media").rglob("*") if file.is_file()]
    assert picture.read_bytes() == PICTURE
    lived_in.database().assert_safe()
    with lived_in.database().session() as session:
        assert audit.first_broken(session) is None


def test_a_site_with_courses_is_whole_after_a_restore(stocked: Installation, tmp_path: Path) -> None:
    stocked.lms("backup", tmp_path / "one.lms")
    with stocked.database().engine.begin() as connection:
        connection.execute(text("DELETE FROM course_head"))
    stocked.close()

    stocked.lms("restore", tmp_path / "one.lms")

    assert "nothing was changed" in stocked.lms("init").output


def test_a_backup_carries_any_row_there_can_be(installation: Installation, tmp_path: Path) -> None:
    with installation.database().engine.begin() as connection:
        # The courses that come with the site are here already.
        for table in reversed(populate.reflected(connection).sorted_tables):
            connection.execute(table.delete())
        populate.populate(connection)
        connection.execute(text("DELETE FROM media_file"))
        connection.execute(text("UPDATE audit_head SET last_id = 3 WHERE id = 1"))
    before = rows(installation)
    installation.lms("backup", tmp_path / "one.lms")
    with installation.database().engine.begin() as connection:
        connection.execute(text("DELETE FROM enrolment"))
    installation.close()

    installation.lms("restore", tmp_path / "one.lms")

    assert rows(installation) == before
    # Numbers go on behind the highest that was brought back.
    with installation.database().transaction() as session:
        last = session.scalar(select(func.max(Account.id))) or 0
        session.execute(insert(Account), [dict(_columns_of_an_account())])
        assert session.scalar(select(func.max(Account.id))) == last + 1


def _columns_of_an_account() -> dict[str, Any]:
    return {
        "uid": "a" * 26,
        "handle": "new",
        "handle_key": "new",
        "handle_version": 1,
        "language": "en",
        "origin": "command",
        "made_day": TODAY,
        "active_day": TODAY,
    }


def test_neither_keys_nor_sessions_stand_in_a_backup(lived_in: Installation, tmp_path: Path) -> None:
    with lived_in.database().session() as session:
        sealed = session.scalars(select(DataKey.sealed)).one()
    lived_in.close()
    lived_in.lms("backup", tmp_path / "one.lms")

    inside = gzip.decompress((tmp_path / "one.lms").read_bytes()[78:])
    for secret in (sealed, lived_in.keys.master, WORDS.encode()):
        assert secret not in inside
    assert HANDLES["aye"].encode() in inside  # So a secret would have been seen.
    assert stat.S_IMODE((tmp_path / "one.lms").stat().st_mode) == 0o600
    assert not list(lived_in.folder.glob("scratch-*"))


def test_words_of_a_person_erased_since_are_lost_and_the_person_is_erased_again(
    lived_in: Installation, tmp_path: Path
) -> None:
    lived_in.lms("backup", tmp_path / "one.lms", "--keys", tmp_path / "one.keys")
    lived_in.lms("person", "erase", HANDLES["aye"])
    lived_in.close()

    said = lived_in.lms("restore", tmp_path / "one.lms", "--keys", tmp_path / "one.keys").output

    assert "1 people had been erased" in said
    with lived_in.database().session() as session:
        assert queries.by_handle(session, HANDLES["aye"]) is None
        assert queries.by_handle(session, HANDLES["dway"]) is not None
        assert session.scalars(select(Writing)).all() == []
        assert session.scalars(select(DataKey)).all() == []
    assert not [file for file in (lived_in.folder / "media").rglob("*") if file.is_file()]


def test_on_a_new_machine_the_key_file_opens_what_was_written(
    lived_in: Installation, tmp_path: Path, bare_installation: Path
) -> None:
    lived_in.lms("backup", tmp_path / "one.lms", "--keys", tmp_path / "one.keys")
    before = rows(lived_in)
    new = lived_in.another(tmp_path / "new" / "instance")

    assert "another key" in new.lms("restore", tmp_path / "one.lms", expect=1).stderr
    assert not (new.folder / "lms.db").exists()
    new.lms("restore", tmp_path / "one.lms", "--keys", tmp_path / "one.keys")

    assert rows(new) == before
    assert words_of_aye(new) == WORDS
    assert stat.S_IMODE((tmp_path / "one.keys").stat().st_mode) == 0o600


def test_where_every_key_is_lost_the_rest_can_still_be_had(
    lived_in: Installation, stocked: Installation, tmp_path: Path
) -> None:
    lived_in.lms("backup", tmp_path / "one.lms")

    stocked.lms("restore", tmp_path / "one.lms", "--without-keys")

    assert stocked.keys.master != lived_in.keys.master
    assert count(stocked, Account) == len(HANDLES)
    for table in (Code, SecondStep, Writing, DataKey):
        assert count(stocked, table) == 0


def test_a_damaged_backup_is_refused_before_anything_is_touched(lived_in: Installation, tmp_path: Path) -> None:
    file = tmp_path / "one.lms"
    lived_in.lms("backup", file)
    wrong = bytearray(file.read_bytes())
    wrong[len(wrong) // 2] ^= 1
    file.write_bytes(wrong)
    before = rows(lived_in)
    seen = _files(lived_in.folder)

    assert "damaged" in lived_in.lms("restore", file, expect=1).stderr

    assert _files(lived_in.folder) == seen
    assert rows(lived_in) == before


def _files(folder: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*") if file.name != instance.LOCK}


def rewritten(file: Path, statement: str) -> None:
    """Write a backup anew, whole and with the right hash, after a statement changed the database in it."""
    folder = file.parent / "rewriting"
    folder.mkdir()
    manifest = archive.unpack(file, folder)
    with closing(sqlite3.connect(folder / archive.DATABASE)) as connection, connection:
        connection.execute(statement)
    sources = {member.name: folder / member.name for member in manifest.members}
    members = [Member(name, source.stat().st_size, archive.sha256_of(source)) for name, source in sources.items()]
    archive.write(file, replace(manifest, members=tuple(members)), sources, lambda _bytes: None)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE enrolment SET cohort_id = 999", "broken inside"),
        ("UPDATE alembic_version SET version_num = '9999'", "install the newer version"),
    ],
)
def test_what_can_not_be_served_is_refused_before_anything_is_touched(
    lived_in: Installation, tmp_path: Path, statement: str, why: str
) -> None:
    lived_in.lms("backup", tmp_path / "one.lms")
    before = rows(lived_in)
    rewritten(tmp_path / "one.lms", statement)

    assert why in lived_in.lms("restore", tmp_path / "one.lms", expect=1).stderr
    assert rows(lived_in) == before


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 16)

    with pytest.raises(Damaged):
        snapshot.check(tmp_path / "file")


def test_nothing_is_restored_beside_a_server_and_nothing_is_done_beside_a_restore(
    lived_in: Installation, tmp_path: Path
) -> None:
    lived_in.lms("backup", tmp_path / "one.lms")

    with instance.held(lived_in.folder):
        assert "stop it" in lived_in.lms("restore", tmp_path / "one.lms", expect=1).stderr
        lived_in.lms("due")
    with instance.held(lived_in.folder, alone=True):
        assert "being restored" in lived_in.lms("due", expect=1).stderr


def test_a_file_that_is_there_is_kept_unless_one_says_otherwise(lived_in: Installation, tmp_path: Path) -> None:
    (tmp_path / "one.lms").write_text("a letter")
    (tmp_path / "two").write_text("another")

    lived_in.lms("backup", tmp_path / "one.lms", expect=1)
    lived_in.lms("backup", tmp_path / "one.lms", "--force", "--keys", tmp_path / "two", expect=1)
    assert (tmp_path / "one.lms").read_text() == "a letter"
    assert (tmp_path / "two").read_text() == "another"

    lived_in.lms("backup", tmp_path / "one.lms", "--force", "--keys", tmp_path / "keys")
    lived_in.lms("backup", tmp_path / "one.lms", "--force", "--keys", tmp_path / "keys")
    assert keyfile.read(tmp_path / "keys").master == lived_in.keys.master


def test_a_damaged_key_file_is_refused(lived_in: Installation, tmp_path: Path) -> None:
    lived_in.lms("backup", tmp_path / "one.lms", "--keys", tmp_path / "keys")
    whole = bytearray((tmp_path / "keys").read_bytes())
    for place in range(0, len(whole), 7):
        wrong = bytearray(whole)
        wrong[place] ^= 1
        (tmp_path / "keys").write_bytes(wrong)
        with pytest.raises(Damaged):
            keyfile.read(tmp_path / "keys")


def test_what_was_there_before_a_restore_can_be_had_back(lived_in: Installation, tmp_path: Path) -> None:
    lived_in.lms("backup", tmp_path / "one.lms")
    change_everything(lived_in)
    later = rows(lived_in)

    lived_in.lms("restore", tmp_path / "one.lms")
    (copy,) = (lived_in.folder / "backups").glob("before-restore-*.lms")
    lived_in.lms("restore", copy)

    assert {name: rows for name, rows in rows(lived_in).items() if name != "media_file"} == {
        name: rows for name, rows in later.items() if name != "media_file"
    }


def test_a_picture_erased_while_the_backup_is_made_is_not_missed(lived_in: Installation, tmp_path: Path) -> None:
    shutil.rmtree(lived_in.folder / "media")

    lived_in.lms("backup", tmp_path / "one.lms")
    lived_in.lms("restore", tmp_path / "one.lms")

    assert rows(lived_in)["media_file"] == []


ROUNDS = 5


def test_a_backup_under_writing_is_one_moment_of_the_data(lived_in: Installation, tmp_path: Path) -> None:
    done, wrote = threading.Event(), threading.Event()
    database = lived_in.database()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            with database.transaction() as session:
                # Two rows that always say the same: a copy in which they differ is no moment there ever was.
                session.execute(update(Account).where(Account.handle == HANDLES["aye"]).values(uid=f"a{number:025}"))
                session.execute(update(Account).where(Account.handle == HANDLES["dway"]).values(uid=f"d{number:025}"))
            wrote.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen = set()
        for round_ in range(ROUNDS):
            wrote.clear()
            assert wrote.wait(10)
            snapshot.take(database, tmp_path / f"{round_}.sqlite")
            with closing(sqlite3.connect(tmp_path / f"{round_}.sqlite")) as connection:
                one, two = connection.execute(
                    "SELECT uid FROM account WHERE handle IN (?, ?) ORDER BY handle", (HANDLES["aye"], HANDLES["dway"])
                ).fetchall()
            assert one[0][1:] == two[0][1:]
            seen.add(one[0])
    finally:
        done.set()
        writer.join()
    assert len(seen) == ROUNDS
