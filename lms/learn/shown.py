"""What a page shows of a course: its author's words, in which language they are, and how the page says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from lms import i18n, languages
from lms.catalog.called import KINDS, UNTITLED
from lms.catalog.models import Content
from lms.learn.notes import Notes

_PLACE = re.compile(r"\{\{([a-z][a-z0-9_-]{0,59})\}\}")


@dataclass(frozen=True)
class Shown:
    """What a page shows, and in which language its author's words are."""

    content: Content
    lang: str
    notes: Notes

    @property
    def is_other(self) -> bool:
        """Tell whether the words are not in the language that the page speaks."""
        return self.lang != i18n.spoken()

    @property
    def attribute(self) -> Markup:
        """Return the `lang` of an element that holds only the author's words; nothing where it is the page's."""
        return Markup(' lang="{}"').format(self.lang) if self.is_other else Markup("")

    def own(self, words: Markup) -> Markup:
        """Return an author's words so that they can stand inside an element with other words."""
        return Markup('<span lang="{}">{}</span>').format(self.lang, words) if self.is_other and words else words

    def filled(self, html: Markup, places: Mapping[str, str]) -> Markup:
        """Return a text in which each {{name}} is what stands in `places`, which is safe markup."""
        pieces = _PLACE.split(html)
        return Markup("").join(  # Every second piece is a name.
            escape(places.get(piece, "")) if odd % 2 else Markup(piece)  # noqa: S704 - HTML as it was
            for odd, piece in enumerate(pieces)
        )

    def title_of(self, entry: dict[str, Any]) -> Markup:
        """Return what other pages call a step: its title, else what is done there."""
        return self.own(entry["title"]) or escape(UNTITLED.get(entry["step"]) or KINDS[entry["kind"]])

    @property
    def language(self) -> str:
        """Return the name of the language of the words, as the reader calls it."""
        return self.called(self.lang)

    @property
    def others(self) -> str:
        """Return the names of the languages in which parts of the page are instead, as the reader calls them."""
        return languages.KNOWN[i18n.current()].comma.join(map(self.called, self.content.get("others", ())))

    def called(self, lang: str) -> str:
        """Return the name of a language, as the reader calls it."""
        return str(get_locale().languages.get(str(lang), languages.KNOWN[str(lang)].name))


def shown(content: dict[str, Any], lang: str) -> Shown:
    """Return a page's content with the language it is really in, and its notes begun."""
    return Shown(content, str(content.get("lang", lang)), Notes(content, _("Transcript"), i18n.number))
