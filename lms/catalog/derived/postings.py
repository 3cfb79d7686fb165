"""In which entry of a course each word stands, and where.

A place is one number: the entry in the upper sixteen bits (its item and the number of its language), the position of
the word in the lower ones. Positions count from 0 in the title, from BODY in the text; where a sentence ends one is
left out, so that no phrase spans the two. Words of a phrase stand at places that follow each other.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.catalog.derived.entries import Entry
from lms.text.slips import units
from lms.text.tokens import Word, words

Places = Sequence[int]

BODY = 256
"""Position of the first word of a text; before it stands the title."""
MOST_POSITIONS = 65_000
LANGUAGES = 16
"""The languages of a course that an entry's number has room for."""
MOST_ITEMS = 2_048
MEMBERS = 1 << 31
"""Set in the place of an entry that is for members only."""
TERM = "~"
"""Begins the token of a term: its places are pairs, of where another language says it and in how many words."""
LONGEST_TOKEN = 200
LONGEST_TERM = 12
"""Words of a term."""


@dataclass(frozen=True)
class Placed:
    """An entry with the places of its words in its text, for highlighting: see `spans`."""

    entry: Entry
    number: int
    spans: bytes


@dataclass(frozen=True)
class Index:
    """What a search of one course reads: the entries, and the places of each token as bytes."""

    entries: list[Placed]
    places: dict[str, bytes]


def index(entries: Iterable[Entry], languages: Sequence[str], terms: Iterable[Mapping[str, Sequence[str]]]) -> Index:
    """Return what a search of a course reads. What goes beyond the bounds of a place is left out.

    :param languages: those of the course; an entry's language is known by its number in them.
    :param terms: of each term its spellings by language.
    """
    languages = languages[:LANGUAGES]
    places: dict[str, array[int]] = {}
    placed = []
    for entry in entries:
        if entry.lang in languages and entry.item < MOST_ITEMS:
            number = entry.item * LANGUAGES + languages.index(entry.lang)
            placed.append(Placed(entry, number, _place(entry, number, places)))
    places = {token: array("I", sorted(found)) for token, found in places.items()}
    across = _across(places, languages, terms)
    return Index(placed, {token: packed(found) for token, found in {**places, **across}.items()})


def _place(entry: Entry, number: int, places: dict[str, "array[int]"]) -> bytes:
    """Add the words of an entry to `places`; return where the words of its text stand."""
    first = (0 if entry.open else MEMBERS) | number << 16
    _add(list(words(entry.title))[: BODY - 2], first, places)
    spans = array("I")
    for word in words(entry.text):
        if word.after_stop and spans:
            spans.append(0)
        if len(spans) >= MOST_POSITIONS - BODY:
            break
        places.setdefault(word.token, array("I")).append(first + BODY + len(spans))
        spans.append(word.start << 8 | min(word.length, 255))
    return packed(spans)


def _add(found: Iterable[Word], first: int, places: dict[str, "array[int]"]) -> None:
    for position, word in enumerate(found):
        places.setdefault(word.token, array("I")).append(first + position)


def _across(
    places: Mapping[str, "array[int]"], languages: Sequence[str], terms: Iterable[Mapping[str, Sequence[str]]]
) -> dict[str, "array[int]"]:
    """Return where each spelling of a term is said in another language."""
    found: dict[str, set[tuple[int, int]]] = {}
    for term in terms:
        tokens = {lang: [[word.token for word in words(each)] for each in term.get(lang, ())] for lang in languages}
        for lang, spellings in tokens.items():
            said = {
                (place, len(other))
                for number, other_lang in enumerate(languages)
                if other_lang != lang
                for other in tokens[other_lang]
                if is_telling(other)
                for place in phrase([places.get(token, ()) for token in other])
                if (place >> 16) % LANGUAGES == number
            }
            for spelling in spellings:
                key = term_token(spelling)
                if key and said:
                    found.setdefault(key, set()).update(said)
    return {key: array("I", [part for pair in sorted(pairs) for part in pair]) for key, pairs in found.items()}


def is_telling(tokens: Sequence[str]) -> bool:
    """Tell whether these words are looked for in place of a term: one syllable stands in too many other words."""
    return len(tokens) > 1 or bool(tokens and not tokens[0].startswith("m"))


def term_token(tokens: Sequence[str]) -> str:
    """Return the token under which a term is kept; nothing where it is too long."""
    key = TERM + " ".join(tokens)
    return key if 0 < len(tokens) <= LONGEST_TERM and len(key) <= LONGEST_TOKEN else ""


def phrase(places: Sequence[Places], offsets: Sequence[int] | None = None) -> list[int]:
    """Return where words stand in a row, as the place of the first.

    :param places: of each word, ascending.
    :param offsets: how far each word stands behind the first; one behind the other where None is given.
    """
    offsets = offsets if offsets is not None else range(len(places))
    if not places or not all(places):
        return []
    rarest = min(range(len(places)), key=lambda number: len(places[number]))
    found = [place - offsets[rarest] for place in places[rarest]]
    for number, others in enumerate(places):
        if number != rarest and found:
            found = _kept(found, others, offsets[number])
    return found


def _kept(found: list[int], others: Places, offset: int) -> list[int]:
    if len(found) * 16 > len(others):
        among = set(others)
        return [place for place in found if place + offset in among]
    last = len(others)
    return [
        place for place in found if (at := bisect_left(others, place + offset)) < last and others[at] == place + offset
    ]


def packed(places: "array[int]") -> bytes:
    """Return numbers of 32 bits as bytes, the lowest first."""
    if sys.byteorder == "big":
        places = array("I", places)
        places.byteswap()
    return places.tobytes()


def unpacked(packed_places: bytes) -> "array[int]":
    """Return the numbers that `packed` made into bytes."""
    places = array("I")
    places.frombytes(packed_places)
    if sys.byteorder == "big":
        places.byteswap()
    return places


def sound_of(token: str) -> str:
    """Return by what a syllable is found whose spelling slipped; empty for anything else."""
    return "".join(map(written, units(token)))[:LONGEST_TOKEN]


def written(unit: str) -> str:
    """Return a letter with its vowels as it stands in a sound."""
    return "".join(f"{ord(sign):04x}" for sign in unit)
