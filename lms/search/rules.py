"""What was typed into the search box, taken apart. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lms.catalog.derived.postings import term_token
from lms.text.canonical import tidy
from lms.text.stem import stem
from lms.text.tokens import Word, words

MOST_SIGNS = 200
"""Of what is typed."""
MOST_WORDS = 40

_NON = re.compile(r"\bnon[\s-]+(?=[a-z])", re.IGNORECASE)
"""non-violence, non violence and nonviolence are one word."""
_LITTLE = (
    "a an and are as at be by can do does for from has have how i in is it its me my of on or our should that the "
    "their there they this to was we were what when where which who why will with you your"
)
_LITTLE_TOKENS = frozenset("w" + stem(word) for word in _LITTLE.split())
"""Words that stand on nearly every page: a question is asked with them, but not about them."""


@dataclass(frozen=True)
class Chunk:
    """Words typed without a space between, which must stand in a row.

    :param first: how many words of the query stand before it.
    """

    tokens: tuple[str, ...]
    first: int

    @property
    def end(self) -> int:
        """How many words of the query stand before what follows it."""
        return self.first + len(self.tokens)


@dataclass(frozen=True)
class Query:
    """A query: a page that it finds has every chunk, or the name of a term in another language in place of some.

    :param terms: by their tokens, the words that may be a term: from which to before which of the query.
    """

    chunks: tuple[Chunk, ...]
    terms: dict[str, tuple[int, int]]

    @property
    def tokens(self) -> tuple[str, ...]:
        """All words that are looked for."""
        return tuple(token for chunk in self.chunks for token in chunk.tokens)

    @property
    def offsets(self) -> tuple[int, ...]:
        """How far each of them stands behind the first: little words between count, whichever they are."""
        places = [chunk.first + number for chunk in self.chunks for number in range(len(chunk.tokens))]
        return tuple(place - places[0] for place in places)

    def covering(self, chunk: Chunk) -> Iterator[str]:
        """Yield the tokens of the terms that say all of a chunk."""
        return (key for key, (first, end) in self.terms.items() if first <= chunk.first and chunk.end <= end)

    def is_whole(self, term: str) -> bool:
        """Tell whether a term says the whole query."""
        return all(term in self.covering(chunk) for chunk in self.chunks)


def query(typed: str) -> Query:
    """Return what was typed as a query; one without chunks where there is no word in it.

    :param typed: at most MOST_SIGNS signs are read, and MOST_WORDS words.
    """
    text = _NON.sub("non-", tidy(typed[:MOST_SIGNS]))
    found = list(words(text))[:MOST_WORDS]
    bounds = [0, *(at for at in range(1, len(found)) if _space_between(text, found[at - 1], found[at])), len(found)]
    tokens = [word.token for word in found]
    chunks = [Chunk(tuple(tokens[at:end]), at) for at, end in pairwise(bounds) if at < end]
    telling = [chunk for chunk in chunks if not _LITTLE_TOKENS.issuperset(chunk.tokens)]
    return Query(tuple(telling or chunks), _terms(tokens, bounds))


def _space_between(text: str, one: Word, other: Word) -> bool:
    return any(sign.isspace() for sign in text[one.start + one.length : other.start])


def _terms(tokens: Sequence[str], bounds: Sequence[int]) -> dict[str, tuple[int, int]]:
    spans = ((first, end) for at, first in enumerate(bounds) for end in bounds[at + 1 :])
    return {key: span for span in spans if (key := term_token(tokens[span[0] : span[1]]))}
