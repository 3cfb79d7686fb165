"""A package made ready to be loaded: read, checked and rendered before any lock is held."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l

from lms.catalog.derived.derive import Derived, derive
from lms.catalog.models import Origin
from lms.catalog.package.check import Checked, check_each
from lms.catalog.package.course import Package, read_package
from lms.catalog.package.report import Problem, in_order
from lms.catalog.package.tree import Tree
from lms.errors import LmsError


@dataclass(frozen=True)
class Ready:
    """A package without problems, and what its pages show.

    :param place: the folder or zip file as the person named it.
    :param mark: stands for that place on this machine.
    :param origin: where the next revision comes from, should this become one.
    """

    slug: str
    tree: Tree
    derived: Derived
    place: str
    mark: str
    origin: Origin


class NotSound(LmsError):
    """A package has problems, so nothing was loaded."""

    status = 422
    message = _l("The course has problems. Nothing was changed.")

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in order."""
        super().__init__()
        self.problems = in_order(problems)


def ready(paths: Iterable[Path]) -> list[Ready]:
    """Return every course at `paths`, ready to be loaded.

    :param paths: as `check_each` takes them.
    :raises NotSound: one of them has a problem; all of them are looked at first.
    """
    all_checked = list(check_each(paths))
    problems = [problem for checked in all_checked for problem in checked.report.problems]
    if problems:
        raise NotSound(problems)
    return list(_rendered(all_checked))


def from_tree(tree: Tree, place: str, mark: str, origin: Origin) -> Ready:
    """Return a tree in which the check found no problem, ready to be loaded."""
    return _derived(read_package(tree), tree, place, mark, origin)


def from_package(package: Package, origin: Origin) -> Ready:
    """Return a package in which the check found no problem, ready to become the next revision of its course."""
    return _derived(package, package.tree, "", "", origin)


def mark_of(place: Path) -> str:
    """Return what stands for a folder on this machine. The path itself is not kept: it may hold somebody's name."""
    return hashlib.sha256(str(place.resolve()).encode()).hexdigest()


def _rendered(all_checked: Iterable[Checked]) -> Iterator[Ready]:
    for checked in all_checked:
        origin = Origin.FILES if checked.place.is_dir() else Origin.IMPORT
        yield _derived(checked.package, checked.tree, checked.place.as_posix(), mark_of(checked.place), origin)


def _derived(package: Package, tree: Tree, place: str, mark: str, origin: Origin) -> Ready:
    return Ready(package.slug, tree, derive(package), place, mark, origin)
