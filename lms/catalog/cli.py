"""Commands for courses."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from lms import clock, console
from lms.audit.service import Actor
from lms.catalog import loading, queries, revisions, service
from lms.catalog.models import Course
from lms.catalog.package.check import check_paths
from lms.catalog.package.folder import read_folder
from lms.catalog.package.report import Problem, Report
from lms.catalog.package.written import write_folder
from lms.catalog.service import Loaded, Outcome
from lms.console import Site
from lms.errors import CommandRefused
from lms.media import service as media


@click.group()
def course() -> None:
    """Courses as packages: plain files in a folder."""


@course.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document, and nothing else.")
def check(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Say what is wrong in packages, all of it, with file and line. Without PATH: every course in
    courses/.
    """
    report = check_paths(paths or _here())
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _tell(report)
    raise SystemExit(1 if report.problems else 0)


@course.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--replace", is_flag=True, help="Let the files stand, whatever was changed here meanwhile.")
@console.as_json
def load(paths: tuple[Path, ...], *, replace: bool, as_json: bool) -> None:
    """Bring packages in: all of them, or none. Without PATH: every course in courses/."""
    with console.site() as site:
        try:
            loaded = _load(site, paths or _here(), replace)
        except loading.NotSound as refusal:
            _refuse(refusal.problems, as_json)
        except service.ChangedInBothPlaces as refusal:
            _refuse([refusal.problem], as_json)
        else:
            document = {"problems": [], "courses": [_document(each) for each in loaded]}
            console.report(document, [_sentence(each) for each in loaded], as_json=as_json)


@course.command()
@click.argument("slug")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="Folder to put the course's in.")
@console.as_json
def export(slug: str, *, folder: Path, as_json: bool) -> None:
    """Write a course's files into DIR/SLUG (into DIR itself if it is called so), as they were loaded."""
    target = folder if folder.name == slug else folder / slug
    with console.site() as site, site.database.session() as session:
        found = queries.by_slug(session, slug)
        head = queries.head(session, found) if found else None
        if found is None or head is None:
            known = ", ".join(sorted(queries.codes(session))) or "none"
            raise CommandRefused(f"there is no course “{slug}”; here are: {known}")
        _assert_known(session_course=found, known=queries.digests(session, found), target=target)
        write_folder(queries.tree(session, head), target)
        site.write(service.note_export, course=found, revision=head, mark=loading.mark_of(target))
        document = {"slug": slug, "folder": str(target), "revision": head.number}
        console.report(document, [f"{target} holds revision {head.number}."], as_json=as_json)


def _here() -> tuple[Path]:
    here = Path("courses")
    if not here.is_dir():
        raise click.UsageError("There is no folder “courses” here. Name the course.")
    return (here,)


def _load(site: Site, paths: Iterable[Path], replace: bool) -> list[Loaded]:
    readies = loading.ready(paths)
    revisions.store_media(media.folder_of(site.config), readies)
    by = Actor("command", "", clock.now())
    return site.write(service.load, readies=readies, by=by, tz=site.config.time_zone, replace=replace)


def _refuse(problems: Iterable[Problem], as_json: bool) -> None:
    """Say what is wrong, on standard error and, where a programme asks, as a document; and end."""
    found = list(problems)
    for problem in found:
        console.say(str(problem))
    if as_json:
        console.report(Report(tuple(found)).as_json(), [], as_json=True)
    raise SystemExit(1)


def _assert_known(session_course: Course, known: set[str], target: Path) -> None:
    """Refuse to write over files that are nowhere else.

    :raises CommandRefused: the folder holds something that was never a revision of this course.
    """
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if target.is_dir():
        there, refused = read_folder(target)
        if not refused and (len(there) == 0 or there.digest in known):
            return
    raise CommandRefused(
        f"{target} holds files that were never loaded as “{session_course.slug}”: load them, or name another folder"
    )


def _document(loaded: Loaded) -> dict[str, object]:
    return {"slug": loaded.slug, "code": loaded.code, "revision": loaded.number, "outcome": loaded.outcome}


def _sentence(loaded: Loaded) -> str:
    said = {
        Outcome.NEW: "readers see it now.",
        Outcome.SAME: "these files are here already; nothing was changed.",
        Outcome.OLDER: "it was so once and has moved on; nothing was changed.",
    }
    return f"{loaded.slug} (/c/{loaded.code}), revision {loaded.number}: {said[loaded.outcome]}"


def _tell(report: Report) -> None:
    for problem in report.problems:
        click.echo(str(problem), err=True)
    for warning in report.warnings:
        click.echo(f"{warning} (warning)", err=True)
    for each in report.courses:
        click.echo(f"{each.slug or '?'}: {each.modules} modules, {each.questions} questions")
        for lang, count in each.texts.items():
            click.echo(
                f"  {lang}: {count.lessons} lessons, {count.words} words, {count.missing} missing, {count.stale} stale"
            )
    click.echo(f"{len(report.problems)} problems, {len(report.warnings)} warnings")
