"""The form of a mark."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from lms.forms import Form, WholeNumberField, WordsField, at_most, between

MOST_LETTERS = 3000
MOST_MARK = 100


class MarkForm(Form):
    """What a marker says. The levels of a rubric are read beside it, for each question has its own."""

    seen = HiddenField(filters=[lambda typed: int(typed) if str(typed or "").isdecimal() and len(typed) < 9 else -1])
    points = WholeNumberField(_l("Mark, from 0 to 100"), [between(0, MOST_MARK)])
    comment = WordsField(_l("What you say to the learner"), [at_most(MOST_LETTERS)])
    second = BooleanField(_l("Let a second person mark it too"))
