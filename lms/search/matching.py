"""Which things of one course a query finds, and how well. Pure.

What is found is an item: a course, a step or a term, in all its languages together.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lms.catalog.derived.postings import BODY, LANGUAGES, MEMBERS, TERM, Places, phrase, unpacked
from lms.search.rules import Chunk, Query

Mark = tuple[int, int]
"""Where words stand, and how many."""
Score = tuple[int, int, int, int]

_ITEM = LANGUAGES << 16
_MOST_COUNTED = 30
_MOST_UNITS = 5
"""Letters of a syllable with its killed ones."""


@dataclass
class Shelf:
    """What is known of the words of one course.

    :param places: of each token that was asked for.
    :param lang: the number of the reader's language in the course; None where it is not in it.
    """

    places: "dict[str, array[int]]" = field(default_factory=dict)
    lang: int | None = None

    def add(self, token: str, packed: bytes, *, members: bool) -> None:
        """Take in where a token stands; without what is for members, unless the reader is one."""
        places = unpacked(packed)
        if not members:
            end = bisect_left(places, MEMBERS) if not token.startswith(TERM) else _open_pairs(places)
            places = places[:end]
        if places:
            before = self.places.get(token)
            self.places[token] = array("I", sorted([*before, *places])) if before else places

    def row(self, tokens: Sequence[str], offsets: Sequence[int] | None = None) -> list[int]:
        """Return where tokens stand in a row."""
        return phrase([self.places.get(token, ()) for token in tokens], offsets)

    def term(self, key: str) -> list[Mark]:
        """Return where other languages say a term."""
        pairs = self.places.get(key, ())
        return list(zip(pairs[::2], pairs[1::2], strict=True))


@dataclass(frozen=True)
class Found:
    """What a query found in one course: the items with their scores, and where each chunk stands."""

    scores: dict[int, Score]
    marks: list[list[Mark]]

    def marks_of(self, items: Collection[int]) -> dict[int, list[Mark]]:
        """Return where on each of some items the words of the query stand."""
        marks: dict[int, set[Mark]] = {item: set() for item in items}
        for mark in (mark for standing in self.marks for mark in standing):
            if (item := item_of(mark[0])) in marks:
                marks[item].add(mark)
        return {item: sorted(found) for item, found in marks.items()}


def _open_pairs(pairs: Places) -> int:
    """Return how many numbers of ascending pairs are of places that are not for members."""
    return 2 * bisect_left(pairs[::2], MEMBERS)


def item_of(place: int) -> int:
    """Return the item of a place."""
    return (place & ~MEMBERS) // _ITEM


def lang_of(place: int) -> int:
    """Return the number of the language of a place."""
    return (place >> 16) % LANGUAGES


def position_of(place: int) -> int:
    """Return the position of a place."""
    return place & 0xFFFF


def found(shelf: Shelf, query: Query, meant: Mapping[Chunk, list[Mark]] | None = None) -> Found:
    """Return what has every chunk of a query, in whichever language.

    :param meant: of chunks that stand nowhere as they were typed, where words stand that they may have been meant for.
    """
    marks = []
    for chunk in query.chunks:
        standing = [(place, len(chunk.tokens)) for place in shelf.row(chunk.tokens)]
        for key in query.covering(chunk):
            standing += shelf.term(key)
        standing += (meant or {}).get(chunk, [])
        if not standing:
            return Found({}, [])
        marks.append(standing)
    return Found(_scores(shelf, query, marks), marks)


def _scores(shelf: Shelf, query: Query, marks: list[list[Mark]]) -> dict[int, Score]:
    counts = [Counter(item_of(place) for place, _ in standing) for standing in marks]
    items = set(counts[0]).intersection(*counts[1:])
    if not items:
        return {}
    whole = _whole(shelf, query, marks)
    in_title = [{item_of(place) for place in _titles(standing)} for standing in marks]
    own = {item_of(place) for standing in marks for place, _ in standing if lang_of(place) == shelf.lang}
    whole_in_title = {item_of(place) for place in whole if position_of(place) < BODY}
    begins_title = {item_of(place) for place in whole if not position_of(place)}
    all_in_title = set[int](in_title[0]).intersection(*in_title[1:])
    whole_items = set(map(item_of, whole))
    return {
        item: (
            (item in all_in_title) + (item in whole_in_title) + (item in begins_title),
            item in whole_items,
            item in own,
            min(_MOST_COUNTED, sum(count[item] for count in counts)),
        )
        for item in items
    }


def _whole(shelf: Shelf, query: Query, marks: list[list[Mark]]) -> list[int]:
    """Return where the whole query stands in a row, or a term that says it."""
    if len(query.chunks) == 1:
        return [place for place, _ in marks[0]]
    rows = shelf.row(query.tokens, query.offsets)
    return rows + [place for key in query.terms if query.is_whole(key) for place, _ in shelf.term(key)]


def _titles(standing: Iterable[Mark]) -> list[int]:
    return [place for place, _ in standing if position_of(place) < BODY]


def scattered(shelf: Shelf, query: Query) -> Found:
    """Return what has at least half of the query's pairs of syllables, or of its words in other scripts, and two."""
    parts = _parts(query)
    rows = [shelf.row(part) for part in parts]
    marks = [[(place, len(part)) for place in row] for part, row in zip(parts, rows, strict=True)]
    items: Counter[int] = Counter()
    rare: Counter[int] = Counter()
    for row in rows:
        on = set(map(item_of, row))
        items.update(on)
        rare.update(dict.fromkeys(on, 1000 // (1 + len(on))))
    enough = max(2, (len(parts) + 1) // 2)
    own = {item_of(place) for row in rows for place in row if lang_of(place) == shelf.lang}
    scores = {item: (0, count, int(item in own), rare[item]) for item, count in items.items() if count >= enough}
    return Found(scores, marks)


def _parts(query: Query) -> list[tuple[str, ...]]:
    parts: dict[tuple[str, ...], None] = {}
    for chunk in query.chunks:
        tokens = chunk.tokens
        in_a_row = 2 if len(tokens) > 1 and tokens[0].startswith("m") else 1
        parts.update(dict.fromkeys(tokens[at : at + in_a_row] for at in range(len(tokens) - in_a_row + 1)))
    return list(parts)


def spelt_alike(chunk_units: Sequence[str], places: Mapping[str, Sequence[int]]) -> list[Mark]:
    """Return where syllables stand in a row whose letters are those of a chunk, however they are parted.

    :param chunk_units: the chunk's letters, as `sound_of` writes each.
    :param places: by sound, where syllables of that sound stand.
    """
    ways: list[dict[int, Mark]] = [{} for _ in range(len(chunk_units) + 1)]
    for at in range(len(chunk_units)):
        for end in ends(at, len(chunk_units)):
            for place in places.get("".join(chunk_units[at:end]), ()):
                if at == 0:
                    ways[end][place] = (place, 1)
                elif place - 1 in ways[at]:
                    first, count = ways[at][place - 1]
                    ways[end][place] = (first, count + 1)
    return sorted(set(ways[-1].values()))


def ends(at: int, count: int) -> range:
    """Return before which letters a syllable may end that begins at the letter `at` of `count`."""
    return range(at + 1, min(at + _MOST_UNITS, count) + 1)
