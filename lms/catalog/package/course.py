"""A whole package, read: every file as what it is, every text, every name given and used."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lms.catalog.package.decode import decode
from lms.catalog.package.languages import KNOWN
from lms.catalog.package.layout import Place, place_of, stable_name
from lms.catalog.package.report import Problem
from lms.catalog.package.schema import Seen, look
from lms.catalog.package.tree import Tree
from lms.catalog.package.yaml_lines import Document, read_yaml
from lms.said import say

MOST_PARTS = 40_000
"""Parts of all YAML files together: four times a full course."""
_FRONT_LINES = 60


@dataclass
class Page:
    """A lesson or the action plan in one language: its front matter, and its text from `body_line`
    on.
    """

    path: str
    place: Place
    front: Document
    body: str
    body_line: int


@dataclass
class Package:
    """What a tree says. `sound` paths could be read and have the shape of their schema."""

    tree: Tree
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def sound(self, path: str) -> bool:
        """Say whether the YAML at `path` was read and is as its schema wants it."""
        return path in self.seen and self.documents[path].sound and not self.seen[path].problems

    def value(self, path: str) -> dict[str, Any]:
        """Return what the YAML at `path` says, or nothing where it is missing or not sound."""
        return self.documents[path].value if self.sound(path) else {}

    def line(self, path: str, *parts: str | int) -> int:
        """Return the line of a part of the YAML at `path`."""
        return self.documents[path].line(parts) if path in self.documents else 1

    def entries(self, path: str, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the things in a list of a YAML file with their numbers: those in which nothing is wrong.

        So one wrong question does not hide what can be said about the others.
        """
        if path not in self.seen or not isinstance(self.documents[path].value, dict):
            return
        listed = self.documents[path].value.get(key)
        wrong = {at[:2] for at in self.seen[path].wrong}
        if isinstance(listed, list) and (key,) not in wrong:
            yield from ((number, each) for number, each in enumerate(listed) if (key, number) not in wrong)

    @cached_property
    def course(self) -> dict[str, Any]:
        """What `course.yaml` says: the keys in which nothing is wrong, for all else hangs on them."""
        path = "course.yaml"
        if path not in self.seen or not isinstance(self.documents[path].value, dict):
            return {}
        wrong = {at[0] for at in self.seen[path].wrong if at}
        return {key: value for key, value in self.documents[path].value.items() if key not in wrong}

    @property
    def slug(self) -> str:
        """The course's own name, or nothing."""
        return str(self.course.get("slug", ""))

    @property
    def languages(self) -> list[str]:
        """The languages every text must exist in."""
        return [each for each in self.course.get("languages", []) if each in KNOWN]

    @property
    def partial(self) -> list[str]:
        """The languages that are still being translated."""
        return [each for each in self.course.get("partial", []) if each in KNOWN and each not in self.languages]

    @cached_property
    def modules(self) -> list[str]:
        """The modules' folders: in the course's order, then those it does not name."""
        there = sorted({place.module for place in self.places.values() if place.module})
        return _ordered(self.course.get("modules", []), there)

    @cached_property
    def marks(self) -> dict[str, str]:
        """The mark of each source: P, K or D."""
        return {each["id"]: each["mark"] for _, each in self.entries("sources.yaml", "sources")}

    def steps(self, module: str) -> list[str]:
        """Return the steps of a module: in its order, then those it does not name."""
        there = self._stems.get(module, [])
        return _ordered(self.value(f"{module}/module.yaml").get("steps", []), there)

    def lesson(self, module: str, stem: str) -> dict[str, Page]:
        """Return a lesson's pages by language."""
        return self.lessons.get((module, stem), {})

    @cached_property
    def _stems(self) -> dict[str, list[str]]:
        stems: dict[str, set[str]] = {}
        for place in self.places.values():
            if place.kind not in ("module", "bank", "check"):
                stems.setdefault(place.module, set()).add(place.stem)
        return {module: sorted(names) for module, names in stems.items()}

    @cached_property
    def lessons(self) -> dict[tuple[str, str], dict[str, Page]]:
        """Every lesson, and the plan, by module and name: its pages by language."""
        lessons: dict[tuple[str, str], dict[str, Page]] = {}
        for page in self.pages.values():
            lessons.setdefault((page.place.module, page.place.stem), {})[page.place.lang] = page
        return lessons

    def questions(self, path: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the questions of a bank or check in which nothing is wrong, with their numbers."""
        return self.entries(path, "questions")


def _ordered(wanted: list[str], there: list[str]) -> list[str]:
    """Return what is there: first in the wanted order, then the rest as it comes."""
    named = dict.fromkeys(each for each in wanted if each in set(there))
    return [*named, *(each for each in there if each not in named)]


def read_package(tree: Tree, refused: Iterable[str] = ()) -> Package:
    """Read every file of a tree. What can't be read is a problem of its own and hides no other.

    :param refused: paths of files that are there but were not taken into the tree, so that nobody is told they are
        missing.
    """
    package = Package(tree)
    for path in refused:
        place = place_of(path)
        if place is not None:
            package.places[path] = place
    parts = 0
    for path, data in tree.items():
        place = place_of(path)
        if place is None:
            package.problems.append(
                Problem(
                    path,
                    1,
                    say("No file of this name belongs here."),
                    say("docs/course-format.md shows which files a course has; take it out or rename it."),
                )
            )
            continue
        package.places[path] = place
        if place.kind in ("media", "own"):
            continue
        text, problems = decode(path, data)
        package.problems += problems
        document = Document(path, sound=False)
        if text is not None:
            document = _page(package, path, place, text) if path.endswith(".md") else read_yaml(path, text)
        parts += len(document.places)
        package.documents[path] = document
        package.problems += document.problems
        if parts > MOST_PARTS:
            package.problems.append(
                Problem(
                    path,
                    1,
                    say("The course has more than %(most)d parts in its files.", most=MOST_PARTS),
                    say("Make two courses of it."),
                )
            )
            break
        if document.sound:
            package.seen[path] = look(place.schema, document)
            package.problems += package.seen[path].problems
    package.problems += _twin_names(package)
    return package


def _page(package: Package, path: str, place: Place, text: str) -> Document:
    lines = text.split("\n")
    end = next(
        (number for number, line in enumerate(lines[1:_FRONT_LINES], 1) if line.rstrip() == "---"),
        None,
    )
    if lines[0].rstrip() != "---" or end is None:
        document = Document(path, sound=False)
        document.problems.append(
            Problem(
                path,
                1,
                say("The front matter is missing or not closed."),
                say("Begin with a line “---”, then title, summary and minutes, then a line “---”."),
            )
        )
        end = -1
    else:
        document = read_yaml(path, "\n".join(lines[1:end]) + "\n", first_line=2)
    package.pages[path] = Page(path, place, document, "\n".join(lines[end + 1 :]), end + 2)
    return document


def _twin_names(package: Package) -> Iterator[Problem]:
    """Yield folders and lessons that differ in their number only: progress could not tell them
    apart.
    """
    first: dict[tuple[str, str], str] = {}
    for path, place in package.places.items():
        names = [("", place.module)] if place.module else []
        names += [(place.module, place.stem)] if place.kind == "lesson" else []
        for within, name in names:
            key = (within, stable_name(name))
            if first.setdefault(key, name) != name:
                yield Problem(
                    path,
                    1,
                    say(
                        "“%(this)s” and “%(other)s” have the same name.",
                        this=name,
                        other=first[key],
                    ),
                    say("The number before a name is for sorting only; choose another name for one of them."),
                )
