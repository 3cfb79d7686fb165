"""Glossary terms that a lesson says in English and its Burmese twin says in other words. A guess: a warning at most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lms.catalog.package.course import Package, Page
from lms.catalog.package.report import Problem
from lms.catalog.package.words import bare
from lms.markup.scan import TERM
from lms.said import say

FROM, TO = "en", "my"
_GAPS = re.compile(r"[\s\u200b\u2060-]+")
_TERM = re.compile(TERM)


@dataclass(frozen=True)
class _Term:
    id: str
    spoken: tuple[str, ...]
    """How English texts say it, folded."""
    wanted: tuple[str, ...]
    """How Burmese texts should, without spaces: the word, then its forms."""
    shown: tuple[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the term in folded English; of a plural only the last letters differ."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.spoken))})(?:e?s)?\b")


def deviations(package: Package) -> Iterator[Problem]:
    """Yield each glossary term that a lesson has in English and that its Burmese twin lacks, once a lesson.

    Words inside of a longer term do not count: in “ordinary law” nobody speaks of “law”.
    """
    terms = list(_terms(package))
    by_length = sorted(terms, key=lambda term: -max(map(len, term.spoken)))
    for pages in package.lessons.values():
        if FROM in pages and TO in pages:
            twin = pages[TO]
            said, there = _folded(_words_of(pages[FROM])), _without_gaps(_words_of(twin))
            named, linked = _named(pages[FROM]), _named(twin)
            for term in by_length:
                said, times = term.pattern.subn(" ", said)
                in_use = term.id in linked or any(word in there for word in term.wanted)
                if (times or term.id in named) and not in_use:
                    english, burmese = term.shown
                    yield Problem(
                        twin.path,
                        twin.body_line,
                        say("The English says “%(term)s”, this does not say “%(word)s”.", term=english, word=burmese),
                        say("Use the glossary's word, or add the other one to its “forms”."),
                    )


def _terms(package: Package) -> Iterator[_Term]:
    for _, entry in package.entries("glossary.yaml", "terms"):
        spoken, wanted = _words(entry, FROM), _words(entry, TO)
        if spoken and wanted:
            yield _Term(
                entry["id"],
                tuple(_folded(word) for word in spoken),
                tuple(_without_gaps(word) for word in wanted),
                (spoken[0], wanted[0]),
            )


def _words(entry: dict[str, Any], lang: str) -> list[str]:
    word = entry["term"].get(lang, "")
    words = [word if isinstance(word, str) else word["text"], *entry.get("forms", {}).get(lang, [])]
    return [each for each in words if each.strip()]


def _words_of(page: Page) -> str:
    front = page.front.value if isinstance(page.front.value, dict) else {}
    return "\n".join((str(front.get("title", "")), str(front.get("summary", "")), bare(page.body)))


def _named(page: Page) -> set[str]:
    """Return what stands in [[ ]] on a page: a term that is named by its id is said, whatever words it shows."""
    return {use["ref"].strip() for use in _TERM.finditer(page.body)}


def _folded(words: str) -> str:
    return _GAPS.sub(" ", words).casefold()


def _without_gaps(words: str) -> str:
    return _GAPS.sub("", words)
