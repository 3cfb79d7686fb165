"""Find the sentences that stand in a template without being asked of a catalogue.

    python -m tools.template_words

Each template is read by Jinja's own lexer, so what is code and what is text is told as Jinja tells it. Refused are
words in the text of a page, words in attributes that a person reads or hears, and texts that are shown from inside of
an expression: `{{ "Save" }}`.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

ROOT = Path(__file__).resolve().parent.parent
SPOKEN = frozenset({"alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title", "label"})
"""Attributes that a person reads or hears."""
UNREAD = frozenset({"script", "style"})
_LETTERS = re.compile("[A-Za-z]{2,}|[\u1000-\u109f]")
_SENTENCE = re.compile(r"[A-Z][a-z]+|[\u1000-\u109f]|[a-z]+ [a-z]+ ")
_BETWEEN = "jinja"
"""Stands where an expression or a statement was: letters, for a name of an element may have been made there."""
_SIGNS = frozenset({"wide", "yes"})
"""What templates say to one another, in blocks and macros that no reader sees: a class name, an answer."""

Found = tuple[int, str]


def bare(template: str) -> Iterator[Found]:
    """Yield the line and the words of each text in a template that no catalogue holds."""
    page: list[str] = []
    for line, kind, text in _tokens(template):
        if kind == "data":
            page.append("\n" * (line - 1 - "".join(page).count("\n")) + text)
        elif kind in {"variable_begin", "block_begin", "comment_begin"}:
            page.append(_BETWEEN)
        elif kind == "shown" and _SENTENCE.search(text):
            yield line, text
    yield from _in_html("".join(page))


def _tokens(template: str) -> Iterator[tuple[int, str, str]]:
    """Yield Jinja's tokens; a text that an expression would show as it stands is called "shown"."""
    inside = asked = 0
    before = ""
    for line, kind, text in Environment(autoescape=True).lex(template):
        if kind == "variable_begin":
            inside, before = 1, ""
        elif kind == "variable_end":
            inside = 0
        elif inside and kind == "string" and not asked and before in {"", "else", "or", "~", "("}:
            yield line, "shown", text[1:-1]
        elif inside and kind == "operator":
            asked += (text == "(") - (text == ")") if asked or text == "(" else 0
        if inside and kind not in {"whitespace", "variable_begin"}:
            before = text
        yield line, kind, text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Found] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD
        self.found += [(self.getpos()[0], value) for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.found.append((self.getpos()[0], data))


def _in_html(page: str) -> Iterator[Found]:
    reader = _Page()
    reader.feed(page)
    for line, text in reader.found:
        words = text.replace(_BETWEEN, " ").strip()
        if _LETTERS.search(words) and words not in _SIGNS:
            yield line, words


def main() -> int:
    """Name each place; 1 where there is one."""
    found = [
        f"{file.relative_to(ROOT)}:{line}: {words!r} is asked of no catalogue: write {{{{ _(…) }}}}"
        for file in sorted(ROOT.glob("templates/**/*.html"))
        for line, words in bare(file.read_text("utf-8"))
    ]
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
