"""The form in which staff and trainers say what holds of a quiz for their people."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.widgets import TimeInput

from lms.forms import DayField, Form, PickFromListField, TextField, WholeNumberField, at_most, between, needed
from lms.once import OnceField
from lms.quizzes.overrides import Said
from lms.text.digits import only_digits

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-5][0-9])?")
MOST_MINUTES = 600
MOST_ATTEMPTS = 100
MOST_SIGNS = 200


class TimeField(Field):  # type: ignore[misc]
    """A time of day: 14:30, in any digits."""

    widget = TimeInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:%H:%M}"

    def process_formdata(self, values: list[str]) -> None:
        """Take the time that was typed.

        :raises ValueError: it is none.
        """
        if not values:
            return
        self.data = None
        if not values[0].strip():
            return
        found = _TIME.fullmatch(only_digits(values[0]).strip())
        if found is None:
            raise ValueError(_l("Write the time as hours and minutes, as in 14:30."))
        self.data = time(int(found[1]), int(found[2]))


class OverrideForm(Form):
    """What holds instead of what the quiz says, and why."""

    quiz = PickFromListField(_l("Which quiz"))
    person = PickFromListField(_l("For whom"))
    opens_day = DayField(_l("Opens on"))
    opens_time = TimeField(_l("Time of opening"))
    closes_day = DayField(_l("Closes on"))
    closes_time = TimeField(_l("Time of closing"))
    minutes = WholeNumberField(_l("Minutes for a try"), [between(0, MOST_MINUTES)])
    attempts = WholeNumberField(_l("How many tries"), [between(0, MOST_ATTEMPTS)])
    reason = TextField(_l("Why"), [needed(_l("Write why, in a few words.")), at_most(MOST_SIGNS)])
    form = OnceField()

    def fits(self, tz: str) -> bool:
        """Tell whether what was said goes together; what does not is said beside its field."""
        said = self.said(tz)
        if said.opens_at and said.closes_at and said.closes_at <= said.opens_at:
            self.closes_day.errors = [_l("It closes before it opens. Choose a later day or time.")]
        for part in ("opens", "closes"):
            if self[f"{part}_time"].data is not None and self[f"{part}_day"].data is None:
                self[f"{part}_day"].errors = [_l("Choose the day too.")]
        if not any(getattr(said, name) is not None for name in ("opens_at", "closes_at", "minutes", "attempts")):
            self.minutes.errors = [_l("Say at least one thing: a day, minutes, or tries.")]
        return not self.errors

    def said(self, tz: str) -> Said:
        """Return what was said; days and times are those of a zone."""
        last = (self.closes_day.data, self.closes_time.data)
        return Said(
            reason=self.reason.data,
            opens_at=_moment(self.opens_day.data, self.opens_time.data or time(0), tz),
            # Without a time the whole day belongs to it.
            closes_at=_moment(last[0] and last[0] + timedelta(days=not last[1]), last[1] or time(0), tz),
            minutes=self.minutes.data,
            attempts=self.attempts.data,
        )


def shown(said: Any, tz: str) -> dict[str, object]:
    """Return what the fields hold at first: days and times in a zone."""
    first: dict[str, object] = {name: getattr(said, name) for name in ("minutes", "attempts", "reason")}
    for part in ("opens", "closes"):
        at = getattr(said, f"{part}_at")
        if at is not None:
            local = at.astimezone(ZoneInfo(tz))
            whole = part == "closes" and local.time() == time(0)
            first[f"{part}_day"] = local.date() - timedelta(days=whole)
            first[f"{part}_time"] = None if whole else local.time()
    return first


def _moment(day: date | None, at: time, tz: str) -> datetime | None:
    return None if day is None else datetime.combine(day, at, ZoneInfo(tz))
