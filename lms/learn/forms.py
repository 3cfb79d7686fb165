"""The forms of learners."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import NumberRange, Regexp

from lms.forms import DayField, Form, WholeNumberField, at_most, given, needed
from lms.ids import UidConverter
from lms.text.canonical import tidy

MOST_LETTERS = 5000
"""Of what one writes for oneself in one place: about two pages."""

MOST_SEQ = 1_000_000


class AnswerForm(Form):
    """An answer to a question of an attempt, with what tells it from others.

    `shown` is what was chosen when the page was made, so that the answer itself says whether it changes anything. What
    has been saved meanwhile must not decide that: the same answers would end otherwise in another order.
    """

    seq = WholeNumberField(validators=[NumberRange(1, MOST_SEQ)])
    uid = HiddenField(validators=[Regexp(f"^{UidConverter.regex}$")])
    shown = SelectMultipleField(validate_choice=False)
    chosen = SelectMultipleField(validate_choice=False)

    @property
    def changes_nothing(self) -> bool:
        """Tell whether what is chosen is what the page showed."""
        return set(self.chosen.data or ()) == set(self.shown.data or ())


class WordsField(TextAreaField):  # type: ignore[misc]
    """Text of several paragraphs, in the one order of marks in which it is kept."""

    def process_formdata(self, values: list[str]) -> None:
        """Take the text that was typed, tidied."""
        if values:
            self.data = tidy(values[0].replace("\r\n", "\n")).strip()


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
    chosen = SelectMultipleField(validate_choice=False)
