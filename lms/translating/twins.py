"""Two lessons side by side, piece by piece; and one of them built anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from lms.markup import pieces
from lms.markup.pieces import END, Piece


@dataclass(frozen=True)
class Twin:
    """A piece in the one language and in the other; None where one of them has no such piece."""

    source: Piece | None
    target: Piece | None

    @property
    def kind(self) -> str:
        """Return what it is: paragraph, heading, item …"""
        piece = self.target or self.source
        assert piece is not None
        return piece.kind


def twins(source: str, target: str | None) -> list[Twin]:
    """Return the pieces of two texts in pairs, the last `END`.

    Twins have the same pieces in the same order, as a rule; where they differ, a piece stands alone.

    :param target: None where the text is not there yet.
    """
    ours = pieces.split(source)
    if target is None:
        return [Twin(piece, None) for piece in ours]
    theirs = pieces.split(target)
    kinds = [[piece.kind for piece in each] for each in (ours, theirs)]
    if kinds[0] == kinds[1]:
        return [Twin(*both) for both in zip(ours, theirs, strict=True)]
    matcher = SequenceMatcher(None, kinds[0][:-1], kinds[1][:-1], autojunk=False)
    return [*_matched(ours, theirs, matcher), Twin(ours[-1], theirs[-1])]


def _matched(ours: list[Piece], theirs: list[Piece], matcher: "SequenceMatcher[str]") -> Iterator[Twin]:
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        if what == "equal":
            yield from (Twin(*both) for both in zip(ours[a1:a2], theirs[b1:b2], strict=True))
        else:
            yield from (Twin(piece, None) for piece in ours[a1:a2])
            yield from (Twin(None, piece) for piece in theirs[b1:b2])


class Misread(Exception):
    """The words of a piece would not be read as that piece any more. `place` is its place among the twins."""

    def __init__(self, place: int) -> None:
        """Keep the place."""
        super().__init__(place)
        self.place = place


def rebuilt(side_by_side: list[Twin], words: Mapping[int, str]) -> str:
    """Return the target with other words at some places.

    Where the target has no such piece it gets what stands around the source's. A piece that the target alone has, and
    that becomes empty, goes.

    :param words: as `Piece.shown`, by place among the twins.
    :raises Misread: words would make a heading, list or paragraph of their own.
    """
    wanted: list[tuple[int, Piece]] = []
    for place, twin in enumerate(side_by_side):
        piece = _piece(twin, words.get(place))
        if piece is not None:
            wanted.append((place, piece))
    text = pieces.join(piece for _, piece in wanted)
    for (place, piece), read in zip(wanted, pieces.split(text), strict=False):
        if (piece.kind, piece.before, piece.shown) != (read.kind, read.before, read.shown):
            raise Misread(place if piece.kind != END else wanted[max(0, wanted.index((place, piece)) - 1)][0])
    return text


def _piece(twin: Twin, words: str | None) -> Piece | None:
    if words is None or twin.kind == END:
        # The end of a text that is not there yet is that of its source.
        return twin.target or (twin.source if twin.kind == END else None)
    if twin.target is not None:
        return twin.target.saying(words) if words or twin.source else None
    return twin.source.saying(words) if twin.source and words else None
