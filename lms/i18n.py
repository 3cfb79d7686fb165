"""Which language this person reads; dates and digits as they write them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.routing import BaseConverter

from lms import config
from lms.text.canonical import Digits, digits_for


@dataclass(frozen=True)
class Language:
    """A language the interface speaks. `locale` is Babel's name; my_MM begins its week on Sunday, my does not."""

    code: str
    name: str
    locale: str
    date_pattern: str
    named_pattern: str
    comma: str


_BURMESE_DAY = "y ခုနှစ်၊ MMMM'လ' d ရက်"
LANGUAGES = {
    "my": Language("my", "မြန်မာ", "my_MM", _BURMESE_DAY, _BURMESE_DAY + "၊ EEEE'နေ့'", "၊ "),
    "en": Language("en", "English", "en_GB", "d MMMM y", "EEEE, d MMMM y", ", "),
}
DEFAULT = "my"


class LangConverter(BaseConverter):
    """`<lang:lang>` in an address: one of the interface's languages."""

    regex = "|".join(LANGUAGES)


@cache
def catalogue(lang: str, folder: Path = config.SITE / "translations") -> NullTranslations:
    """Return the translations in `<folder>/<lang>/LC_MESSAGES/messages.po`.

    The text file is read as it is, so there is no compiled twin that could be stale. English is the source.
    """
    source = folder / lang / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return Translations(None)
    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return Translations(compiled)


class _Catalogues(Domain):  # type: ignore[misc]
    def get_translations(self) -> NullTranslations:
        return catalogue(current())


def current() -> str:
    """Return the language of this page, English outside of a request."""
    if not has_request_context():
        return "en"
    if "lang" not in g:
        first = request.path.split("/", 2)[1]
        g.lang = first if first in LANGUAGES else best_for(request.accept_languages)
    return str(g.lang)


def best_for(asked: LanguageAccept) -> str:
    """Return the language that suits a browser's wishes, Burmese if none does."""
    return asked.best_match(list(LANGUAGES)) or DEFAULT


def init_app(app: Flask) -> None:
    """Join Babel, the `<lang:…>` converter and the templates' filters to `app`."""
    babel = Babel(app, locale_selector=lambda: LANGUAGES[current()].locale)
    babel.domain_instance = _Catalogues()
    app.url_map.converters["lang"] = LangConverter

    @app.url_value_preprocessor
    def take_lang(_endpoint: str | None, values: dict[str, object] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def give_lang(endpoint: str, values: dict[str, object]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current()

    app.add_template_filter(number, "number")
    app.add_template_filter(share, "points")
    app.add_template_filter(day, "day")
    app.add_template_filter(hour, "hour")


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak a language outside of a request: for what a command writes. Numbers come in Latin digits.

    :param lang: one of LANGUAGES.
    """
    app = Flask("lms")
    init_app(app)
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
    local = value.astimezone(ZoneInfo(current_app.extensions["lms.config"].time_zone))
    return day(local.date()) + LANGUAGES[current()].comma + number(f"{local:%H:%M}")


def day(value: date) -> str:
    """Return a day as people write it: "15 June 2026", "၂၀၂၆ ခုနှစ်၊ ဇွန်လ ၁၅ ရက်"."""
    return number(babel_format_date(value, LANGUAGES[current()].date_pattern, locale=get_locale()))
