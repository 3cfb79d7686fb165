"""`lms course check`."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from lms import console
from lms.catalog import queries
from lms.catalog.cli import course
from lms.catalog.cli.table import lines
from lms.catalog.derived.weights import too_heavy, weights
from lms.catalog.package.check import Checked, check_each, joined
from lms.catalog.package.course import read_package
from lms.catalog.package.report import Report
from lms.config import SITE, Config
from lms.db import Database
from lms.migrations import steps


@course.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@console.as_json
def check(*, paths: tuple[Path, ...], as_json: bool) -> None:
    """Say what is wrong in packages, all of it, with file and line.

    PATH is a course's folder, a folder of such folders, or a zip; without it, every course that came with the site.
    """
    report = joined(map(_weighed, check_each(paths or (SITE / "courses",))), _codes(Config.read()))
    console.report(report.as_json(), _counts(report), as_json=as_json)
    if not as_json:
        for line in _findings(report):
            console.say(line)
    if report.problems:
        raise SystemExit(1)


def _weighed(checked: Checked) -> Checked:
    """Return a course with the bytes of its lessons counted; one with a problem can't be rendered."""
    if checked.report.problems:
        return checked
    found = weights(read_package(checked.tree))
    (course,) = checked.report.courses
    for row in course.table:
        for lang, lessons in row.lessons.items():
            here = [size for path, size in found.items() if path.startswith(f"{row.name}/") and f".{lang}." in path]
            lessons.most_bytes = max(here, default=None)
    heavy = [each.under(checked.place.as_posix()) for each in too_heavy(found)]
    return replace(checked, report=replace(checked.report, warnings=(*checked.report.warnings, *heavy)))


def _codes(config: Config) -> dict[str, str]:
    """Return what this installation calls its courses; nothing where there is none yet, for the check needs none."""
    if "database_url" not in config.chosen and not (config.instance / "lms.db").exists():
        return {}
    database = Database(config.database_url)
    try:
        with database.session() as session:
            return queries.codes(session) if steps.current(database) == steps.head() else {}
    except (OperationalError, steps.TooNew):
        return {}
    finally:
        database.engine.dispose()


def _findings(report: Report) -> Iterator[str]:
    for problem in report.problems:
        yield str(problem)
    for warning in report.warnings:
        yield f"{warning} (warning)"


def _counts(report: Report) -> Iterator[str]:
    for each in report.courses:
        yield f"{each.slug or '(no slug)'}: {each.modules} modules, {each.questions} questions"
        for lang, count in each.texts.items():
            yield (
                f"  {lang:3} {count.lessons:4} lessons {count.words:8} words"
                f" {count.missing:5} missing {count.stale:5} stale"
            )
        yield from lines(each.table)
    yield f"{len(report.courses)} courses, {len(report.problems)} problems, {len(report.warnings)} warnings"
