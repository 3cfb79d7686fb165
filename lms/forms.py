"""The form every form descends from: tidy text, every field bounded, messages in the reader's language."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, ValidationError
from wtforms import Form as WTForm
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length

from lms.text.canonical import digits_to_ascii, tidy


class Form(WTForm):  # type: ignore[misc]
    """A form of ours. Cross-site posts are refused before any form is looked at, so it carries no token."""

    def accepted(self) -> bool:
        """Tell whether the form was sent and is in order."""
        return request.method == "POST" and bool(self.validate())


def options(*pairs: tuple[str, object]) -> list[SelectChoice]:
    """Return the choices of a field, from pairs of value and label."""
    return [SelectChoice(value, label) for value, label in pairs]


class TextField(StringField):  # type: ignore[misc]
    """A line of text, in the one order of marks in which it is stored."""

    def process_formdata(self, values: list[str]) -> None:
        """Take the text that was typed, tidied."""
        if values:
            self.data = tidy(values[0]).strip()


class WholeNumberField(Field):  # type: ignore[misc]
    """A whole number, typed in Burmese digits or Latin ones."""

    from wtforms.widgets import NumberInput as _NumberInput

    widget = _NumberInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, values: list[str]) -> None:
        """Take the number that was typed.

        :raises ValueError: it is none.
        """
        if not values or not values[0].strip():
            self.data = None
            return
        typed = digits_to_ascii(values[0]).replace(" ", "").replace(",", "")
        if not typed.isascii() or not typed.isdecimal() or len(typed) > 12:
            self.data = None
            raise ValueError(_l("Write a whole number, in digits."))
        self.data = int(typed)


def needed(message: object) -> DataRequired:
    """Refuse an empty field, with this sentence."""
    return DataRequired(message)


def at_most(letters: int) -> Length:
    """Refuse a text longer than this."""
    return Length(max=letters, message=_l("This is too long: %(max)d characters at the most."))


def between(low: int, high: int) -> "Between":
    """Refuse a number outside of these."""
    return Between(low, high)


class Between:
    """Refuses numbers below `low` or above `high`."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def __call__(self, _form: object, field: Field) -> None:
        """Look at a field.

        :raises ValidationError: its number lies outside.
        """
        if field.data is not None and not self.low <= field.data <= self.high:
            raise ValidationError(_l("Write a number from %(low)s to %(high)s.", low=self.low, high=self.high))
