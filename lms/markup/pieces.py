"""A text cut into what a translator writes and what stays as it is: marks, ids, empty lines.

`join(split(text)) == text` for every text. A paragraph, heading, item of a list, cell of a table, title of a box,
alternative text or caption is a piece of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

END = "end"
"""The kind of the last piece: what stands after all words."""

_HEADING = re.compile(r"(#{1,6}[ \t]*)(.*)", re.DOTALL)
_ITEM = re.compile(r"((?:[-+*]|[0-9]{1,9}[.)])[ \t]+)(.*)", re.DOTALL)
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}")
_DELIMITERS = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?")
_LEAD = re.compile(r"[ \t>]*")
_BOX = re.compile(r"(!!!\s+[a-z]+(?:\s+[^\s\"“”]+)?\s+[\"“])(.*)([\"”]\s*)", re.DOTALL)
_FIGURE = re.compile(r"(!\[)([^\[\]]*)(\]\([^\s()\"“”]+)(?:(\s+[\"“])(.*)([\"”]))?(\)\s*)", re.DOTALL)
_CELL_EDGE = re.compile(r"(\[\[[^\[\]\n]*\]\]|\\.)|\|")


@dataclass(frozen=True)
class Piece:
    """Words, and what stands before them.

    :param kind: paragraph, heading, item, cell, title, alt, caption; `END` for the last.
    :param before: what is not for a translator, from the end of the words before.
    :param words: as they stand in the text. Lines after the first begin with `lead`.
    """

    kind: str
    before: str
    words: str
    lead: str = ""

    @property
    def shown(self) -> str:
        """Return the words without what every line of them begins with."""
        return self.words.replace(f"\n{self.lead}", "\n") if self.lead else self.words

    def saying(self, shown: str) -> "Piece":
        """Return the same piece with other words, given as `shown` gives them."""
        return replace(self, words=shown.replace("\n", f"\n{self.lead}"))


def join(pieces: Iterable[Piece]) -> str:
    """Return the text that was split."""
    return "".join(piece.before + piece.words for piece in pieces)


def split(text: str) -> list[Piece]:
    """Cut a text into its pieces; the last is `END` and has no words."""
    cutter = _Cutter()
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            block.append(line)
            continue
        cutter.block(block)
        cutter.line(line)
        block = []
    cutter.block(block)
    return cutter.end()


class _Cutter:
    """Takes lines, gives pieces. `fixed` is what has gathered since the last words."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.fixed: list[str] = []
        self.first = True
        self.open = False
        """Whether the next line may go on with the last words."""

    def line(self, line: str) -> None:
        """Take a line without words."""
        self._begin_line()
        self.fixed.append(line)

    def block(self, lines: list[str]) -> None:
        """Take lines without an empty one between them."""
        is_table = any(_DELIMITERS.fullmatch(line) for line in lines)
        for line in lines:
            lead = _LEAD.match(line)
            assert lead is not None
            self._one(line, lead.group(), line[lead.end() :], is_table=is_table)

    def _one(self, line: str, lead: str, rest: str, *, is_table: bool) -> None:
        heading, item = _HEADING.fullmatch(rest), _ITEM.fullmatch(rest)
        if rest.startswith(("!!!", "![")):
            self._special(lead, rest)
        elif not rest or _RULE.fullmatch(rest) or (is_table and _DELIMITERS.fullmatch(line)):
            self.line(line)
        elif is_table or rest.startswith("|"):
            self._cells(lead, rest)
        elif heading:
            self._parts("heading", lead + heading[1], heading[2])
        elif item:
            self._parts("item", lead + item[1], item[2], going_on=lead + " " * len(item[1]))
        elif self.open:
            self._go_on(lead, rest)
        else:
            self._parts("paragraph", lead, rest, going_on=lead)

    def _special(self, lead: str, rest: str) -> None:
        figure, box = _FIGURE.fullmatch(rest), _BOX.fullmatch(rest)
        self._begin_line()
        if figure:
            opened, alt, file, space, caption, quote, closed = (part or "" for part in figure.groups())
            self._put("alt", lead + opened, alt)
            self._put("caption", file + space, caption) if space else self.fixed.append(file)
            self.fixed.append(quote + closed)
        elif box:
            self._put("title", lead + box[1], box[2])
            self.fixed.append(box[3])
        else:
            self.fixed.append(lead + rest)

    def _cells(self, lead: str, rest: str) -> None:
        self._begin_line()
        self.fixed.append(lead)
        place = 0
        for edge in [*(found.start() for found in _CELL_EDGE.finditer(rest) if not found[1]), len(rest)]:
            cell = rest[place:edge]
            words = cell.strip()
            begin = cell.index(words)
            if words:
                self._put("cell", cell[:begin], words)
                self.fixed.append(cell[begin + len(words) :])
            else:
                self.fixed.append(cell)
            self.fixed.append(rest[edge : edge + 1])
            place = edge + 1

    def _parts(self, kind: str, before: str, rest: str, going_on: str | None = None) -> None:
        """Take one line of words; what follows goes on with them where `going_on` says how it begins."""
        self._begin_line()
        words = rest.rstrip()
        if not words:
            self.fixed.append(before + rest)
            return
        self._put(kind, before, words, going_on or "")
        if rest[len(words) :]:
            self.fixed.append(rest[len(words) :])
        self.open = going_on is not None

    def _go_on(self, lead: str, rest: str) -> None:
        last = self.pieces[-1]
        gap = "".join(self.fixed)
        self.fixed = []
        words = rest.rstrip()
        first = "\n" not in last.words
        self.pieces[-1] = replace(
            last, words=f"{last.words}{gap}\n{lead}{words}", lead=lead if first else _common(last.lead, lead)
        )
        if rest[len(words) :]:
            self.fixed.append(rest[len(words) :])

    def _begin_line(self) -> None:
        if not self.first:
            self.fixed.append("\n")
        self.first = self.open = False

    def _put(self, kind: str, before: str, words: str, lead: str = "") -> None:
        self.pieces.append(Piece(kind, "".join(self.fixed) + before, words, lead))
        self.fixed = []

    def end(self) -> list[Piece]:
        return [*self.pieces, Piece(END, "".join(self.fixed), "")]


def _common(one: str, other: str) -> str:
    """Return what both begin with."""
    count = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return one[: count if count is not None else min(len(one), len(other))]


def kinds(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield what each piece is."""
    return (piece.kind for piece in pieces)
