"""The texts of a package as a reader gets them: in the language asked for, else in the next that has the words."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup

from lms import markup
from lms.catalog.derived.shelves import Shelves
from lms.catalog.derived.words import Text, pick

_LATIN_ONLY = re.compile(r"(?=.*[A-Za-z]{2})[\x00-\u024f\u2000-\u206f]*", re.DOTALL)


class Voice:
    """Says texts to readers of `lang`. Words that are not in the language of what they stand in carry their own `lang`.

    :param inside: the language of what the words stand in, where that is not the reader's: a lesson that is missing in
        it.
    """

    def __init__(self, shelves: Shelves, lang: str, inside: str = "") -> None:
        self.lang = lang
        self.inside = inside or lang
        self.shelves = shelves

    def within(self, lang: str) -> "Voice":
        """Return the same voice for what stands in a text of another language."""
        return Voice(self.shelves, self.lang, lang)

    @cached_property
    def chain(self) -> list[str]:
        """The languages in the order in which words are looked for."""
        return self.shelves.chain(self.lang)

    def plain(self, text: Text | None) -> Markup:
        """Return a title or term; nothing for None."""
        lang, words = pick(text, self.chain)
        return self._marked("span", lang, markup.plain(words, lang=lang))

    def typed(self, words: str) -> Markup:
        """Return words that a package has in one language only: with Latin letters and no others they are English."""
        html = markup.plain(words, lang="")
        return self._marked("span", "en", html) if _LATIN_ONLY.fullmatch(words) else html

    def line(self, text: Text | None) -> Markup:
        """Return a text of a line or two, without a paragraph around it; nothing for None."""
        lang, words = pick(text, self.chain)
        return self._marked("span", lang, markup.line(words, lang=lang, shelf=self.shelves.of(lang)))

    def prose(self, text: Text | None) -> Markup:
        """Return a text of paragraphs; nothing for None."""
        lang, words = pick(text, self.chain)
        return self._marked("div", lang, markup.render(words, lang=lang, shelf=self.shelves.of(lang)).html)

    def lines(self, texts: Iterable[Text]) -> list[Markup]:
        """Return several texts of a line or two."""
        return [self.line(text) for text in texts]

    def picture(self, picture: Mapping[str, Any] | None) -> Markup:
        """Return a picture with its caption; nothing for None."""
        if picture is None:
            return Markup("")
        figure = self.shelves.of(self.lang).pictures[picture["file"]]
        shown = figure.html(alt=pick(picture["alt"], self.chain)[1], lang=self.inside)
        caption = self.line(picture.get("caption"))
        below = Markup("<figcaption>{}</figcaption>").format(caption) if caption else Markup("")
        return Markup("<figure>{}{}</figure>").format(shown, below)

    def _marked(self, element: str, lang: str, html: Markup) -> Markup:
        if not html or lang == self.inside:
            return html
        return Markup('<{0} lang="{1}">{2}</{0}>').format(element, lang, html)
