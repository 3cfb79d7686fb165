"""The parts of a text that stand on lines of their own: boxes, pictures, and the prose between
them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

FENCE = "!!!"
BOXES = ("note", "warning", "example")
"""Boxes with a title and a body."""
REFERRING = ("law", "audio", "check")
"""Boxes that name something: a source, a recording, a question."""

# Between straight quotes there may be curly ones. Either sign may stand for the other, for keyboards turn them round.
_QUOTED = r"(?:\s+(?P<quoted>\"[^\"]*\"|[\"“][^\"“”]*[\"”]))?"
_OPEN = re.compile(rf"!!!\s+(?P<kind>[a-z]+)(?:\s+(?P<ref>[^\s\"“”]+))?{_QUOTED}\s*")
_FIGURE = re.compile(rf"!\[(?P<alt>[^\[\]]*)\]\((?P<file>[^\s()\"“”]+){_QUOTED}\)\s*")
_INDENT = "    "


@dataclass(frozen=True)
class Block:
    """One part of a text.

    :param kind: prose, figure, unclear (a `!!!` line that can't be read), or the word after `!!!`.
    :param line: where it begins, from 1.
    :param body: its text: Markdown; of a figure the alternative text; of an unclear one the line
        itself.
    :param body_line: where the body begins.
    :param ref: what it names: a file, a source's or a question's id.
    :param title: the title in quotes, or a figure's caption.
    """

    kind: str
    line: int
    body: str
    body_line: int
    ref: str = ""
    title: str = ""


def blocks(source: str) -> Iterator[Block]:
    """Yield the parts of `source` in order."""
    lines = source.split("\n")
    prose_from = number = 0
    while number < len(lines):
        line = lines[number]
        if not line.startswith(("!!!", "![")):
            number += 1
            continue
        figure = _FIGURE.fullmatch(line)
        if figure is None and not line.startswith(FENCE):
            number += 1
            continue
        yield from _prose(lines, prose_from, number)
        if figure:
            at = number + 1
            yield Block("figure", at, figure["alt"].strip(), at, figure["file"], _unquoted(figure))
            number += 1
        else:
            end = _end_of_body(lines, number + 1)
            yield _box(lines, number, end)
            number = end
        prose_from = number
    yield from _prose(lines, prose_from, len(lines))


def _prose(lines: list[str], begin: int, end: int) -> Iterator[Block]:
    text = "\n".join(lines[begin:end])
    if text.strip():
        yield Block("prose", begin + 1, text, begin + 1)


def _end_of_body(lines: list[str], begin: int) -> int:
    end = number = begin
    while number < len(lines) and (lines[number].startswith(_INDENT) or not lines[number].strip()):
        number += 1
        if lines[number - 1].strip():
            end = number
    return end


def _box(lines: list[str], begin: int, end: int) -> Block:
    opened = _OPEN.fullmatch(lines[begin])
    if opened is None or opened["kind"] not in (*BOXES, *REFERRING):
        return Block("unclear", begin + 1, lines[begin], begin + 1)
    body = "\n".join(line[len(_INDENT) :] for line in lines[begin + 1 : end])
    return Block(opened["kind"], begin + 1, body, begin + 2, opened["ref"] or "", _unquoted(opened))


def _unquoted(line: re.Match[str]) -> str:
    return (line["quoted"] or "")[1:-1]
