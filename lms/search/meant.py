"""What a word that stands nowhere may have been meant for."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms.catalog.derived.postings import term_token, written
from lms.catalog.models import SearchWord
from lms.search import matching
from lms.search.matching import Mark, Shelf
from lms.search.rules import Chunk
from lms.search.scope import Scope
from lms.text import slips

Meant = dict[str, list[Mark]]
"""By course, where words stand."""

_MOST_MEANT = 5


def meant(session: Session, chunk: Chunk, scope: Scope) -> Meant:
    """Return where words stand that may have been meant; nothing where the chunk is too short to say."""
    if all(token.startswith("m") for token in chunk.tokens):
        return _syllables(session, chunk, scope)
    if len(chunk.tokens) == 1 and chunk.tokens[0].startswith("w"):
        return _words(session, chunk.tokens[0], scope)
    return {}


def _syllables(session: Session, chunk: Chunk, scope: Scope) -> Meant:
    letters = [unit for token in chunk.tokens for unit in slips.units(token)]
    if len(letters) < slips.FEWEST_UNITS:
        return {}
    units = [written(letter) for letter in letters]
    pieces = {"".join(units[at:end]) for at in range(len(units)) for end in matching.ends(at, len(units))}
    shelves: dict[str, Shelf] = {}
    for slug, _token, sound, places in scope.words(session, SearchWord.sound.in_(pieces)):
        shelves.setdefault(slug, Shelf()).add(sound, places, members=scope.members)
    found = {slug: matching.spelt_alike(units, shelf.places) for slug, shelf in shelves.items()}
    return {slug: marks for slug, marks in found.items() if marks}


def _words(session: Session, token: str, scope: Scope) -> Meant:
    typed = token[1:]
    if len(typed) < slips.FEWEST_LETTERS:
        return {}
    begins = [SearchWord.token.between(f"w{letter}", f"w{letter}zzzz") for letter in dict.fromkeys(typed[:2])]
    known = [word[1:] for word in session.scalars(select(SearchWord.token).where(or_(*begins)).distinct())]
    for most in range(1, 3 if len(typed) >= slips.LONG_WORD else 2):
        near = sorted(word for word in known if slips.is_near(typed, word, most))[:_MOST_MEANT]
        if near:
            return _standing(session, [f"w{word}" for word in near], scope)
    return {}


def _standing(session: Session, tokens: list[str], scope: Scope) -> Meant:
    """Return where words stand, and terms that are one of them."""
    terms = [term_token([token]) for token in tokens]
    shelves = scope.shelves(session, [*tokens, *terms])
    return {
        slug: [
            *((place, 1) for token in tokens for place in shelf.places.get(token, ())),
            *(mark for term in terms for mark in shelf.term(term)),
        ]
        for slug, shelf in shelves.items()
    }
