"""Forms for programmes and cohorts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from lms.cohorts.models import Entry, GroupKind
from lms.cohorts.service import MOST_SEATS
from lms.forms import (
    DayField,
    Form,
    PickField,
    PickSomeField,
    TextField,
    WholeNumberField,
    at_most,
    between,
    given,
    needed,
    options,
)
from lms.once import OnceField

KINDS = {
    GroupKind.YOUTH: _l("Young people"),
    GroupKind.WOMEN: _l("Women"),
    GroupKind.ETHNIC: _l("An ethnic group"),
    GroupKind.MIXED: _l("Mixed"),
    GroupKind.OTHER: _l("Another kind"),
}


ENTRIES = {
    Entry.CODE: _l("Only with the join code, a sign-in card, or through staff"),
    Entry.REQUEST: _l("Also by asking: staff say yes or no"),
    Entry.OPEN: _l("Also by taking a free place"),
}


class ProgrammeForm(Form):
    """What is said of a programme."""

    name = TextField(_l("Name of the programme"), [needed(_l("Write a name.")), at_most(120)])
    tz = TextField(_l("Time zone"), [needed(_l("Write a time zone's name, as in Asia/Yangon.")), at_most(64)])
    closed = BooleanField(_l("This programme is closed"))


class CohortForm(Form):
    """What is said of a cohort."""

    name = TextField(_l("Name of the group"), [needed(_l("Write a name.")), at_most(120)])
    kind = PickField(_l("Whom it is for"), choices=options(*KINDS.items()), default=GroupKind.MIXED, coerce=str)
    seats = WholeNumberField(_l("Places"), [given(_l("Write how many people may take part.")), between(1, MOST_SEATS)])
    starts_day = DayField(_l("First day"), [given(_l("Choose the first day."))])
    ends_day = DayField(_l("Last day"), [given(_l("Choose the last day."))])
    last_join_day = DayField(_l("Last day for joining"), [given(_l("Choose the last day for joining."))])
    courses = PickSomeField(_l("Courses"), coerce=int)
    entry = PickField(_l("How people get in"), choices=options(*ENTRIES.items()), default=Entry.CODE, coerce=str)
    closed = BooleanField(_l("This group is closed"))
    form = OnceField()

    def said(self) -> dict[str, Any]:
        """Return what the verbs take."""
        names = ("name", "seats", "starts_day", "ends_day", "last_join_day")
        return {
            **{name: self[name].data for name in names},
            "kind": GroupKind(self.kind.data),
            "entry": Entry(self.entry.data),
            "course_ids": self.courses.data,
        }
