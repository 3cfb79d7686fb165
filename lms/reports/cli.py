"""Commands that write reports."""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import click
from sqlalchemy.orm import Session

from lms import clock, console, i18n, languages
from lms.board import queries as board
from lms.board import rules, sheet, wholes
from lms.board import service as boards
from lms.board.queries import Subject
from lms.board.rules import Order, Show
from lms.board.sheet import Sheet
from lms.cohorts import queries as cohorts
from lms.errors import CommandRefused

FORMATS = ("csv", "json")


@click.group()
def report() -> None:
    """Tables, as files."""


@report.command()
@click.argument("code")
@click.option("--as", "kind", type=click.Choice([*FORMATS, "xlsx"]), required=True)
@click.option("--to", "file", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--course", help="Name of the course, as of its folder; the group's first where none is said.")
@click.option("--lang", type=click.Choice(list(languages.KNOWN)), default="en", show_default=True)
def cohort(*, code: str, kind: str, file: Path, course: str | None, lang: str) -> None:
    """Write who is where in the group with this join CODE (or uid): the same cells as on its board."""
    if kind not in FORMATS:
        raise CommandRefused(f"a table can't be written as {kind} yet: --as csv opens in every spreadsheet")
    with console.site() as site, site.database.session() as session:
        subject = _subject(session, code)
        taken = subject.course(course)
        if taken is None:
            raise CommandRefused("this group takes no course yet")
        if course not in {None, taken.slug, taken.code}:
            names = ", ".join(each.slug for each in subject.courses)
            raise CommandRefused(f"this group does not take {course}; it takes: {names}")
        site.write(boards.take_away, cohort=subject.cohort, by=console.actor())
        with i18n.speaking(lang):
            layout = board.layout(session, taken, lang)
            at = rules.limits_of(subject.cohort, layout.steps, clock.now())
            whole = wholes.whole(session, subject.cohort, taken, layout.steps, at)
            table = Sheet(layout, at)
            everybody = whole.everybody(site.database, Show.ALL, Order.HANDLE)
            if kind == "csv":
                _write(file, sheet.csv(table.columns, table.written(everybody)))
            else:
                columns = [column.label for column in table.columns]
                document = {
                    "cohort": subject.cohort.code,
                    "course": taken.slug,
                    "columns": columns,
                    "rows": list(table.rows(everybody)),
                }
                _write(file, [json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"])
    console.say(f"{whole.sums.shown[Show.ALL]} learners: {file}")


def _subject(session: Session, code: str) -> Subject:
    found = cohorts.by_join_code(session, code)
    subject = board.subject(session, found.uid if found else code)
    if subject is None:
        raise CommandRefused(f"there is no such group: {code}; its join code stands on its page")
    return subject


def _write(file: Path, parts: Iterable[bytes]) -> None:
    """Write a file that only its owner may read: wholly, or not at all."""
    partial = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.writelines(parts)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
