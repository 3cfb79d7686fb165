"""The forms of learners."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from lms.forms import DayField, Form, SoughtField, WordsField, at_most, given, needed
from lms.search import rules

MOST_LETTERS = 5000
"""Of what one writes for oneself in one place: about two pages."""


class EssayForm(Form):
    """An essay of an attempt; how long it may be its question says."""

    text = WordsField(_l("Your answer"))


class ReflectionForm(Form):
    """What one writes to oneself."""

    words = WordsField(
        _l("What I think"), [needed(_l("Write something first, or choose to keep nothing.")), at_most(MOST_LETTERS)]
    )


class NoteForm(Form):
    """A note of one's own about a page; without words it is deleted."""

    words = WordsField(_l("My note"), [at_most(MOST_LETTERS)])


class SearchForm(Form):
    """What somebody looks for. It stands in no address, no log and no table."""

    q = SoughtField(
        _l("Search in the courses"), [needed(_l("Write what you are looking for.")), at_most(rules.MOST_SIGNS)]
    )
    page = HiddenField(filters=[lambda typed: int(typed) if re.fullmatch("[0-9]{1,4}", typed or "") else 1])


class PracticeForm(Form):
    """An answer in practice: to which question, and since which day it waited when its page was made."""

    item = HiddenField(validators=[at_most(60)])
    seen = DayField(validators=[given(_l("That did not come through whole. Choose again."))])
