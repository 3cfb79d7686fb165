"""Which language this person reads; dates and digits as they write them."""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, Domain
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.routing import BaseConverter
from wtforms.fields import SelectChoice

from lms import languages
from lms.languages import Language
from lms.text.canonical import Digits, digits_for

LANGUAGES = {code: languages.KNOWN[code] for code in languages.WHOLE}
"""The languages in which the interface lacks nothing. Which ones a site offers, `offered` says."""
DEFAULT = next(iter(LANGUAGES))
SPOKEN_SHARE = 0.5
"""A page is in its reader's language when at least so many of its sentences are."""


def converter(codes: Iterable[str]) -> type[BaseConverter]:
    """Return what `<lang:lang>` in an address is: one of these."""
    return type("LangConverter", (BaseConverter,), {"regex": "|".join(codes)})


@cache
def catalogue(lang: str, folder: Path = languages.FOLDER) -> NullTranslations:
    """Return the translations in `<folder>/<lang>/LC_MESSAGES/messages.po`; what is missing comes from those in
    which a reader of `lang` is understood next, in the end from English, which is the source.

    The text file is read as it is, so there is no compiled twin that could be stale.
    """
    first, *others = [_own(code, folder) for code in languages.chain(lang, languages.KNOWN[lang].fallback)]
    for other in others:
        first.add_fallback(other)
    return first


def _own(lang: str, folder: Path) -> NullTranslations:
    source = folder / lang / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return Translations(None)
    compiled = io.BytesIO()
    with source.open("rb") as file:
        said = read_po(file, locale=languages.KNOWN[lang].locale)
    for message in list(said):
        # Of a plural that nobody translated the library would write the English forms.
        if message.id and not any(message.string if isinstance(message.string, tuple) else [message.string]):
            said.delete(message.id if isinstance(message.id, str) else message.id[0])
    write_mo(compiled, said)
    compiled.seek(0)
    return Translations(compiled)


@cache
def spoken_by(lang: str) -> str:
    """Return the language in which a page for readers of `lang` says most of its sentences.

    Where a catalogue is begun only, that is the next one: a page must not be called Shan that is read in Burmese.
    """
    most = max(_how_many(code) for code in LANGUAGES)
    chain = languages.KNOWN[lang].chain
    return next((code for code in chain if code in LANGUAGES or _how_many(code) >= SPOKEN_SHARE * most), "en")


@cache
def _how_many(lang: str) -> int:
    """Return how many sentences a language says itself."""
    return len(getattr(_own(lang, languages.FOLDER), "_catalog", {}))


class _Catalogues(Domain):  # type: ignore[misc]
    def get_translations(self) -> NullTranslations:
        return catalogue(current())


def current() -> str:
    """Return the language of this page, English outside of a request."""
    if not has_request_context():
        return "en"
    lang: str | None = g.get("lang")
    if lang is None:
        first = request.path.split("/", 2)[1]
        lang = g.lang = first if first in offered() else best_for(request.accept_languages)
    return lang


def spoken() -> str:
    """Return the language in which this page says most of its sentences: the reader's, unless that is begun only."""
    return spoken_by(current())


def current_among(there: Iterable[str]) -> str:
    """Return which of some languages this reader understands best."""
    return languages.nearest(current(), there)


def offered() -> Mapping[str, Language]:
    """Return the languages that this site offers, by code; the first is for those who ask for none."""
    found: Mapping[str, Language] = current_app.extensions["lms.languages"]
    return found


def first() -> str:
    """Return the language for those who ask for none of those that are offered."""
    return next(iter(offered()))


def choices() -> list[SelectChoice]:
    """Return the languages that this site offers, as the choices of a field."""
    return [SelectChoice(code, language.name) for code, language in offered().items()]


def best_for(asked: LanguageAccept) -> str:
    """Return the language that suits a browser's wishes, the site's first if none does."""
    return asked.best_match(list(offered())) or first()


def init_app(app: Flask, codes: Iterable[str] = languages.WHOLE) -> None:
    """Join Babel, the `<lang:…>` converter and the templates' filters to `app`.

    :param codes: the languages it offers.
    """
    app.extensions["lms.languages"] = {code: languages.KNOWN[code] for code in codes}
    # Babel breaks on most languages of Myanmar, so it never hears of them: each says what stands in for dates.
    babel = Babel(app, locale_selector=lambda: languages.KNOWN[current()].locale)
    babel.domain_instance = _Catalogues()
    app.url_map.converters["lang"] = converter(app.extensions["lms.languages"])

    @app.url_value_preprocessor
    def take_lang(_endpoint: str | None, values: dict[str, object] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def give_lang(endpoint: str, values: dict[str, object]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current()

    app.jinja_env.globals.update(_=_said, gettext=_said, ngettext=_said_of)
    app.add_template_filter(number, "number")
    app.add_template_filter(share, "points")
    app.add_template_filter(day, "day")
    app.add_template_filter(hour, "hour")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(until, "until")


def _said(sentence: str, **values: object) -> Markup:
    """Say a sentence in a template: as Jinja's own `gettext`, which looks for the catalogue and formats each time."""
    lang = current()
    return _sentence(lang, sentence) % values if values else _whole_sentence(lang, sentence)


def _said_of(singular: str, plural: str, num: int, **values: object) -> Markup:
    values.setdefault("num", num)
    return Markup(catalogue(current()).ungettext(singular, plural, num)) % values  # noqa: S704 - ours


@cache
def _sentence(lang: str, sentence: str) -> Markup:
    """Return a sentence of a template, of which there are only so many."""
    return Markup(catalogue(lang).ugettext(sentence))  # noqa: S704 - ours


@cache
def _whole_sentence(lang: str, sentence: str) -> Markup:
    # Without values, too, "%%" stands for "%".
    return _sentence(lang, sentence) % {}


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak a language outside of a request: for what a command writes. Numbers come in Latin digits.

    :param lang: one of `languages.KNOWN`.
    """
    app = Flask("lms")
    init_app(app, [lang])
    with app.test_request_context(f"/{lang}/"):
        yield


def number(value: object) -> str:
    """Return a number, or a text with numbers in it, in the digits this reader chose."""
    return digits_for(str(value), digits())


def digits() -> Digits:
    """Return the digits that this reader chose, Latin ones for a stranger."""
    chosen: Digits = g.get("digits", "latn")
    return chosen


def share(points: int) -> str:
    """Return points, of which 10,000 are the whole, in hundredths: "67%"."""
    return number(f"{(points + 50) // 100}%")


def hour(value: datetime) -> str:
    """Return when an hour began, in the zone of the site: "15 June 2026, 14:30", "၂၀၂၆ ခုနှစ်၊ ဇွန်လ ၁၅ ရက်၊ ၁၄:၃၀"."""
    return moment(value, current_app.extensions["lms.config"].time_zone)


def moment(value: datetime, tz: str) -> str:
    """Return a moment as people of a zone write it: "15 June 2026, 14:30"."""
    local = value.astimezone(ZoneInfo(tz))
    return day(local.date()) + languages.KNOWN[current()].comma + number(f"{local:%H:%M}")


def until(value: datetime, tz: str) -> str:
    """Return the moment at which something ends: midnight belongs to the day before, "14 June 2026, 24:00"."""
    local = value.astimezone(ZoneInfo(tz))
    if (local.hour, local.minute) != (0, 0):
        return moment(value, tz)
    return day(local.date() - timedelta(days=1)) + languages.KNOWN[current()].comma + number("24:00")


def day(value: date) -> str:
    """Return a day as people write it: "15 June 2026", "၂၀၂၆ ခုနှစ်၊ ဇွန်လ ၁၅ ရက်"."""
    return number(_day(value, current()))


@lru_cache(1024)
def _day(value: date, lang: str) -> str:
    language = languages.KNOWN[lang]
    return str(babel_format_date(value, language.date_pattern, locale=language.locale))
