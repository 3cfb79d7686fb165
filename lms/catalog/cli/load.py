"""`lms course load`."""

from collections.abc import Iterable
from pathlib import Path

import click

from lms import clock, console
from lms.audit.service import Actor
from lms.catalog import loading, revisions, service
from lms.catalog.cli import course
from lms.catalog.package.report import Problem, Report
from lms.catalog.service import Loaded, Outcome
from lms.config import SITE
from lms.console import Site
from lms.media import service as media


@course.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--replace", is_flag=True, help="Let the files stand, whatever was changed here meanwhile.")
@console.as_json
def load(*, paths: tuple[Path, ...], replace: bool, as_json: bool) -> None:
    """Bring packages in: all of them, or none.

    PATH is a course's folder, a folder of such folders, or a zip; without it, every course that came with the site.
    Files that are here already change nothing.
    """
    with console.site() as site:
        try:
            loaded = _load(site, paths or (SITE / "courses",), replace)
        except loading.NotSound as refusal:
            _refuse(refusal.problems, as_json)
        except service.ChangedInBothPlaces as refusal:
            _refuse([refusal.problem], as_json)
        else:
            document = {"problems": [], "courses": [_document(each) for each in loaded]}
            console.report(document, [_sentence(each) for each in loaded], as_json=as_json)


def _load(site: Site, paths: Iterable[Path], replace: bool) -> list[Loaded]:
    readies = loading.ready(paths)
    revisions.store_media(media.folder_of(site.config), readies)
    now = clock.now()
    return site.write(
        service.load,
        readies=readies,
        by=Actor("command", "", now),
        today=clock.local_day(now, site.config.time_zone),
        replace=replace,
    )


def _refuse(problems: Iterable[Problem], as_json: bool) -> None:
    """Say what is wrong, on standard error and, where a programme asks, as a document; and end."""
    found = list(problems)
    for problem in found:
        console.say(str(problem))
    if as_json:
        console.report(Report(tuple(found)).as_json(), [], as_json=True)
    raise SystemExit(1)


def _document(loaded: Loaded) -> dict[str, object]:
    return {"slug": loaded.slug, "code": loaded.code, "revision": loaded.number, "outcome": loaded.outcome}


def _sentence(loaded: Loaded) -> str:
    said = {
        Outcome.NEW: "readers see it now.",
        Outcome.SAME: "these files are here already; nothing was changed.",
        Outcome.OLDER: "it was so once and has moved on; nothing was changed.",
    }
    return f"{loaded.slug} (/c/{loaded.code}), revision {loaded.number}: {said[loaded.outcome]}"
