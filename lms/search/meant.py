"""What a word that stands nowhere may have been meant for."""

from array import array

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lms.catalog.derived.postings import term_token, written
from lms.catalog.models import SearchWord
from lms.search import matching
from lms.search.matching import Row
from lms.search.rules import Chunk
from lms.search.scope import Scope
from lms.text import slips

_MOST_MEANT = 5


def meant(session: Session, chunk: Chunk, scope: Scope) -> list[Row]:
    """Return where words stand that may have been meant; nothing where the chunk is too short to say."""
    if all(token.startswith("m") for token in chunk.tokens):
        return _syllables(session, chunk, scope)
    if len(chunk.tokens) == 1 and chunk.tokens[0].startswith("w"):
        return _words(session, chunk.tokens[0], scope)
    return []


def _syllables(session: Session, chunk: Chunk, scope: Scope) -> list[Row]:
    letters = [unit for token in chunk.tokens for unit in slips.units(token)]
    if len(letters) < slips.FEWEST_UNITS:
        return []
    units = list(map(written, letters))
    pieces = {"".join(units[at:end]) for at in range(len(units)) for end in matching.ends(at, len(units))}
    wanted = select(SearchWord.course_id, SearchWord.sound, SearchWord.places).where(SearchWord.sound.in_(pieces))
    places = scope.together(session.execute(wanted))
    return matching.spelt_alike(units, {sound: array("Q", sorted(at)) for sound, at in places.items()})


def _words(session: Session, token: str, scope: Scope) -> list[Row]:
    typed = token[1:]
    if len(typed) < slips.FEWEST_LETTERS:
        return []
    begins = [SearchWord.token.between(f"w{letter}", f"w{letter}zzzz") for letter in dict.fromkeys(typed[:2])]
    known = [word[1:] for word in session.scalars(select(SearchWord.token).where(or_(*begins)).distinct())]
    for most in range(1, 3 if len(typed) >= slips.LONG_WORD else 2):
        near = sorted(word for word in known if slips.is_near(typed, word, most))[:_MOST_MEANT]
        if near:
            tokens = [f"w{word}" for word in near]
            terms = [term_token([one]) for one in tokens]
            shelf = scope.shelf(session, [*tokens, *terms])
            return [*((shelf.row([one]), 1) for one in tokens), *(row for term in terms for row in shelf.term(term))]
    return []
