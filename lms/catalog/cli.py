"""Commands for courses."""

import json
from pathlib import Path

import click

from lms.catalog.package.check import check_paths
from lms.catalog.package.report import Report


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
    if not paths:
        here = Path("courses")
        if not here.is_dir():
            raise click.UsageError("There is no folder “courses” here. Name the course to check.")
        paths = (here,)
    report = check_paths(paths)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _tell(report)
    raise SystemExit(1 if report.problems else 0)


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
