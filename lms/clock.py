"""The only place that asks what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

source: Callable[[], float] = time.time
"""Seconds since the epoch. Tests put another source here."""


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.fromtimestamp(source(), UTC)


def local_day(moment: datetime, tz: str) -> date:
    """Return the day that `moment` falls on in the zone `tz`.

    :param moment: with a time zone.
    :param tz: an IANA name, "Asia/Yangon".
    """
    return moment.astimezone(ZoneInfo(tz)).date()
