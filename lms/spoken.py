"""Days and lists as people say them, in the language of the page."""

from collections.abc import Iterable
from datetime import date

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from lms import i18n, languages
from lms.said import Said

NEAR_DAYS = 30
"""Farther days are not counted."""


def day_named(value: date) -> str:
    """Return a day with its name: "Monday, 15 June 2026", "၂၀၂၆ ခုနှစ်၊ ဇွန်လ ၁၅ ရက်၊ တနင်္လာနေ့"."""
    return i18n.number(format_date(value, languages.KNOWN[i18n.current()].named_pattern, locale=get_locale()))


def away(value: date, today: date) -> str:
    """Return how far a day is: "today", "in 3 days", "yesterday"; nothing where it is more than a month.

    :param today: in the time zone of what the day is of.
    """
    days = (value - today).days
    if abs(days) > NEAR_DAYS:
        return ""
    if -1 <= days <= 1:
        return str((_("today"), _("tomorrow"), _("yesterday"))[days])
    if days > 0:
        return i18n.number(ngettext("in %(num)d day", "in %(num)d days", days))
    return i18n.number(ngettext("%(num)d day ago", "%(num)d days ago", -days))


def in_words(sentence: object) -> str:
    """Return a sentence in the language of the page, also one that was made where no language is known."""
    return sentence.into(_) if isinstance(sentence, Said) else str(sentence)


def listed(things: Iterable[object]) -> Markup:
    """Return things in one line: "one, two and three", "တစ်၊ နှစ် နှင့် သုံး"."""
    *first, last = map(escape, things)
    if not first:
        return last
    beginning = escape(languages.KNOWN[i18n.current()].comma).join(first)
    return Markup(_("%(beginning)s and %(last)s", beginning=beginning, last=last))  # noqa: S704 - escaped above


def init_app(app: Flask) -> None:
    """Give the templates of `app` these filters."""
    app.add_template_filter(day_named, "day_named")
    app.add_template_filter(away, "away")
    app.add_template_filter(listed, "listed")
    app.add_template_filter(in_words, "in_words")
