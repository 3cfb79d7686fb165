"""What a text says in two languages, and what became of the original since it was translated."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lms.catalog.derived import parallel
from lms.catalog.package.course import Package, read_package
from lms.catalog.package.decode import decode
from lms.catalog.package.texts import Written, texts
from lms.catalog.package.tree import Tree
from lms.catalog.package.yaml_lines import read_yaml
from lms.text.difference import Part, difference
from lms.text.syllables import cut
from lms.translating.pairs import FRONT, Pair, Row, pairs
from lms.translating.queries import TextEntry
from lms.translating.twins import twins

SHORT = 240
"""Signs of a text that a list shows."""


def path_in(entry: TextEntry, lang: str) -> str:
    """Return the file in which a text stands in another language than that of its entry."""
    stem, dot, _ = entry.path.removesuffix(".md").rpartition(".")
    return f"{stem}{dot}{lang}.md" if entry.path.endswith(".md") else entry.path


def excerpts(tree: Tree, entries: Iterable[TextEntry], langs: Iterable[str]) -> list[list[str]]:
    """Return the beginning of each text in each language; of a lesson its title and summary."""
    values = {path: _value(path, data) for path, data in tree.items()}
    return [[_excerpt(values, entry, lang) for lang in langs] for entry in entries]


def _value(path: str, data: bytes) -> Any:
    text, _ = decode(path, data)
    if path.endswith(".md"):
        page = read_package(Tree({path: data})).pages[path]
        return page.front.value
    return read_yaml(path, text or "").value


def _excerpt(values: dict[str, Any], entry: TextEntry, lang: str) -> str:
    value = values.get(path_in(entry, lang))
    if entry.path.endswith(".md"):
        words = " – ".join(str(value[key]) for key in FRONT) if value else ""
    else:
        said = _at(value, entry.field).get(lang, "")
        words = str(said["text"] if isinstance(said, dict) else said)
    return cut(words.strip(), SHORT)


def _at(value: Any, field: str) -> dict[str, Any]:
    """Return the text at a field, as `derived.parallel` names it."""
    for part in field.split("."):
        if isinstance(value, list):
            named = (each for each in value if isinstance(each, dict) and str(each.get("id")) == part)
            value = next(named, None) or (value[int(part)] if part.isdecimal() and int(part) < len(value) else {})
        else:
            value = value.get(part, {}) if isinstance(value, dict) else {}
    return value if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Sides:
    """A text side by side, and what its original says now where it said other things then.

    :param changed: the parts of each piece of the original that changed; None where what it said is not kept.
    """

    pair: Pair
    rows: list[Row]
    changed: list[list[Part]] | None


def sides(now: Tree, then: Tree, entry: TextEntry, origin: str, to: str) -> Sides | None:
    """Return a text side by side.

    :param now: the files in which it stands now, in both languages and in the one that it was translated from.
    :param then: the file in which the original stood when it was translated; empty where that is not known.
    """
    package = read_package(now)
    name = (entry.owner, entry.field)
    pair = next((each for each in pairs(package, origin, to) if (each.owner, each.field) == name), None)
    if pair is None:
        return None
    old, new = (_written(each, name, entry.source_lang) for each in (read_package(then), package))
    changed = None
    if old is not None and new is not None:
        changed = list(_changed(pair.is_lesson, old.words, new.words))
    return Sides(pair, pair.rows, changed)


def _written(package: Package, name: tuple[str, str], lang: str) -> Written | None:
    named = (text for text in texts(package) if parallel.name_of(package, text) == name)
    return next((text.written[lang] for text in named if lang in text.written), None)


def _changed(is_lesson: bool, old: str, new: str) -> Iterable[list[Part]]:
    if not is_lesson:
        yield difference(old, new)
        return
    # Title and summary are lines of their own: as paragraphs they are pieces of their own.
    for twin in twins(*(words.replace("\n", "\n\n", len(FRONT)) for words in (old, new))):
        before, after = (piece.shown if piece else "" for piece in (twin.source, twin.target))
        if before != after:
            yield difference(before, after)
