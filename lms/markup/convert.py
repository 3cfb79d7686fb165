"""Markdown into HTML: the library's own syntax without HTML, code and links, with places kept for
terms and sources.
"""

import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from lms.markup.scan import SOURCE, TERM
from lms.markup.tidy import CLOSE, OPEN

Embed = tuple[str, str, str]
"""What stands for something else: its kind, what it names, the words given for it."""

_TERM = re.compile(TERM)
_SOURCE = re.compile(SOURCE)
_PLACE = re.compile(f"{OPEN}([0-9]+){CLOSE}")


class _Headings(Treeprocessor):
    """The page's title is the only h1: larger headings become h2, smaller ones h4."""

    def run(self, root: ET.Element) -> None:
        for element in root.iter():
            if element.tag == "h1":
                element.tag = "h2"
            elif element.tag in ("h5", "h6"):
                element.tag = "h4"


class _Format(Extension):
    """What a text may use, and no more."""

    def __init__(self, *, one_line: bool) -> None:
        super().__init__()
        self.one_line = one_line

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        for name in ("code", "setextheader", "reference"):
            md.parser.blockprocessors.deregister(name)
        for name in (
            "backtick", "reference", "link", "image_link", "image_reference", "short_reference",
            "short_image_ref", "autolink", "automail", "html", "entity",
        ):  # fmt: skip
            md.inlinePatterns.deregister(name)
        if self.one_line:
            for name in ("empty", "indent", "hashheader", "hr", "olist", "ulist", "quote"):
                md.parser.blockprocessors.deregister(name)
        else:
            # A list may begin with 3. The converter's own switch for it is not read any more.
            md.parser.blockprocessors["olist"].LAZY_OL = False  # type: ignore[attr-defined]
        md.treeprocessors.register(_Headings(md), "headings", 5)


class _Converters(threading.local):
    """One converter for paragraphs and one for single lines in each thread: making one takes longer
    than using it.
    """

    def __init__(self) -> None:
        self.prose = Markdown(
            extensions=[TableExtension(use_align_attribute=True), _Format(one_line=False)],
            output_format="html",
        )
        self.line = Markdown(extensions=[_Format(one_line=True)], output_format="html")


_converters = _Converters()


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
    converter = _converters.line if one_line else _converters.prose
    return converter.reset().convert(text), found


def fill(html: str, embeds: list[Embed], show: Callable[[Embed], str]) -> str:
    """Return sanitised `html` with each numbered place replaced by what `show` makes of its embed."""

    def put(place: re.Match[str]) -> str:
        number = int(place[1])
        return show(embeds[number]) if number < len(embeds) else ""

    return _PLACE.sub(put, html)
