"""What a text may refer to, in the language of the page that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from markupsafe import Markup


class Term(NamedTuple):
    """A glossary term: its id and how it is written in the page's language."""

    id: str
    word: str


class Figure(Protocol):
    """A picture that can be put into a page."""

    def html(self, *, alt: str, lang: str) -> Markup:
        """Return the element that shows it, with `alt` as its name."""


@dataclass(frozen=True)
class Picture:
    """A photograph by its address, with its size in pixels so that the page does not jump."""

    url: str
    width: int
    height: int

    def html(self, *, alt: str, lang: str) -> Markup:
        """Return an `img` that is fetched when it comes near the screen."""
        return Markup('<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">').format(
            self.url, alt, self.width, self.height
        )


@dataclass(frozen=True)
class Shelf:
    """Everything that terms, sources, pictures, sounds and check questions of a text are looked up
    in.

    :param terms: by id and by `folded` word and form.
    :param sources: id to a short name of the work in the page's language.
    :param pictures: by file name.
    :param sounds: file name to address.
    :param checks: question id to its finished HTML.
    :param transcript: the word for what is said in a recording, in the page's language.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Figure] = field(default_factory=dict)
    sounds: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, Markup] = field(default_factory=dict)
    transcript: str = "Transcript"

    def term(self, ref: str) -> Term | None:
        """Return the term that `ref` names by id, word or form."""
        return self.terms.get(ref) or self.terms.get(folded(ref))


def folded(word: str) -> str:
    """Return a word as terms are looked up: no case, single spaces."""
    return " ".join(word.split()).casefold()


EMPTY = Shelf()
