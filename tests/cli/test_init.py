"""`lms init`, and how commands refuse."""

import stat
from pathlib import Path

from lms.migrations import steps
from tests.support.installation import Installation, Stock


def test_init_makes_everything_and_repeating_it_changes_nothing(stock: Stock, stocked: Installation) -> None:
    assert "The database is made." in stock.said
    assert "is loaded" in stock.said
    key = stocked.keys
    assert "nothing was changed" in stocked.lms("init").output
    assert stocked.keys == key
    assert steps.current(stocked.database()) == steps.head()


def test_nobody_else_on_the_machine_can_read_the_folder(stocked: Installation) -> None:
    stocked.folder.chmod(0o755)
    (stocked.folder / "keys" / "master.key").chmod(0o644)

    stocked.lms("init")

    assert stat.S_IMODE(stocked.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((stocked.folder / "keys" / "master.key").stat().st_mode) == 0o600


def test_a_command_before_init_says_what_to_type(tmp_path: Path) -> None:
    refused = Installation(tmp_path / "instance").lms("programme", "list", expect=1)

    assert "run `lms init`" in refused.stderr
    assert refused.stdout == ""


def test_a_database_of_a_later_version_is_left_alone(installation: Installation) -> None:
    with installation.database().transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    assert "install the newer version" in installation.lms("init", expect=1).stderr


def test_a_key_that_is_no_key_is_refused(installation: Installation) -> None:
    (installation.folder / "keys" / "master.key").write_bytes(b"short")

    assert "holds 5 bytes, not 32" in installation.lms("init", expect=1).stderr


def test_a_setting_that_is_wrong_or_unknown_is_named(installation: Installation) -> None:
    assert "LMS_THREADS: write a whole number from 1 to 256" in (
        installation.lms("init", expect=1, LMS_THREADS="many").stderr
    )
    assert "LMS_THREDS: no such setting" in installation.lms("init", expect=1, LMS_THREDS="8").stderr


def test_a_wrong_usage_is_status_two(installation: Installation) -> None:
    for words in (
        ["nonsense"],
        ["person", "add", "x"],
        ["person", "add", "x", "--role", "queen"],
        ["serve", "--port", "0"],
    ):
        installation.lms(*words, expect=2)
