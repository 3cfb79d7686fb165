"""The check of course packages: everything a machine can find wrong, in one run."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from lms.catalog.package import (
    facts,
    glossary,
    media,
    names,
    option_lengths,
    questions,
    quizzes,
    shape,
    stories,
    texts,
    uses,
)
from lms.catalog.package.archive import read_archive
from lms.catalog.package.course import Package, read_package
from lms.catalog.package.folder import read_folder
from lms.catalog.package.report import MOST_PROBLEMS, CourseReport, Problem, Report, in_order
from lms.catalog.package.table import table
from lms.catalog.package.tree import Tree
from lms.said import say

_BESIDE_COURSES = (".schema.json", ".md")


def check_tree(tree: Tree, refused: Iterable[Problem] = ()) -> Report:
    """Check one course. Files are named by their paths inside the package.

    :param refused: what was already found when the tree was gathered.
    """
    gathered = list(refused)
    return _check(_read(tree, gathered), gathered)


def check_read(tree: Tree) -> tuple[Package, Report]:
    """Check one course, and return too what was read for it."""
    package = _read(tree, [])
    return package, _check(package, [])


def _read(tree: Tree, gathered: list[Problem]) -> Package:
    return read_package(tree, [problem.file for problem in gathered])


def _check(package: Package, gathered: list[Problem]) -> Report:
    all_texts = list(texts.texts(package))
    scanned = uses.scan_all(package, all_texts)
    given = names.gather(package)
    titles, bad_drawings = media.drawings(package)
    problems = [
        *gathered,
        *package.problems,
        *bad_drawings,
        *_first(facts.problems(package)),
        *_first(media.problems(package)),
        *_first(names.problems(package, given)),
        *_first(texts.problems(package, all_texts)),
        *_first(uses.problems(package, given, titles, scanned)),
        *_first(questions.problems(package)),
        *_first(quizzes.problems(package)),
        *_first(stories.problems(package)),
    ]
    short = [*_first(shape.findings(package, all_texts, scanned))]
    # A machine may be wrong about these, and a text that is older than its original is shown as such: neither keeps a
    # course out, or a new hash would be pasted in unread.
    doubts = [
        *_first(texts.stale(all_texts)),
        *uses.unused(package, scanned),
        *_first(glossary.deviations(package)),
        *_first(option_lengths.uneven(package)),
    ]
    counted = (_count(package, all_texts, scanned),)
    if package.course.get("complete"):
        return Report(in_order(problems + short), in_order(doubts), counted)
    return Report(in_order(problems), in_order(short + doubts), counted)


@dataclass(frozen=True)
class Checked:
    """One course that was looked at: where it lies, its files, what they say, and what the check says of them."""

    place: Path
    tree: Tree
    package: Package
    report: Report


def check_paths(paths: Iterable[Path], codes: Mapping[str, str] | None = None) -> Report:
    """Check every course at `paths`, one after the other.

    :param paths: folders of courses, folders that hold such folders, or zip files. What lies beside
        courses (schemas, a README) is passed over, so that `courses/*` may be given.
    :param codes: slug to the short code that this installation gave the course.
    """
    return joined(check_each(paths), codes)


def joined(all_checked: Iterable[Checked], codes: Mapping[str, str] | None = None) -> Report:
    """Return what was found in several courses as one report."""
    problems: list[Problem] = []
    warnings: list[Problem] = []
    courses: list[CourseReport] = []
    for checked in all_checked:
        problems += checked.report.problems
        warnings += checked.report.warnings
        courses += [replace(each, code=(codes or {}).get(each.slug)) for each in checked.report.courses]
    return Report(in_order(problems), in_order(warnings), tuple(courses))


def check_each(paths: Iterable[Path]) -> Iterator[Checked]:
    """Yield every course at `paths` as it was checked."""
    slugs: dict[str, str] = {}
    for path in paths:
        for place in _courses(path):
            tree, refused = read_archive(place) if place.is_file() else read_folder(place)
            package = _read(tree, refused)
            found = _check(package, refused)
            shown = place.as_posix()
            problems = [each.under(shown) for each in (*found.problems, *_slug(place, found, slugs))]
            warnings = [each.under(shown) for each in found.warnings]
            (course,) = found.courses
            course.stale = [each.under(shown) for each in course.stale]
            yield Checked(place, tree, package, Report(tuple(problems), tuple(warnings), (course,)))


def _first(problems: Iterator[Problem]) -> Iterator[Problem]:
    return islice(problems, MOST_PROBLEMS)


def _courses(path: Path) -> Iterator[Path]:
    if path.is_file():
        if not path.name.endswith(_BESIDE_COURSES):
            yield path
    elif (path / "course.yaml").exists():
        yield path
    else:
        inside = sorted(each for each in path.iterdir() if each.is_dir() and (each / "course.yaml").exists())
        # A folder without any course is looked at as one, so that what is missing is said; but for
        # the one that holds the schemas, which is where courses will be.
        if not inside and not any(path.glob("*.schema.json")):
            yield path
        yield from inside


def _slug(place: Path, found: Report, slugs: dict[str, str]) -> Iterator[Problem]:
    slug = found.courses[0].slug
    if slug and place.is_dir() and slug != place.resolve().name:
        yield Problem(
            "course.yaml",
            1,
            say("The slug “%(slug)s” is not the folder's name.", slug=slug),
            say("Write the same; a slug never changes once a course was loaded."),
        )
    if slug and slugs.setdefault(slug, place.as_posix()) != place.as_posix():
        yield Problem(
            "course.yaml",
            1,
            say("The slug “%(slug)s” is also that of %(other)s.", slug=slug, other=slugs[slug]),
            say("Choose another."),
        )


def _count(package: Package, all_texts: list[texts.Text], scanned: list[uses.Scanned]) -> CourseReport:
    report = CourseReport(
        package.slug,
        modules=len(package.modules),
        questions=sum(len(questions.bank(package, module)) for module in package.modules),
        table=table(package, scanned),
    )
    texts.tally(package, all_texts, report)
    return report
