"""Commands about courses."""

from collections.abc import Iterator
from pathlib import Path

import click

from lms import console
from lms.catalog.package.check import check_paths
from lms.catalog.package.report import Report
from lms.config import SITE


@click.group()
def course() -> None:
    """Courses: packages of plain files, in and out."""


@course.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@console.as_json
def check(*, paths: tuple[Path, ...], as_json: bool) -> None:
    """Say what is wrong in packages, all of it, with file and line.

    PATH is a course's folder, a folder of such folders, or a zip; without it, every course that came with the site.
    """
    report = check_paths(paths or (SITE / "courses",))
    console.report(report.as_json(), _counts(report), as_json=as_json)
    if not as_json:
        for line in _findings(report):
            console.say(line)
    if report.problems:
        raise SystemExit(1)


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
    yield f"{len(report.courses)} courses, {len(report.problems)} problems, {len(report.warnings)} warnings"
