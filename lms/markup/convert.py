"""Markdown into HTML: the library's own syntax without HTML, code and links, with places kept for
terms and sources.
"""

import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING

from lms.markup.scan import SOURCE, TERM
from lms.markup.tidy import CLOSE, OPEN

if TYPE_CHECKING:
    from markdown import Markdown

Embed = tuple[str, str, str]
"""What stands for something else: its kind, what it names, the words given for it."""

_TERM = re.compile(TERM)
_SOURCE = re.compile(SOURCE)
_PLACE = re.compile(f"{OPEN}([0-9]+){CLOSE}")


class _Headings:
    """The page's title is the only h1: larger headings become h2, smaller ones h4."""

    def run(self, root: ET.Element) -> None:
        """Change the headings of a tree, as the library's tree processors do."""
        for element in root.iter():
            if element.tag == "h1":
                element.tag = "h2"
            elif element.tag in ("h5", "h6"):
                element.tag = "h4"


_made = threading.local()
"""One converter for paragraphs and one for single lines in each thread: making one takes longer than using it."""


def _converter(*, one_line: bool) -> "Markdown":
    name = "line" if one_line else "prose"
    if not hasattr(_made, name):
        setattr(_made, name, _make(one_line=one_line))
    made: Markdown = getattr(_made, name)
    return made


def _make(*, one_line: bool) -> "Markdown":
    """Make a converter that knows what a text may use, and no more.

    The library is loaded with the first text: a site where people only read does without its memory.
    """
    from markdown import Markdown
    from markdown.extensions.tables import TableExtension

    md = Markdown(extensions=[] if one_line else [TableExtension(use_align_attribute=True)], output_format="html")
    md.preprocessors.deregister("html_block")
    for name in ("code", "setextheader", "reference"):
        md.parser.blockprocessors.deregister(name)
    for name in (
        "backtick", "reference", "link", "image_link", "image_reference", "short_reference",
        "short_image_ref", "autolink", "automail", "html", "entity",
    ):  # fmt: skip
        md.inlinePatterns.deregister(name)
    if one_line:
        for name in ("empty", "indent", "hashheader", "hr", "olist", "ulist", "quote"):
            md.parser.blockprocessors.deregister(name)
    else:
        # A list may begin with 3. The converter's own switch for it is not read any more.
        md.parser.blockprocessors["olist"].LAZY_OL = False  # type: ignore[attr-defined]
    md.treeprocessors.register(_Headings(), "headings", 5)  # type: ignore[arg-type]
    return md


def convert(source: str, *, one_line: bool = False) -> tuple[str, list[Embed]]:
    """Return the HTML of `source`, which is `tidy`, not yet sanitised, and what belongs in its
    numbered places.
    """
    found: list[Embed] = []

    def keep_for_later(embed: re.Match[str]) -> str:
        parts = embed.groupdict()
        kind = "term" if "words" in parts else "source"
        found.append((kind, parts["ref"].strip(), (parts.get("words") or "").strip()))
        return f"{OPEN}{len(found) - 1}{CLOSE}"

    text = _SOURCE.sub(keep_for_later, _TERM.sub(keep_for_later, source))
    return _converter(one_line=one_line).reset().convert(text), found


def fill(html: str, embeds: list[Embed], show: Callable[[Embed], str]) -> str:
    """Return sanitised `html` with each numbered place replaced by what `show` makes of its embed."""

    def put(place: re.Match[str]) -> str:
        number = int(place[1])
        return show(embeds[number]) if number < len(embeds) else ""

    return _PLACE.sub(put, html)
