"""A text made ready to be shown: converted, sanitised, its syllables kept whole, and what it refers
to put in.

Whatever is put in comes after the sanitiser and is made here, from escaped words and from what the
shelf holds; so one page has the same bytes for everybody, and nothing that was typed can pass for
it.
"""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from lms.markup import convert
from lms.markup.blocks import Block, blocks
from lms.markup.clean import BLOCK, INLINE, clean
from lms.markup.keep import keep
from lms.markup.limits import hold
from lms.markup.shelf import EMPTY, Shelf
from lms.markup.tidy import tidy

_BARE = re.compile(r"[^*_\[\]\\&<>\n\x00-\x1f]*")


@dataclass(frozen=True)
class Rendered:
    """A text as HTML, and the ids of what it shows, each once, in order of appearance."""

    html: Markup
    terms: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()


def plain(text: str, *, lang: str) -> Markup:
    """Return a title or term: escaped, and nothing else but that its syllables stay whole."""
    return Markup(keep(str(escape(tidy(text))), lang))  # noqa: S704 - escaped just here


def line(text: str, *, lang: str, shelf: Shelf = EMPTY) -> Markup:
    """Return a text of one line or two: emphasis, terms and sources, without a paragraph around it.

    :raises TooMuch: the text can't be converted in bounded time.
    """
    return _Page(lang, shelf).line(tidy(text))


def render(source: str, *, lang: str, shelf: Shelf = EMPTY) -> Rendered:
    """Return a text of paragraphs, boxes, pictures and questions.

    What the shelf does not hold is shown as the words that stand for it, or not at all: the check
    of a package names such places, a page never fails on them.

    :raises TooMuch: the text can't be converted in bounded time.
    """
    page = _Page(lang, shelf)
    text = tidy(source)
    hold(text)
    html = page.text(text)
    return Rendered(html, tuple(page.terms), tuple(page.sources), tuple(page.checks))


class _Page:
    """One text on its way, and what it has shown so far: dicts stand for sets that keep their
    order.
    """

    def __init__(self, lang: str, shelf: Shelf) -> None:
        self.lang = lang
        self.shelf = shelf
        self.terms: dict[str, None] = {}
        self.sources: dict[str, None] = {}
        self.checks: dict[str, None] = {}

    def text(self, source: str) -> Markup:
        """Return the HTML of a text with blocks in it."""
        return Markup("\n").join(html for html in (self._block(block) for block in blocks(source)) if html)

    def line(self, text: str) -> Markup:
        """Return the HTML of one line."""
        if _BARE.fullmatch(text):
            return plain(text.strip(), lang=self.lang)
        hold(text)
        html, embeds = convert.convert(text, one_line=True)
        return self._finish(clean(html, INLINE).strip(), embeds)

    def _prose(self, source: str) -> Markup:
        html, embeds = convert.convert(source)
        return self._finish(clean(html, BLOCK).strip(), embeds)

    def _finish(self, html: str, embeds: list[convert.Embed]) -> Markup:
        return Markup(convert.fill(keep(html, self.lang), embeds, self._inline))  # noqa: S704 - sanitised

    def _inline(self, embed: convert.Embed) -> str:
        kind, ref, words = embed
        if kind == "source":
            return str(self._source(ref))
        term = self.shelf.term(ref)
        if term is None:
            return str(plain(words or ref, lang=self.lang))
        self.terms[term.id] = None
        shown = plain(words or (term.word if ref == term.id else ref), lang=self.lang)
        return str(Markup('<a class="t" href="#t-{}">{}</a>').format(term.id, shown))

    def _source(self, ref: str) -> Markup:
        if ref not in self.shelf.sources:
            return Markup("")
        self.sources[ref] = None
        number = list(self.sources).index(ref) + 1
        return Markup('<sup><a class="s" href="#s-{}">{}</a></sup>').format(ref, number)

    def _block(self, block: Block) -> Markup:
        if block.kind == "prose":
            return self._prose(block.body)
        if block.kind == "figure":
            return self._figure(block)
        if block.kind == "check":
            return self._check(block.ref)
        if block.kind == "unclear":
            return Markup("<p>{}</p>").format(plain(block.body, lang=self.lang))
        body = self._prose(block.body)
        title = self.line(block.title)
        if block.kind == "law":
            return self._law(block.ref, body)
        if block.kind == "audio":
            return self._audio(block.ref, title, body)
        head = Markup('<p class="admonition-title">{}</p>').format(title) if title else Markup("")
        return Markup('<aside class="admonition {}">{}{}</aside>').format(block.kind, head, body)

    def _figure(self, block: Block) -> Markup:
        picture = self.shelf.pictures.get(block.ref)
        if picture is None:
            return Markup("<p>{}</p>").format(plain(block.body, lang=self.lang))
        shown = picture.html(alt=block.body, lang=self.lang)
        caption = self.line(block.title)
        below = Markup("<figcaption>{}</figcaption>").format(caption) if caption else Markup("")
        return Markup("<figure>{}{}</figure>").format(shown, below)

    def _check(self, ref: str) -> Markup:
        if ref not in self.shelf.checks:
            return Markup("")
        self.checks[ref] = None
        return self.shelf.checks[ref]

    def _law(self, ref: str, body: Markup) -> Markup:
        if ref not in self.shelf.sources:
            return Markup('<blockquote class="law">{}</blockquote>').format(body)
        name = plain(self.shelf.sources[ref], lang=self.lang)
        return Markup('<blockquote class="law">{}<footer>{}{}</footer></blockquote>').format(
            body, name, self._source(ref)
        )

    def _audio(self, ref: str, title: Markup, body: Markup) -> Markup:
        """A recording and what is said in it, which is there also where the recording is not."""
        player = (
            Markup('<audio controls preload="none" src="{}"></audio>').format(self.shelf.sounds[ref])
            if ref in self.shelf.sounds
            else Markup("")
        )
        said = Markup("<details><summary>{}</summary>{}</details>").format(
            plain(self.shelf.transcript, lang=self.lang), body
        )
        head = Markup("<figcaption>{}</figcaption>").format(title) if title else Markup("")
        return Markup('<figure class="audio">{}{}{}</figure>').format(head, player, said)
