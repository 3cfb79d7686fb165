"""Every text of a course in two languages, in the rows that a translator sees: one a text, of a lesson one a piece."""

import dataclasses
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lms.catalog.derived import parallel
from lms.catalog.models import TextState
from lms.catalog.package.course import Package, Page
from lms.catalog.package.rewriting import Saying
from lms.catalog.package.texts import Text, Written, hash_of, is_stale, texts
from lms.markup.pieces import END
from lms.markup.scan import Kind
from lms.translating.twins import Twin, twins

ID_DIGITS = 10
TITLE, SUMMARY = "title", "summary"
FRONT = (TITLE, SUMMARY)
"""What stands above the text of a lesson and is translated."""


@dataclass(frozen=True)
class Row:
    """What stands beside each other in a file.

    :param id: tells this text at this place in this state from all others; ten hex digits.
    :param kind: what it is: the key in a YAML file; of a lesson, title, summary, or what `lms.markup.pieces` says.
    :param show: how its words are shown, as `lms.markup.scan` says it.
    :param place: of a lesson's piece, its place among the twins; below 0 for title and summary.
    """

    id: str
    kind: str
    show: Kind
    place: int
    source: str
    target: str


@dataclass
class Pair:
    """One text in two languages. `owner` and `field` name it as `ParallelText` does."""

    owner: str
    field: str
    text: Text
    origin: str
    to: str
    state: TextState
    pages: dict[str, Page] = dataclasses.field(default_factory=dict)

    @property
    def is_lesson(self) -> bool:
        """Tell whether it is a lesson or the action plan."""
        return self.text.kind == "lesson"

    def words(self, lang: str) -> str:
        """Return all its words in a language; empty where there are none."""
        written = self.text.written.get(lang)
        return written.words if written else ""

    @property
    def path(self) -> str:
        """Return the file in which the translation stands, or will."""
        return parallel.path_of(self.text, self.to)

    @cached_property
    def twins(self) -> list[Twin]:
        """The pieces of a lesson; none of another text."""
        if not self.is_lesson:
            return []
        target = self.pages.get(self.to)
        return twins(self.pages[self.origin].body, target.body if target else None)

    @cached_property
    def rows(self) -> list[Row]:
        """Its rows, in the order of the text."""
        if not self.is_lesson:
            name = self.text.at[-1] if isinstance(self.text.at[-1], str) else self.text.at[-2]
            shown = [_shown(self.words(lang)) for lang in (self.origin, self.to)]
            return [self._row(str(name), self.text.kind, 0, *shown)]
        rows = [self._row(key, "plain", place, *self._front(key)) for place, key in enumerate(FRONT, -len(FRONT))]
        for place, twin in enumerate(self.twins):
            if twin.kind != END:
                both = (each.shown if each else "" for each in (twin.source, twin.target))
                rows.append(self._row(twin.kind, "line", place, *both))
        return rows

    def _front(self, key: str) -> Iterator[str]:
        for lang in (self.origin, self.to):
            page = self.pages.get(lang)
            yield str(page.front.value.get(key, "")) if page else ""

    def _row(self, kind: str, show: Kind, place: int, source: str, target: str) -> Row:
        named = "\0".join((self.owner, self.field, str(place), self.origin, self.to, source, target))
        return Row(hashlib.sha256(named.encode()).hexdigest()[:ID_DIGITS], kind, show, place, source, target)

    @property
    def is_first(self) -> bool:
        """Tell whether the translation is in truth what the other was translated from."""
        written = self.text.written.get(self.origin)
        return written is not None and written.source is not None and written.source[0] == self.to

    def saying(self, words: str) -> Saying:
        """Return the translation with these words, as a draft made from what the source says here."""
        return Saying(words, None if self.is_first else (self.origin, hash_of(self.words(self.origin))))


def pairs(package: Package, origin: str, to: str) -> list[Pair]:
    """Return every text that the course has in `origin`, in the order in which learners meet them."""
    found = [_pair(package, text, origin, to) for text in texts(package) if _has(text.written.get(origin))]
    ranks = _ranks(package)
    return sorted(
        found, key=lambda pair: ranks[package.places[pair.text.file].module, package.places[pair.text.file].stem]
    )


def _has(written: Written | None) -> bool:
    return written is not None and bool(written.words.strip())


def _pair(package: Package, text: Text, origin: str, to: str) -> Pair:
    owner, name = parallel.name_of(package, text)
    written = text.written.get(to)
    state = TextState.MISSING
    if written is not None and _has(written):
        state = TextState.STALE if is_stale(text, written) else TextState(written.state)
    place = package.places[text.file]
    return Pair(owner, name, text, origin, to, state, {} if text.at else package.lesson(place.module, place.stem))


def _ranks(package: Package) -> dict[tuple[str, str], tuple[int, int, str]]:
    """Return what each file comes after, by module and stem: module by module, step by step; the rest is last."""
    modules = {"": -1, **{module: number for number, module in enumerate(package.modules)}}
    steps = {module: {stem: number for number, stem in enumerate(package.steps(module))} for module in package.modules}
    ranks = {}
    for place in package.places.values():
        first = place.kind in ("course", "module")
        number = -1 if first else steps.get(place.module, {}).get(place.stem, len(package.places))
        last = not place.module and place.kind != "course"
        ranks[place.module, place.stem] = (len(modules) if last else modules.get(place.module, 0), number, place.stem)
    return ranks


def _shown(words: str) -> str:
    return words.strip("\n")
