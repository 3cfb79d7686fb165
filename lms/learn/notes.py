"""What a page explains at its foot: the terms and sources that its texts name, in the order in which they appear.

Places on the page are numbered and not named: an address with what stands behind its # is kept in a browser's history.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from lms.catalog.derived.shelves import TRANSCRIPT

Gloss = dict[str, Any]

_LINK = re.compile(
    r'<a class="t" href="#t-(?P<term>[a-z0-9-]+)">(?P<words>.*?)</a>'
    r'|<sup><a class="s" href="#s-(?P<source>[a-z0-9-]+)">[0-9]+</a></sup>'
    rf"|<summary>(?P<said>{TRANSCRIPT})</summary>",
    re.DOTALL,
)
_GLUE = "\u2060"
"""WORD JOINER: the number of a source never begins a line."""
_BETWEEN = f"</a></sup>{_GLUE}<sup><a"


class Notes:
    """Called with each text of a page in turn, it gives the text back with its links counted for the whole page."""

    def __init__(
        self, content: Mapping[str, Any], transcript: str = TRANSCRIPT, digits: Callable[[int], str] = str
    ) -> None:
        """Begin a page.

        :param content: what a page shows; "terms" and "sources" are what its texts may name.
        :param transcript: the word for what is said in a recording.
        :param digits: shows the number of a source in the reader's digits.
        """
        self._known_terms: Mapping[str, Gloss] = content.get("terms", {})
        self._known_sources: Mapping[str, Gloss] = content.get("sources", {})
        self._terms: list[str] = []
        self._sources: list[str] = []
        self._linked: set[str] = set()
        self._transcript = transcript
        self._digits = digits

    def __call__(self, text: Markup) -> Markup:
        """Return a text with its sources numbered; what is not explained on this page is no link."""
        linked = _LINK.sub(self._link, text).replace(_BETWEEN, "</a>, <a")
        return Markup(linked)  # noqa: S704 - HTML as it was, and names that have no special sign

    def rests_on(self, sources: Iterable[str]) -> None:
        """Name sources without a link in a text."""
        self._sources += [name for name in sources if name in self._known_sources and name not in self._sources]

    @property
    def terms(self) -> Iterator[Gloss]:
        """Yield the terms named so far, and those that their meanings name."""
        # Meanings may name further terms: the list grows while it is gone through.
        for number, name in enumerate(self._terms, 1):
            term = self._known_terms[name]
            yield {**term, "number": number, "meaning": self(term["meaning"])}

    @property
    def sources(self) -> list[Gloss]:
        """Return the sources named so far, in the order of their numbers."""
        return [
            {
                **self._known_sources[name],
                "number": number,
                "linked": name in self._linked,
                **_days(self._known_sources[name]),
            }
            for number, name in enumerate(self._sources, 1)
        ]

    @property
    def has_terms(self) -> bool:
        """Tell whether a term was named."""
        return bool(self._terms)

    @property
    def has_law(self) -> bool:
        """Tell whether a law, treaty or court was named."""
        return any(self._known_sources[name]["law"] for name in self._sources)

    def _link(self, link: re.Match[str]) -> str:
        if link["said"]:
            return f"<summary>{Markup.escape(self._transcript)}</summary>"
        if link["term"]:
            return self._term(link["term"], link["words"])
        return self._source(link["source"])

    def _term(self, name: str, words: str) -> str:
        if name not in self._known_terms:
            return words
        first = name not in self._terms
        if first:
            self._terms.append(name)
        number = self._terms.index(name) + 1
        return f'<a class="t"{_id("w", number, first)} href="#t{number}">{words}</a>'

    def _source(self, name: str) -> str:
        if name not in self._known_sources:
            return ""
        first = name not in self._linked
        self.rests_on([name])
        self._linked.add(name)
        number = self._sources.index(name) + 1
        return f'{_GLUE}<sup><a class="s"{_id("r", number, first)} href="#s{number}">{self._digits(number)}</a></sup>'


def _id(kind: str, number: int, first: bool) -> str:
    return f' id="{kind}{number}"' if first else ""


def _days(source: Gloss) -> Gloss:
    """Return when a source was made and when somebody read it, as days where they are whole days."""
    made = source["date"] or ""
    whole = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", made)
    checked = source["checked"]
    return {
        "day": date.fromisoformat(made) if whole else None,
        "checked": date.fromisoformat(checked) if checked else None,
    }
