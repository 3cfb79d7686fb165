"""Which things a query finds, and how well. Pure.

What is found is an item: a course, a step or a term, in all its languages together. Its key is a place without the
position and the language.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from lms.catalog.derived.postings import (
    BODY,
    COUNT_SHIFT,
    COURSE_SHIFT,
    ITEM_BITS,
    LANGUAGE_BITS,
    PLACE,
    POSITION_BITS,
    language_number,
    phrase,
)
from lms.search.rules import Chunk, Query

Row = tuple[list[int], int]
"""Places where words stand in a row, and how many."""
Mark = tuple[int, int]
"""One such place, and how many."""

KEY_SHIFT = POSITION_BITS + LANGUAGE_BITS
COURSE_KEY_SHIFT = COURSE_SHIFT - KEY_SHIFT
ITEM_MASK = (1 << ITEM_BITS) - 1
_POSITION = (1 << POSITION_BITS) - 1
_TITLE, _WHOLE, _OWN = 128, 64, 32
"""What counts most: a title, all words in a row, the reader's language; then how often, up to the bound."""
_MOST_COUNTED = 31
_MOST_UNITS = 5
"""Letters of a syllable with its killed ones."""


@dataclass(frozen=True)
class Shelf:
    """Where the words stand that were asked for, in everything the reader may find.

    :param lang: the reader's language.
    """

    places: Mapping[str, "array[int]"]
    lang: str

    def row(self, tokens: Sequence[str], offsets: Sequence[int] | None = None) -> list[int]:
        """Return where tokens stand in a row."""
        return phrase([self.places.get(token, ()) for token in tokens], offsets)

    def term(self, key: str) -> list[Row]:
        """Return where other languages say a term."""
        rows: dict[int, list[int]] = {}
        for place in self.places.get(key, ()):
            rows.setdefault(place >> COUNT_SHIFT, []).append(place & PLACE)
        return [(places, count) for count, places in rows.items()]


@dataclass(frozen=True)
class Found:
    """What a query found: the items with their scores, the more the better, and where its words stand."""

    scores: dict[int, int]
    rows: list[Row]

    def marks_of(self, keys: Collection[int]) -> dict[int, list[Mark]]:
        """Return where on each of some items the words of the query stand."""
        marks: dict[int, set[Mark]] = {key: set() for key in keys}
        for places, count in self.rows:
            for place in places:
                if place >> KEY_SHIFT in marks:
                    marks[place >> KEY_SHIFT].add((place, count))
        return {key: sorted(found) for key, found in marks.items()}


def position_of(place: int) -> int:
    """Return the position of a place."""
    return place & _POSITION


def found(shelf: Shelf, query: Query, meant: Mapping[Chunk, list[Row]] | None = None) -> Found:
    """Return what has every chunk of a query, in whichever language.

    :param meant: of chunks that stand nowhere as they were typed, where words stand that they may have been meant for.
    """
    standing: list[list[Row]] = []
    for chunk in query.chunks:
        rows = [(shelf.row(chunk.tokens), len(chunk.tokens)), *(meant or {}).get(chunk, ())]
        rows += chain.from_iterable(shelf.term(key) for key in query.covering(chunk))
        if not any(places for places, _ in rows):
            return Found({}, [])
        standing.append(rows)
    return Found(_scores(shelf, query, [_all(rows) for rows in standing]), list(chain.from_iterable(standing)))


def _all(rows: Iterable[Row]) -> list[int]:
    return [place for places, _ in rows for place in places]


def _keys(places: Iterable[int]) -> list[int]:
    return [place >> KEY_SHIFT for place in places]


def _scores(shelf: Shelf, query: Query, standing: list[list[int]]) -> dict[int, int]:
    """Return the score of each item on which each chunk stands."""
    counts = [_counted(shelf, places) for places in standing]
    keys = set(counts[0][0]).intersection(*(often for often, _ in counts[1:]))
    if not keys:
        return {}
    scores = {key: min(_MOST_COUNTED, sum(often[key] for often, _ in counts)) for key in keys}
    titled = [set(_keys(_in_titles(places))) for places in standing]
    alone = len(standing) == 1
    whole = standing[0] if alone else _whole(shelf, query)
    whole_in_title = _in_titles(whole)
    for better, worth in (
        (set[int]().union(*(own for _, own in counts)), _OWN),
        (keys if alone else set(_keys(whole)), _WHOLE),
        (set.intersection(*titled), _TITLE),
        (set(_keys(whole_in_title)), _TITLE),
        (set(_keys(place for place in whole_in_title if not place & _POSITION)), _TITLE),
    ):
        for key in better & keys:
            scores[key] += worth
    return scores


def _counted(shelf: Shelf, places: list[int]) -> tuple[Counter[int], set[int]]:
    """Return how many places are on each item, and on which items one is in the reader's language."""
    often: Counter[int] = Counter()
    own = set()
    lang, mask = language_number(shelf.lang), (1 << LANGUAGE_BITS) - 1
    for entry, count in Counter([place >> POSITION_BITS for place in places]).items():
        often[entry >> LANGUAGE_BITS] += count
        if entry & mask == lang:
            own.add(entry >> LANGUAGE_BITS)
    return often, own


def _in_titles(places: Iterable[int]) -> list[int]:
    return [place for place in places if place & _POSITION < BODY]


def _whole(shelf: Shelf, query: Query) -> list[int]:
    """Return where the whole query stands in a row, or a term that says it."""
    said = chain.from_iterable(shelf.term(key) for key in query.terms if query.is_whole(key))
    return shelf.row(query.tokens, query.offsets) + _all(said)


def scattered(shelf: Shelf, query: Query) -> Found:
    """Return what has at least half of the query's pairs of syllables, or of its words in other scripts, and two."""
    parts = _parts(query)
    rows = [(shelf.row(part), len(part)) for part in parts]
    counts: Counter[int] = Counter()
    rare: Counter[int] = Counter()
    own: set[int] = set()
    for places, _ in rows:
        often, on_own = _counted(shelf, places)
        keys, own = set(often), own | on_own
        counts.update(keys)
        rare.update(dict.fromkeys(keys, 10_000 // (1 + len(keys))))
    enough = max(2, (len(parts) + 1) // 2)
    scores = {key: count << 16 | (key in own) << 15 | rare[key] for key, count in counts.items() if count >= enough}
    return Found(scores, rows)


def _parts(query: Query) -> list[tuple[str, ...]]:
    parts: dict[tuple[str, ...], None] = {}
    for chunk in query.chunks:
        tokens = chunk.tokens
        in_a_row = 2 if len(tokens) > 1 and tokens[0].startswith("m") else 1
        parts.update(dict.fromkeys(tokens[at : at + in_a_row] for at in range(len(tokens) - in_a_row + 1)))
    return list(parts)


def spelt_alike(units: Sequence[str], places: Mapping[str, Sequence[int]]) -> list[Row]:
    """Return where syllables stand in a row whose letters are those of a chunk, however they are parted.

    :param units: the chunk's letters, as `written` in a sound.
    :param places: by sound, where syllables of that sound stand, ascending.
    """
    ways: list[dict[int, int]] = [{} for _ in range(len(units) + 1)]
    """Before each letter: the last place of a way that leads there, and where it began."""
    for at in range(len(units)):
        for end in ends(at, len(units)):
            here = places.get("".join(units[at:end]), ())
            if at == 0:
                ways[end].update((place, place) for place in here)
            elif len(ways[at]) * 16 < len(here):
                ways[end].update((last + 1, first) for last, first in ways[at].items() if _is_in(here, last + 1))
            else:
                ways[end].update((place, ways[at][place - 1]) for place in here if place - 1 in ways[at])
    rows: dict[int, list[int]] = {}
    for last, first in ways[-1].items():
        rows.setdefault(last - first + 1, []).append(first)
    return [(first, count) for count, first in rows.items()]


def _is_in(places: Sequence[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def ends(at: int, count: int) -> range:
    """Return before which letters a syllable may end that begins at the letter `at` of `count`."""
    return range(at + 1, min(at + _MOST_UNITS, count) + 1)
