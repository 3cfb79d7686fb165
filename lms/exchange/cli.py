"""`lms questions import` and `lms questions export`."""

from collections import Counter
from pathlib import Path

import click
from sqlalchemy.orm import Session

from lms import clock, console
from lms.catalog import queries as catalog
from lms.catalog.queries import Reading
from lms.errors import CommandRefused
from lms.exchange import desk, formats, service
from lms.exchange.found import MOST_BYTES, NoSuchFile
from lms.exchange.kept import Kept
from lms.exchange.meeting import Meeting
from lms.exchange.planning import NoModule, Plan
from lms.exchange.written import Written
from lms.media import service as media
from lms.said import printable

_NAMES = tuple(formats.READERS)


@click.group()
def questions() -> None:
    """Bring questions in from other systems, and give them out."""


@questions.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--course", "slug", required=True, help="The course they go to.")
@click.option("--module", default="", help="Its module for questions whose category names none; the first else.")
@click.option("--format", "name", type=click.Choice([formats.AUTO, *_NAMES]), default=formats.AUTO, show_default=True)
@click.option("--lang", help="The language of texts that name none; else by its letters.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@console.as_json
def import_(*, file: Path, slug: str, module: str, name: str, lang: str | None, dry_run: bool, as_json: bool) -> None:
    """Bring the questions of a file into a bank: all that can be taken in one revision, the others named with why."""
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    with console.site() as site, site.database.session() as session:
        reading = _course(session, slug)
        kept = Kept(data, name, _language(reading, lang) if lang else formats.language(data, reading.languages), module)
        try:
            plan = desk.planned(session, reading, kept)
        except NoSuchFile as refusal:
            raise CommandRefused(f"{file}:{refusal.line}: {refusal.why}") from None
        except NoModule:
            raise CommandRefused(_no_module(session, reading, module)) from None
        number = None
        if plan.tree is not None and not dry_run:
            ready = desk.ready(plan, media.folder_of(site.config))
            today = clock.local_day(clock.now(), site.config.time_zone)
            number = site.write(
                service.take, brought="", ready=ready, base_id=reading.revision_id, by=console.actor(), today=today
            ).number
    for line in _named(file, plan):
        console.say(line)
    console.report(_document(plan, number), [_sentence(plan, number)], as_json=as_json)
    if not plan.accepted or plan.problems:
        raise SystemExit(1)


@questions.command("export")
@click.option("--course", "slug", required=True, help="The course whose banks are written.")
@click.option("--format", "name", required=True, type=click.Choice(_NAMES))
@click.option("--to", "file", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--module", default="", help="Only this module.")
@click.option("--lang", help="Only this language; all of the course else. Aiken has one: the first.")
@console.as_json
def export(*, slug: str, name: str, file: Path, module: str, lang: str | None, as_json: bool) -> None:
    """Write the questions of a course's banks into a file. What the format can't say is named, with its place."""
    with console.site() as site, site.database.session() as session:
        reading = _course(session, slug)
        langs = [_language(reading, lang)] if lang else list(reading.languages)
        try:
            made = desk.written(session, reading, name=name, langs=langs, module=module)
        except NoModule:
            raise CommandRefused(_no_module(session, reading, module)) from None
    for source, what in made.left:
        console.say(f"{source.module}/bank.yaml:{source.line}: {source.content['id']}: {what}")
    if not made.count:
        raise CommandRefused(f"nothing of this course can be said in {name}; no file was written")
    file.write_bytes(made.body)
    console.report(_given(made, name, file), [f"{made.count} questions are in {file}."], as_json=as_json)


def _course(session: Session, slug: str) -> Reading:
    found = catalog.by_slug(session, slug)
    reading = catalog.reading(session, found.code) if found else None
    if reading is None:
        known = ", ".join(sorted(catalog.codes(session))) or "none"
        raise CommandRefused(f"there is no course “{printable(slug)}”; here are: {known}")
    return reading


def _language(reading: Reading, lang: str) -> str:
    if lang not in reading.languages:
        raise CommandRefused(f"the course has no language “{printable(lang)}”; it has: {', '.join(reading.languages)}")
    return lang


def _no_module(session: Session, reading: Reading, module: str) -> str:
    known = ", ".join(desk.modules(session, reading)) or "none"
    return f"the course has no module “{printable(module)}”; it has: {known}"


def _named(file: Path, plan: Plan) -> list[str]:
    lines = [f"{file}:{each.line}: {printable(each.title) or '?'}: {each.why}" for each in plan.refused]
    lines += [
        f"{file}:{each.brought.line}: {each.content['id']}: {note}"
        for each in plan.accepted
        for note in each.brought.notes
    ]
    return lines + [str(problem) for problem in plan.problems]


def _document(plan: Plan, number: int | None) -> dict[str, object]:
    met = Counter(each.meeting for each in plan.accepted)
    return {
        "format": plan.format,
        "accepted": len(plan.accepted),
        "by_type": dict(sorted(Counter(each.content["type"] for each in plan.accepted).items())),
        "new": met[None],
        "languages": met[Meeting.LANGUAGE],
        "same": met[Meeting.SAME],
        "refused": [{"line": each.line, "title": each.title, "why": str(each.why)} for each in plan.refused],
        "not_read": plan.more,
        "notes": [str(note) for note in plan.notes]
        + [f"{each.content['id']}: {note}" for each in plan.accepted for note in each.brought.notes],
        "problems": [
            {"file": each.file, "line": each.line, "what": f"{each.what} {each.how}"} for each in plan.problems
        ],
        "revision": number,
    }


def _sentence(plan: Plan, number: int | None) -> str:
    held = f"{plan.format}: {len(plan.accepted)} questions can be taken, {len(plan.refused)} are refused"
    if plan.more:
        held += f", {plan.more} more were not read"
    if number is not None:
        return f"{held}; readers see revision {number} now."
    same = plan.accepted and not plan.changes
    return f"{held}; all of them are in the course already." if same else f"{held}; nothing was changed."


def _given(made: Written, name: str, file: Path) -> dict[str, object]:
    left = [
        {"file": f"{source.module}/bank.yaml", "line": source.line, "title": source.content["id"], "why": str(what)}
        for source, what in made.left
    ]
    return {"format": name, "written": made.count, "left": left, "file": str(file), "size_bytes": len(made.body)}
