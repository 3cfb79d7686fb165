"""What a page says of the clock of a quiz: how long is left, when it opens, why no try may begin."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.i18n import moment, number, until
from lms.quizzes.engine.rules.timing import NotNow, Why

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_TWO = 2
"""From so many on a larger unit is said: 90 minutes, and not an hour."""


def lasting(how_long: timedelta) -> str:
    """Return how long something lasts, in the largest unit of which there are two, rounded down."""
    if how_long >= _TWO * _DAY:
        return number(ngettext("%(num)d day", "%(num)d days", how_long // _DAY))
    if how_long >= _TWO * _HOUR:
        return number(ngettext("%(num)d hour", "%(num)d hours", how_long // _HOUR))
    if how_long >= _MINUTE:
        return number(ngettext("%(num)d minute", "%(num)d minutes", how_long // _MINUTE))
    return str(_("less than a minute"))


def left(ends_at: datetime | None, now: datetime) -> str:
    """Return how long an attempt still lasts; empty: as long as one likes."""
    return "" if ends_at is None else lasting(max(timedelta(0), ends_at - now))


def said(not_now: NotNow, tz: str) -> str:
    """Return why no try may begin.

    :param tz: of the moments that are said.
    """
    at = "" if not_now.at is None else (until if not_now.why == Why.CLOSED else moment)(not_now.at, tz)
    sentences: dict[Why, str] = {
        Why.NOT_OPEN: _("This quiz is not open yet. It opens on %(moment)s.", moment=at),
        Why.CLOSED: _("This quiz is closed, since %(moment)s.", moment=at),
        Why.NO_TRY_LEFT: _("You have used all your tries."),
        Why.WAIT: _("You may try again from %(moment)s on. Until then, read again.", moment=at),
        Why.NEVER_AGAIN: _("You can't try again: the quiz closes before the time between two tries is over."),
        Why.UNDER_WAY: "",
    }
    return sentences[not_now.why]
