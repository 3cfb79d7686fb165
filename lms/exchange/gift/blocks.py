"""A GIFT file cut into questions: at empty lines, as its users know it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MARK = re.compile(r"\[(id|tag):([^\]\n]{1,200})\]")
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")


@dataclass
class Block:
    """The lines of one question.

    :param line: where it begins, from 1.
    :param name: from a comment `[id:…]` before it.
    """

    line: int
    text: str
    category: str
    name: str = ""
    tags: list[str] = field(default_factory=list)


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file; comments and categories are not among them."""
    lines: list[str] = []
    begin, category, marks = 0, "", list[tuple[str, str]]()
    for number, raw in enumerate([*text.split("\n"), ""], 1):
        line = raw.strip()
        if line.startswith("//"):
            marks += _MARK.findall(line)
        elif (found := _CATEGORY.match(line)) and not lines:
            category = found[1].strip()
        elif line:
            begin = begin or number
            lines.append(line)
        elif lines:
            yield _block(begin, "\n".join(lines), category, marks)
            lines, begin, marks = [], 0, []


def _block(line: int, text: str, category: str, marks: list[tuple[str, str]]) -> Block:
    name = next((value.strip() for kind, value in marks if kind == "id"), "")
    return Block(line, text, category, name, [value.strip() for kind, value in marks if kind == "tag"][:50])
