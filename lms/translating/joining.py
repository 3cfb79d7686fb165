"""Translations put into the files of a course."""

from dataclasses import dataclass, field

from lms.catalog.derived import parallel
from lms.catalog.package.course import Package
from lms.catalog.package.rewriting import Saying, page_with, yaml_with
from lms.catalog.package.texts import texts
from lms.catalog.package.yaml_lines import Path
from lms.translating.pairs import FRONT, Pair, Row


@dataclass(frozen=True)
class Change:
    """One row that comes back with other words."""

    number: str
    path: str
    row: Row
    words: str


@dataclass(frozen=True)
class Taking:
    """One text with its new words; of a lesson, `saying` has its body, and `front` what changes above it."""

    pair: Pair
    changes: list[Change]
    saying: Saying
    front: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Return all that the text then says, as `Pair.words` does."""
        page = self.pair.pages.get(self.pair.to)
        if not self.pair.is_lesson:
            return self.saying.words
        above = (self.front.get(key) or (str(page.front.value[key]) if page else "") for key in FRONT)
        return "\n".join((*above, self.saying.words))


def files(package: Package, taken: list[Taking]) -> dict[str, bytes]:
    """Return the files that change, as they are to be.

    :param package: the course as it is now: a text may stand elsewhere in its file than the translator saw it.
    """
    found: dict[str, bytes] = {}
    sayings: dict[str, dict[tuple[Path, str], Saying]] = {}
    places = {parallel.name_of(package, text): text.at for text in texts(package)}
    for taking in taken:
        pair = taking.pair
        if pair.is_lesson:
            like = package.tree.get(pair.path) or package.tree[pair.pages[pair.origin].path]
            found[pair.path] = page_with(like, taking.saying, front=taking.front)
        else:
            sayings.setdefault(pair.path, {})[places[pair.owner, pair.field], pair.to] = taking.saying
    return found | {path: yaml_with(package.tree[path], said) for path, said in sayings.items()}


def assert_nothing_else_changed(before: Package, after: Package, taken: list[Taking]) -> None:
    """Stop where writing the files anew changed a text that nobody touched, or not as it was to: a fault of ours."""
    touched = {
        (taking.pair.owner, taking.pair.field, taking.pair.to): (taking.saying.source, taking.saying.state)
        for taking in taken
    }
    was, becomes = _all(before), _all(after)
    wanted = {name: said for name, said in was.items() if name not in touched}
    found = {name: said for name, said in becomes.items() if name not in touched}
    assert found == wanted, "texts changed that nobody touched"
    assert {name: becomes[name][1:] for name in touched} == touched, "a text did not become what it was to"


def _all(package: Package) -> dict[tuple[str, str, str], tuple[str, tuple[str, str] | None, str]]:
    found = {}
    for text in texts(package):
        for lang, written in text.written.items():
            found[(*parallel.name_of(package, text), lang)] = written.words, written.source, written.state
    return found
