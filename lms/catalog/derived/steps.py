"""The steps of a course in their order."""

from collections.abc import Iterator
from dataclasses import dataclass

from lms.catalog.models import StepKind
from lms.catalog.package.course import Package
from lms.catalog.package.layout import STEPS, stable_name


@dataclass(frozen=True)
class StepPlace:
    """A step in its place.

    :param name: the stable name, by which progress is kept: `power-shared/case`.
    :param folder: the module's folder; empty for what stands outside of modules.
    :param stem: its file's name without language and ending.
    :param number: what a page's title says, `1.2`; empty outside of modules.
    :param position: its place in the whole course, from 1.
    """

    name: str
    kind: StepKind
    folder: str
    stem: str
    number: str
    position: int


def places(package: Package) -> list[StepPlace]:
    """Return the steps: the test before, the modules', the test after, the action plan."""
    return [StepPlace(*parts, position) for position, parts in enumerate(_parts(package), 1)]


def _parts(package: Package) -> Iterator[tuple[str, StepKind, str, str, str]]:
    if "pretest.yaml" in package.places:
        yield "pretest", StepKind.TEST, "", "pretest", ""
    for module_number, folder in enumerate(package.modules, 1):
        for number, stem in enumerate(package.steps(folder), 1):
            name = f"{stable_name(folder)}/{stable_name(stem)}"
            kind = StepKind(stem) if stem in STEPS else StepKind.LESSON
            yield name, kind, folder, stem, f"{module_number}.{number}"
    if "posttest.yaml" in package.places:
        yield "posttest", StepKind.TEST, "", "posttest", ""
    if package.lesson("", "plan"):
        yield "plan", StepKind.PLAN, "", "plan", ""
