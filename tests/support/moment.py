"""The moment at which every test happens, and a clock that tests move."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from lms import clock as site_clock

NOON = datetime(2026, 6, 15, 5, 30, tzinfo=UTC)
"""Noon in Yangon."""


class Clock:
    """The clock of the site under test. It stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = NOON

    @property
    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return self.moment

    def set(self, moment: datetime) -> None:
        """Set the clock to a moment with its zone."""
        self.moment = moment

    def forward(self, **by: float) -> datetime:
        """Move the clock, `forward(minutes=31)` or `forward(days=-400)`, and return the new moment."""
        self.moment += timedelta(**by)
        return self.moment


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """Give a test its own clock, standing at NOON. Every test has it, so that none depends on the day it runs."""
    hand = Clock()
    before = site_clock.source
    site_clock.source = lambda: hand.moment.timestamp()  # noqa: PLW0108 (the moment is another object each time)
    yield hand
    site_clock.source = before
