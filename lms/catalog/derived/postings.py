"""In which entry of a course each word stands, and where.

A place is one number. Its lowest sixteen bits are the position of the word: from 0 in the title, from BODY in the text;
where a sentence ends one is left out, so that no phrase spans the two. Above them stand the number of the language, the
item, a bit that says whether it is for members, and the course. Words of a phrase stand at places that follow each
other, and the places of one word in several courses are one ascending list.
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
POSITION_BITS, LANGUAGE_BITS, ITEM_BITS = 16, 4, 11
MEMBERS = 1 << POSITION_BITS + LANGUAGE_BITS + ITEM_BITS
"""Set in the place of an entry that is for members only."""
COURSE_SHIFT = POSITION_BITS + LANGUAGE_BITS + ITEM_BITS + 1
ENTRY_BITS = COURSE_SHIFT - POSITION_BITS
"""Of the number of an entry in its course."""
COUNT_SHIFT = 56
"""Above it, in the place of a term, stands how many words say it."""
PLACE = (1 << COUNT_SHIFT) - 1
TERM = "~"
"""Begins the token of a term: its places are those where another language says it."""
LONGEST_TOKEN = 200
LONGEST_TERM = 12
"""Words of a term."""

LANGUAGES = ("en", "my", "shn", "ksw", "pwo", "kjp", "kac", "mnw", "cnh", "ctd", "cfm", "rki", "kyu", "blk")
"""Their order is part of every place that is kept: a further language is added at the end, and nothing else changes."""
_NUMBERS = {lang: number for number, lang in enumerate(LANGUAGES)}


@dataclass(frozen=True)
class Placed:
    """An entry, its number among those of its course, and where the words of its text stand, for highlighting."""

    entry: Entry
    number: int
    spans: bytes


@dataclass(frozen=True)
class Index:
    """What a search of one course reads: the entries, and the places of each token, of a course without a number."""

    entries: list[Placed]
    places: dict[str, "array[int]"]


def index(entries: Iterable[Entry], terms: Iterable[Mapping[str, Sequence[str]]]) -> Index:
    """Return what a search of a course reads. What goes beyond the bounds of a place is left out.

    :param terms: of each term its spellings by language.
    """
    places: dict[str, array[int]] = {}
    placed = []
    for entry in entries:
        if entry.item < 1 << ITEM_BITS:
            number = entry.item << LANGUAGE_BITS | language_number(entry.lang)
            placed.append(Placed(entry, number, _place(entry, number, places)))
    in_order = {token: array("Q", sorted(found)) for token, found in places.items()}
    return Index(placed, {**in_order, **_across(in_order, terms)})


def language_number(lang: str) -> int:
    """Return the number of a language in a place.

    :raises KeyError: no course is written in it.
    """
    return _NUMBERS[lang]


def _place(entry: Entry, number: int, places: dict[str, "array[int]"]) -> bytes:
    """Add the words of an entry to `places`; return where the words of its text stand."""
    first = (0 if entry.open else MEMBERS) | number << POSITION_BITS
    _add(list(words(entry.title))[: BODY - 2], first, places)
    spans = array("Q")
    for word in words(entry.text):
        if word.after_stop and spans:
            spans.append(0)
        if len(spans) >= MOST_POSITIONS - BODY:
            break
        places.setdefault(word.token, array("Q")).append(first + BODY + len(spans))
        spans.append(word.start << 8 | min(word.length, 255))
    return packed(spans, "I")


def _add(found: Iterable[Word], first: int, places: dict[str, "array[int]"]) -> None:
    for position, word in enumerate(found):
        places.setdefault(word.token, array("Q")).append(first + position)


def _across(
    places: Mapping[str, "array[int]"], terms: Iterable[Mapping[str, Sequence[str]]]
) -> dict[str, "array[int]"]:
    """Return where each spelling of a term is said in another language."""
    found: dict[str, set[int]] = {}
    for term in terms:
        tokens = {lang: [[word.token for word in words(each)] for each in said] for lang, said in term.items()}
        said_at = {lang: _said_at(places, spellings, lang) for lang, spellings in tokens.items()}
        for lang, spellings in tokens.items():
            elsewhere = [place for other, at in said_at.items() if other != lang for place in at]
            for key in filter(None, map(term_token, spellings)):
                found.setdefault(key, set()).update(elsewhere)
    return {key: array("Q", sorted(at)) for key, at in found.items() if at}


def _said_at(places: Mapping[str, "array[int]"], spellings: Iterable[Sequence[str]], lang: str) -> list[int]:
    """Return where texts in a language say a term, each place with the number of words."""
    return [
        place | len(tokens) << COUNT_SHIFT
        for tokens in spellings
        if is_telling(tokens)
        for place in phrase([places.get(token, ()) for token in tokens])
        if language_of(place) == language_number(lang)
    ]


def language_of(place: int) -> int:
    """Return the number of the language of a place."""
    return (place >> POSITION_BITS) % (1 << LANGUAGE_BITS)


def is_telling(tokens: Sequence[str]) -> bool:
    """Tell whether these words are looked for in place of a term: one syllable stands in too many other words."""
    return len(tokens) > 1 or bool(tokens and not tokens[0].startswith("m"))


def term_token(tokens: Sequence[str]) -> str:
    """Return the token under which a term is kept; nothing where it is too long."""
    key = TERM + " ".join(tokens)
    return key if 0 < len(tokens) <= LONGEST_TERM and len(key) <= LONGEST_TOKEN else ""


def phrase(places: Sequence[Places], offsets: Sequence[int] | None = None) -> list[int]:
    """Return where words stand in a row, as the place of the first, in no order.

    :param places: of each word, ascending.
    :param offsets: how far each word stands behind the first; one behind the other where None is given.
    """
    offsets = offsets if offsets is not None else range(len(places))
    if not places or not all(places):
        return []
    rarest, *others = sorted(range(len(places)), key=lambda number: len(places[number]))
    found, at = list(places[rarest]), offsets[rarest]
    for number in others:
        step, at = offsets[number] - at, offsets[number]
        found = _further(found, step, places[number])
    return [place - at for place in found] if at else found


def _further(found: list[int], step: int, others: Places) -> list[int]:
    """Return those of `others` that stand `step` behind one of `found`."""
    last = len(others)
    if len(found) * 12 > last:
        return list({place + step for place in found}.intersection(others))
    ahead = [place + step for place in found]
    return [place for place in ahead if (at := bisect_left(others, place)) < last and others[at] == place]


def packed(numbers: "array[int]", size: str = "Q") -> bytes:
    """Return numbers as bytes, the lowest byte first.

    :param size: as `array` says it: Q of 64 bits, I of 32.
    """
    numbers = array(size, numbers)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(as_bytes: bytes, size: str = "Q") -> "array[int]":
    """Return the numbers that `packed` made into bytes."""
    numbers = array(size)
    numbers.frombytes(as_bytes)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def sound_of(token: str) -> str:
    """Return by what a syllable is found whose spelling slipped; empty for anything else."""
    return "".join(map(written, units(token)))[:LONGEST_TOKEN]


def written(unit: str) -> str:
    """Return a letter with its vowels as it stands in a sound."""
    return "".join(f"{ord(sign):04x}" for sign in unit)
