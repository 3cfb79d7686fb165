"""HTML as our Markdown: a small converter that knows what a text of ours can hold, and names what it can't.

It reads signs from left to right and builds no tree, so its time grows with the length and no faster, however deep the
elements stand in each other.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

from lms.exchange.found import CannotKeep
from lms.exchange.markdown_out import BREAK, Run, inline, line_start
from lms.said import Said, say
from lms.text.syllables import cut

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_STRONG, _EM = frozenset({"strong", "b"}), frozenset({"em", "i", "cite", "dfn", "var"})
_HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "#### ", "h6": "#### "}
_BLOCKS = frozenset({"p", "div", "section", "article", "header", "footer", "main", "aside", "address"}) | frozenset(
    {"figure", "figcaption", "center", "dl", "dt", "dd", "pre", "form", "fieldset"}
)
_LOOK = (
    frozenset(
        {"span", "font", "u", "small", "big", "ins", "mark", "label", "abbr", "acronym", "q", "tt", "s", "strike"}
    )
    | frozenset(
        {"strike", "del", "code", "kbd", "samp", "wbr", "nobr", "html", "body", "bdi", "bdo", "time", "nolink", "o:p"}
    )
    | frozenset({"thead", "tbody", "tfoot", "colgroup", "col", "caption"})
)
_UNHEARD = frozenset({"script", "style", "head", "title", "template"})
_SMALL = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_HIGH = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_PARAGRAPHS = re.compile(BREAK + "{2,}")
"""Two line ends that the author meant are the end of a paragraph."""
_DEEPEST = 3
_MOST_COLUMNS = 12
_MOST_TAGS = 4_000


@dataclass(frozen=True)
class Image:
    """A picture that stands in a text, by where it lies and what is said of it."""

    source: str
    alt: str


@dataclass
class Converted:
    """What a text became. `images` are not in it."""

    text: str
    images: list[Image] = field(default_factory=list)


def markdown(html: str, note: Callable[[Said], None], *, one_line: bool) -> Converted:
    """Return HTML as Markdown.

    :param note: is told of each thing that has no place in a text of ours.
    :param one_line: the text is a line: paragraphs and lists become sentences that follow each other.
    :raises CannotKeep: it has more elements than any text needs, or a table too wide for a phone.
    """
    if html.count("<") > _MOST_TAGS:
        raise CannotKeep(say("One of its texts has more than %(most)d elements.", most=_MOST_TAGS))
    reader = _Reader(note, one_line=one_line)
    for piece in _pieces(html):
        if isinstance(piece, str):
            reader.words(unescape(piece))
        else:
            reader.tag(*piece)
    return Converted(reader.finished(), reader.images)


def plain_text(html: str) -> str:
    """Return the words of HTML without any marks, on one line."""
    words = (unescape(piece) if isinstance(piece, str) else " " for piece in _pieces(html))
    return " ".join("".join(words).split())


def _pieces(html: str) -> Iterator[str | tuple[bool, str, str]]:
    """Yield words and tags in turn. A sign < that begins no tag is a word's."""
    at = look = 0
    while True:
        begin = html.find("<", look)
        if begin < 0:
            yield html[at:]
            return
        if html.startswith("<!--", begin):
            end = html.find("-->", begin)
            yield html[at:begin]
            if end < 0:
                return
            at = look = end + 3
            continue
        tag = _TAG.match(html, begin)
        if tag is None:
            look = begin + 1
            continue
        yield html[at:begin]
        yield bool(tag[1]), tag[2].lower(), tag[3]
        at = look = tag.end()


@dataclass
class _List:
    """A list that is open: its next number, and whether something was said in it."""

    ordered: bool
    number: int = 0
    begun: bool = False

    def sign(self) -> str:
        """Return what stands before its next item."""
        self.number += 1
        return f"{self.number}. " if self.ordered else "- "


class _Reader:
    def __init__(self, note: Callable[[Said], None], *, one_line: bool) -> None:
        self.note, self.one_line = note, one_line
        self.images: list[Image] = []
        self.blocks: list[tuple[str, str]] = []
        self.runs: list[Run] = []
        self.strong = self.em = self.quotes = self.unheard = 0
        self.shift = ""
        self.lists: list[_List] = []
        self.item = ""
        self.head = ""
        self.rows: list[list[str]] | None = None

    def words(self, words: str) -> None:
        if self.unheard or not words:
            return
        if self.shift:
            table = _SMALL if self.shift == "sub" else _HIGH
            shifted = words.translate(table)
            if any(sign.isalnum() and sign == same for sign, same in zip(shifted, words, strict=True)):
                self.note(say("Raised and lowered letters stand on the line now."))
            words = shifted
        self.runs.append(Run(words, self.strong > 0, self.em > 0))

    def tag(self, closes: bool, name: str, rest: str) -> None:
        if name in _UNHEARD:
            self._hush(closes, name)
        elif self.unheard:
            return
        elif name in _STRONG:
            self.strong = max(0, self.strong + (-1 if closes else 1))
        elif name in _EM:
            self.em = max(0, self.em + (-1 if closes else 1))
        elif name in ("sub", "sup"):
            self.shift = "" if closes else name
        elif name == "br":
            self.runs.append(Run(BREAK))
        elif name == "img":
            self._image(rest)
        elif name == "a":
            self._link(closes, rest)
        elif name not in _LOOK:
            self._block(closes, name)

    def _hush(self, closes: bool, name: str) -> None:
        self.unheard = max(0, self.unheard + (-1 if closes else 1))
        if not closes and name in ("script", "style"):
            self.note(say("“%(tag)s” was left out: the format has none.", tag=name))

    def _image(self, rest: str) -> None:
        values = _attributes(rest)
        self.images.append(Image(values.get("src", ""), " ".join(values.get("alt", "").split())))

    def _link(self, closes: bool, rest: str) -> None:
        address = "" if closes else _attributes(rest).get("href", "")
        if address and not address.startswith("#"):
            self.note(say("The link to %(address)s was left out; its words stay.", address=cut(address, 120)))

    def _block(self, closes: bool, name: str) -> None:
        if name in ("tr", "td", "th", "table"):
            self._table(closes, name)
            return
        self.flush()
        if name in _HEADINGS:
            self.head = "" if closes else _HEADINGS[name]
        elif name in ("ul", "ol"):
            self._list(closes, ordered=name == "ol")
        elif name == "li":
            if not closes and self.lists:
                self.item = self.lists[-1].sign()
        elif name == "blockquote":
            self.quotes = max(0, self.quotes + (-1 if closes else 1))
        elif name == "hr":
            self.blocks.append(("rule", "---"))
        elif name not in _BLOCKS and not closes:
            self.note(say("“%(tag)s” was left out: the format has none.", tag=name))

    def _list(self, closes: bool, *, ordered: bool) -> None:
        if closes:
            del self.lists[-1:]
        else:
            self.lists.append(_List(ordered))
        self.item = ""

    def _table(self, closes: bool, name: str) -> None:
        if name == "table":
            if closes:
                self._end_table()
            elif self.rows is None:
                self.flush()
                self.rows = []
        elif self.rows is None:
            self.flush()
        elif name == "tr":
            self._cell()
            if not closes:
                self.rows.append([])
        else:
            self._cell()
            if not closes:
                if not self.rows:
                    self.rows.append([])
                self.rows[-1].append("")

    def _cell(self) -> None:
        """Put the words so far into the cell that is open."""
        if self.rows and self.rows[-1]:
            words = inline(self.runs).replace(BREAK, " ").replace("|", "\\|")
            self.rows[-1][-1] = " ".join(filter(None, (self.rows[-1][-1], words)))
            self.runs = []

    def _end_table(self) -> None:
        self._cell()
        rows = [row for row in self.rows or () if any(row)]
        self.rows = None
        width = max(map(len, rows), default=0)
        if width > _MOST_COLUMNS:
            raise CannotKeep(say("Its table has more than %(most)d columns.", most=_MOST_COLUMNS))
        if self.one_line:
            self.blocks += [("text", "; ".join(filter(None, row)).replace("\\|", "|")) for row in rows]
        elif width == 1:
            self.blocks += [("text", row[0]) for row in rows]
        elif rows:
            lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
            self.blocks.append(("table", "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])))

    def flush(self) -> None:
        """End the paragraph, heading or item that the words so far are."""
        if self.rows is not None:
            self._cell()
            return
        words = inline(self.runs)
        self.runs = []
        if not words:
            return
        if self.one_line:
            self.blocks.append(("text", words.replace(BREAK, " ")))
            return
        for paragraph in _PARAGRAPHS.split(words):
            self._paragraph([line_start(line.strip()) for line in paragraph.split(BREAK)])

    def _paragraph(self, lines: list[str]) -> None:
        if self.lists:
            # A list in which nothing was said yet does not move in what stands in it.
            depth = min(sum(each.begun for each in self.lists[:-1]) + 1, _DEEPEST)
            self.lists[-1].begun = self.lists[-1].begun or bool(self.item)
            indent = "    " * (depth - 1)
            kind = "item" if self.item else "more"
            text = indent + (self.item or "    ") + f"  \n{indent}    ".join(lines)
            self.item = ""
        else:
            kind, text = "text", self.head + (" " if self.head else "  \n").join(lines)
        quote = "> " * min(self.quotes, _DEEPEST)
        self.blocks.append((kind, "\n".join(quote + line for line in text.split("\n")) if quote else text))

    def finished(self) -> str:
        """Return the whole text."""
        self.flush()
        if self.rows is not None:
            self._end_table()
        if self.one_line:
            return line_start(" ".join(text for _, text in self.blocks))
        out, before = "", ""
        for kind, text in self.blocks:
            between = "\n" if kind == before == "item" else "\n\n"
            out, before = (out + between + text if out else text), kind
        return out


def _attributes(rest: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found
