"""`lms course return` and `lms course back`."""

from pathlib import Path

import click

from lms import clock, console
from lms.catalog import queries as catalog
from lms.catalog.models import Origin
from lms.errors import CommandRefused
from lms.translating import desk, docx_in, queries, service
from lms.translating.cli import chosen
from lms.translating.returning import Plan


@click.command("return")
@click.argument("file", type=click.Path(exists=True, path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--some", is_flag=True, help="Take what can be taken, and leave the refused rows as they are.")
@console.as_json
def return_(*, file: Path, dry_run: bool, some: bool, as_json: bool) -> None:
    """Bring a translator's Word file back: all of it or, with --some, what can be taken. Its texts become drafts."""
    if file.stat().st_size > docx_in.MOST_BYTES:
        raise docx_in.TooLarge
    data = file.read_bytes()
    with console.site() as site, site.database.session() as session:
        key, _rows = desk.opened(data)
        reading = catalog.reading(session, key.code)
        if reading is None:
            raise desk.OfAnotherCourse
        plan = desk.planned(session, reading, data)
        takes = plan.tree is not None and (some or plan.is_whole) and not dry_run
        number = None
        if takes:
            now = clock.now()
            today = clock.local_day(now, site.config.time_zone)
            ready = desk.ready(plan)
            number = site.write(
                service.take, returned="", ready=ready, base_id=reading.revision_id, by=console.actor(), today=today
            ).number
    for line in _refused(file, plan):
        console.say(line)
    console.report(_document(plan, number), [_sentence(plan, number)], as_json=as_json)
    if not plan.is_whole and not takes:
        raise SystemExit(1)


def _refused(file: Path, plan: Plan) -> list[str]:
    rows = [f"{file}: row {each.number or '?'}: {each.what} {each.how}" for each in plan.refusals]
    return rows + [str(problem) for problem in plan.problems]


def _document(plan: Plan, number: int | None) -> dict[str, object]:
    return {
        "rows": plan.rows,
        "texts": plan.texts,
        "changed": [{"row": each.number, "file": each.path, "words": each.words} for each in plan.changes],
        "refused": [{"row": each.number, "what": str(each.what), "how": str(each.how)} for each in plan.refusals],
        "problems": [
            {"file": each.file, "line": each.line, "what": f"{each.what} {each.how}"} for each in plan.problems
        ],
        "revision": number,
    }


def _sentence(plan: Plan, number: int | None) -> str:
    held = f"{plan.texts} texts change in {len(plan.changes)} rows, {len(plan.refusals)} rows are refused"
    if number is None:
        return f"{held}; nothing was changed."
    return f"{held}; readers see revision {number} now."


@click.command()
@click.argument("slug")
@console.as_json
def back(*, slug: str, as_json: bool) -> None:
    """Take back what a translator's file changed last: the course becomes again what it was before."""
    with console.site() as site, site.database.session() as session:
        reading = chosen.course(session, slug)
        made = queries.newest(session, reading)
        if made.origin != Origin.IMPORT or made.parent_id is None:
            raise CommandRefused(f"revision {made.number} of “{slug}” was not made by a file that came back")
        ready = desk.before(session, made.parent_id)
        loaded = site.write(
            service.take_back,
            ready=ready,
            base_id=reading.revision_id,
            by=console.actor(),
            today=clock.local_day(clock.now(), site.config.time_zone),
        )
    line = f"{slug} is as it was before revision {made.number}; readers see revision {loaded.number} now."
    console.report({"slug": slug, "revision": loaded.number}, [line], as_json=as_json)
