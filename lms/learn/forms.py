"""The forms of learners."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import NumberRange, Regexp

from lms.forms import DayField, Form, WholeNumberField, WordsField, at_most, given, needed
from lms.ids import UidConverter

MOST_LETTERS = 5000
"""Of what one writes for oneself in one place: about two pages."""

MOST_SEQ = 1_000_000


class AnswerForm(Form):
    """What tells an answer to a question of an attempt from others; the answer itself is read by `sent`."""

    seq = WholeNumberField(validators=[NumberRange(1, MOST_SEQ)])
    uid = HiddenField(validators=[Regexp(f"^{UidConverter.regex}$")])


class ReflectionForm(Form):
    """What one writes to oneself."""

    words = WordsField(
        _l("What I think"), [needed(_l("Write something first, or choose to keep nothing.")), at_most(MOST_LETTERS)]
    )


class NoteForm(Form):
    """A note of one's own about a page; without words it is deleted."""

    words = WordsField(_l("My note"), [at_most(MOST_LETTERS)])


class PracticeForm(Form):
    """An answer in practice: to which question, and since which day it waited when its page was made."""

    item = HiddenField(validators=[at_most(60)])
    seen = DayField(validators=[given(_l("That did not come through whole. Choose again."))])
