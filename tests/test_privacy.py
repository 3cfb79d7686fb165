"""Every column says what it holds, why, for how long, and who erases it."""

import pytest
from sqlalchemy import Column, MetaData, String, Table

from lms.models import metadata
from lms.privacy import Kept, pseudonym
from tools import data_register

NO_PLACE_FOR = ("phone", "email", "e_mail", "real_name", "birth", "photo", "user_agent", "ip_address", "last_seen")
"""What no column may ever hold."""


def unsaid(tables: MetaData) -> list[str]:
    """Return the columns that do not say what they hold."""
    return [
        f"{table.name}.{column.name}"
        for table in tables.tables.values()
        for column in table.columns
        if not _is_said(column)
    ]


def _is_said(column: Column[object]) -> bool:
    kept = column.info.get("kept")
    if not isinstance(kept, Kept):
        return False
    return all(said.strip() for said in (kept.kind, kept.purpose, kept.until.name, kept.until.eraser))


def test_every_column_says_what_it_holds() -> None:
    assert unsaid(metadata) == []


@pytest.mark.parametrize("info", [{}, pseudonym(" "), {"kept": "a note"}])
def test_a_column_that_says_nothing_is_found(info: dict[str, object]) -> None:
    tables = MetaData()
    Table("diary", tables, Column("words", String(10), info=info))

    assert unsaid(tables) == ["diary.words"]


def test_the_register_is_current() -> None:
    assert data_register.REGISTER.read_text(encoding="utf-8") == data_register.register(), (
        "run `python -m tools.data_register`"
    )


def test_no_column_is_made_for_what_is_never_asked() -> None:
    columns = [f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns]

    assert [name for name in columns if any(word in name.lower() for word in NO_PLACE_FOR)] == []


def test_no_column_is_named_after_a_language() -> None:
    columns = [f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns]

    assert [name for name in columns if name.endswith(("_en", "_my", "_burmese", "_english"))] == []


def test_what_belongs_to_a_person_goes_with_the_person() -> None:
    staying = [
        f"{table.name}.{key.parent.name}"
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "account" and key.ondelete != "CASCADE"
    ]

    # A place keeps its history after the person is erased: the account's row stays, with nothing in it.
    assert staying == ["enrolment.account_id"]
