"""What of a course can be searched: the course, its steps, its glossary, in each language as plain text.

What learners write is not here, nor are questions: to search the bank would be to read it before the quiz.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lms.catalog.derived.steps import StepPlace
from lms.catalog.models import OPEN_KINDS

Content = Mapping[str, Any]


class EntryKind(StrEnum):
    """What an entry leads to."""

    COURSE = "course"
    STEP = "step"
    TERM = "term"


@dataclass(frozen=True)
class Entry:
    """A text that can be found.

    :param item: one number for the same thing in all languages: the course, then its steps, then its terms.
    :param name: the step's stable name or the term's id; empty of the course.
    :param open: whether it can be read without an account, where the course can.
    """

    item: int
    kind: EntryKind
    name: str
    lang: str
    open: bool
    title: str
    text: str


_UNSEEN = re.compile(r"<(svg|sup)\b.*?</\1>", re.DOTALL)
"""Drawings and numbers of sources."""
_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|q|s|small|span|strong|sub|u)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"[ \t]+")
_LINES = re.compile(r"\s*\n\s*")
_FOREIGN = re.compile(r'<(?:div|span) lang="([a-z]+)">')


def entries(
    outlines: Mapping[str, Content], pages: Mapping[tuple[str, str], Content], steps: list[StepPlace]
) -> Iterator[Entry]:
    """Yield everything that can be found in a course, by item and then by language."""
    for lang, outline in outlines.items():
        modules = [part for module in outline["modules"] for part in (module["title"], module["summary"])]
        yield from _entry(0, EntryKind.COURSE, "", lang, True, outline["title"], [outline["summary"], *modules])
    for item, step in enumerate(steps, 1):
        for lang in outlines:
            page = pages[step.name, lang]
            if page.get("lang", lang) == lang:
                is_open = step.kind in OPEN_KINDS
                yield from _entry(item, EntryKind.STEP, step.name, lang, is_open, page["title"], _texts(page))
    first = len(steps) + 1
    names = dict.fromkeys(name for outline in outlines.values() for name in outline["terms"])
    for item, name in enumerate(names, first):
        for lang, outline in outlines.items():
            term = outline["terms"][name]
            yield from _entry(item, EntryKind.TERM, name, lang, True, term["word"], [term["meaning"]])


def _texts(page: Content) -> Iterator[str]:
    """Yield the texts of a page that everybody reads who opens it: of a dialogue its purpose, of a quiz nothing."""
    for key in ("summary", "intro", "prompt", "purpose"):
        yield page.get(key, "")
    yield from (part["html"] for part in page.get("parts", ()) if "html" in part)
    for place in page.get("places", ()):
        yield from (place["title"], place["text"])
        for decision in place["decisions"]:
            yield from (decision["text"], decision["feedback"])


def _entry(
    item: int, kind: EntryKind, name: str, lang: str, is_open: bool, title: str, texts: Iterable[str]
) -> Iterator[Entry]:
    """Yield an entry, unless nothing of it is in this language."""
    own_title = plain(title, lang)
    own = "\n".join(filter(None, (plain(text, lang) for text in texts)))
    if own_title or own:
        yield Entry(item, kind, name, lang, is_open, own_title, own)


def plain(text: str, lang: str) -> str:
    """Return the words of a text that was made into HTML, a paragraph a line; nothing where it is in another language.

    :param text: as `Voice` gives it: what stands in for a missing translation is marked as a whole.
    """
    foreign = _FOREIGN.match(text)
    if foreign and foreign[1] != lang:
        return ""
    bare = _TAG.sub("\n", _INLINE.sub("", _UNSEEN.sub("", text)))
    return _LINES.sub("\n", _SPACE.sub(" ", html.unescape(bare).replace("\u200b", "").replace("\u2060", ""))).strip()
