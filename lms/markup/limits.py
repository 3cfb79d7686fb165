"""How much text the Markdown converter is given at once: its inline patterns take time in the
square of a paragraph's marks.
"""

import re
from collections.abc import Iterator

from lms.said import Said, say

MOST_BYTES = 100 * 1024
MOST_LINE = 10_000
MOST_PARAGRAPH = 20_000
MOST_BLOCKS = 200
"""Boxes, pictures and questions in one text."""
MOST_LINES = 200
"""Lines of one paragraph, table or list."""
MOST_MARKS = 400
"""Signs with a meaning (`* _ [ ] | \\ & < ! >`) in one paragraph: a dense one of a real lesson has
about 30. A table may have more `|`.
"""
MOST_BRACKETS = 200
MOST_COLUMNS = 12
DEEPEST_INDENT = 12
DEEPEST_QUOTE = 3

_MARK = re.compile(r"[*_\[\]\\&<!>]")
_QUOTE = re.compile(r"[ >]*")
_MARKERS = re.compile(r"[ >]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t>]+){4}")
_TERM = re.compile(r"\[\[[^\[\]\n]*\]\]")

Found = tuple[int, Said, Said]


class TooMuch(ValueError):
    """A text is beyond the bounds. `line` is counted from 1 in the text; `what` and `how` are
    sentences.
    """

    def __init__(self, line: int, what: Said, how: Said) -> None:
        """Keep the place and the sentences."""
        super().__init__(what)
        self.line, self.what, self.how = line, what, how


def hold(source: str) -> None:
    """Return if `source` can be converted in bounded time.

    :raises TooMuch: it can't.
    """
    for found in excesses(source):
        raise TooMuch(*found)


def excesses(source: str) -> Iterator[Found]:
    """Yield the line of each place that goes beyond a bound, what is wrong and how to mend it."""
    if len(source.encode("utf-8", "replace")) > MOST_BYTES:
        yield (
            1,
            say("The text is larger than %(most)d KB.", most=MOST_BYTES // 1024),
            say("Divide it."),
        )
        return
    signs = marks = lines = blocks = 0
    told = False
    for number, line in enumerate(source.split("\n"), 1):
        if not line.strip():
            signs = marks = lines = 0
            told = False
            continue
        blocks += line.startswith(("!!!", "!["))
        if blocks > MOST_BLOCKS:
            yield (
                number,
                say("The text has more than %(most)d boxes and pictures.", most=MOST_BLOCKS),
                say("Divide it."),
            )
            return
        signs += len(line)
        marks += len(_MARK.findall(line))
        lines += 1
        over = signs > MOST_PARAGRAPH or marks > MOST_MARKS or lines > MOST_LINES
        if (over or len(line) > MOST_LINE) and not told:
            told = True
            yield (
                number,
                say("The paragraph is too long, or has too many signs such as * and [."),
                say("Divide it into paragraphs with an empty line between them."),
            )
        yield from _line(number, line)


def _line(number: int, line: str) -> Iterator[Found]:
    quote = _QUOTE.match(line)
    if quote and quote.group().count(">") > DEEPEST_QUOTE:
        yield (
            number,
            say("Quotes lie too deep inside each other."),
            say("Take out some of the “>”."),
        )
    if _MARKERS.match(line):
        yield number, say("A line begins with several list signs."), say("One is enough: “- ”.")
    if len(line) - len(line.lstrip(" \t")) > DEEPEST_INDENT:
        yield (
            number,
            say("The line begins too far to the right."),
            say("Lists may lie three deep, four spaces each."),
        )
    if line.count("[") > MOST_BRACKETS:
        yield number, say("The line has more than %(most)d “[”.", most=MOST_BRACKETS), say("Divide it.")
    if line.count("|") > MOST_COLUMNS + 1 and _TERM.sub("", line).count("|") > MOST_COLUMNS + 1:
        yield (
            number,
            say("The table has more than %(most)d columns.", most=MOST_COLUMNS),
            say("Divide it; wide tables can't be read on a phone."),
        )
