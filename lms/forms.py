"""The form every form descends from: tidy text, every field bounded, messages in the reader's language."""

from datetime import date
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as WTForm
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, Length, StopValidation
from wtforms.widgets import DateInput

from lms import i18n, typed
from lms.text.canonical import tidy, without_controls
from lms.text.digits import day_typed, whole_number
from lms.text.zawgyi.judge import Verdict, tidy_name
from lms.typed import Typed


class Form(WTForm):  # type: ignore[misc]
    """A form of ours. Cross-site posts are refused before any form is looked at, so it carries no token.

    What no page may hold is taken out of every field before it is read, for a refused form shows what was sent.
    """

    def process(
        self, formdata: MultiDict[str, Any] | None = None, obj: object = None, data: object = None, **first: object
    ) -> None:
        """Take what was sent, and what the fields hold at first."""
        if formdata:
            formdata = MultiDict((name, _clean(value)) for name, value in formdata.items(multi=True))
        shown = {name: _clean(value) for name, value in first.items()}
        super().process(formdata, obj, data, **shown)

    def accepted(self) -> bool:
        """Tell whether the form was sent and is in order; what was typed in Zawgyi is kept then, for the undo."""
        if request.method != "POST" or not self.validate():
            return False
        typed.keep(self)
        return True


def _clean(value: object) -> Any:
    """Return a text without what no page may hold; a file and all else as it is."""
    return without_controls(value) if isinstance(value, str) else value


def options(*pairs: tuple[str, object]) -> list[SelectChoice]:
    """Return the choices of a field, from pairs of value and label."""
    return [SelectChoice(value, label) for value, label in pairs]


class TextField(Typed, StringField):  # type: ignore[misc]
    """A line of text that names a person or a thing: asked about where it may be Zawgyi, never changed without."""


class SoughtField(StringField):  # type: ignore[misc]
    """A line of text that is compared with what is stored, and so needs no asking."""

    def process_formdata(self, values: list[str]) -> None:
        """Take the text that was typed, tidied."""
        if values:
            self.data = tidy_name(values[0])


class WordsField(Typed, TextAreaField):  # type: ignore[misc]
    """Sentences, of one or more paragraphs: turned into Unicode where they surely were typed in Zawgyi."""

    is_name = False


class NamesField(Typed, TextAreaField):  # type: ignore[misc]
    """Names, one a line: each line is Zawgyi or Unicode by itself."""

    def judged(self, typed: str) -> Verdict:
        """Ask where one line may be Zawgyi."""
        found = any(super(NamesField, self).judged(line) is not Verdict.FINE for line in typed.splitlines())
        return Verdict.ASK if found else Verdict.FINE

    def in_unicode(self, typed: str) -> str:
        """Convert the lines that may be Zawgyi."""
        lines = typed.splitlines()
        fine = (super(NamesField, self).judged(line) is Verdict.FINE for line in lines)
        return "\n".join(
            tidy(line) if ok else super(NamesField, self).in_unicode(line) for line, ok in zip(lines, fine, strict=True)
        )


class WholeNumberField(Field):  # type: ignore[misc]
    """A whole number, typed in Burmese digits or Latin ones."""

    from wtforms.widgets import NumberInput as _NumberInput

    widget = _NumberInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else i18n.number(self.data)

    def process_formdata(self, values: list[str]) -> None:
        """Take the number that was typed.

        :raises ValueError: it is none.
        """
        if not values:
            return
        self.data = None
        if not values[0].strip():
            return
        number = whole_number(values[0])
        if number is None:
            raise ValueError(_l("Write a whole number, in digits."))
        self.data = number


class DayField(Field):  # type: ignore[misc]
    """A day, as a browser's calendar sends it or as it is typed where there is none: 2026-06-15, in any digits."""

    widget = DateInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.data.isoformat()

    def process_formdata(self, values: list[str]) -> None:
        """Take the day that was typed.

        :raises ValueError: it is none, or not of this century.
        """
        if not values:  # The page is shown for the first time: what it begins with stays.
            return
        self.data = None
        if not values[0].strip():
            return
        day = day_typed(values[0])
        if day is None:
            raise ValueError(_l("Write the day as year-month-day, as in 2026-06-15."))
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(_l("Write a day from the year 2000 to 2099."))
        self.data = day


FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2099, 12, 31)


class _Shown:
    def process_formdata(self, values: list[str]) -> None:
        """Take the answer.

        :raises ValueError: it is none of those on the page; in the reader's language.
        """
        try:
            super().process_formdata(values)  # type: ignore[misc]
        except ValueError as error:
            raise ValueError(_l("Choose one of the answers on the page.")) from error

    def pre_validate(self, form: object) -> None:
        """Refuse an answer that was not on the page.

        :raises ValidationError: in the reader's language, which the field's own message is not.
        """
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError(_l("Choose one of the answers on the page.")) from error


class PickField(_Shown, RadioField):  # type: ignore[misc]
    """One of a few answers, all in view."""


class PickFromListField(_Shown, SelectField):  # type: ignore[misc]
    """One of many answers, in a list that opens."""


class PickSomeField(_Shown, SelectMultipleField):  # type: ignore[misc]
    """Any number of a few answers, all in view."""


def needed(message: object) -> DataRequired:
    """Refuse an empty field, with this sentence."""
    return DataRequired(message)


class Given:
    """Refuses a number or day that was not given; one that was mistyped keeps what is said of that."""

    field_flags = {"required": True}  # noqa: RUF012

    def __init__(self, message: object) -> None:
        self.message = message

    def __call__(self, _form: object, field: Field) -> None:
        """Look at a field.

        :raises StopValidation: there is nothing in it.
        """
        if field.data is None and not field.errors:
            raise StopValidation(self.message)


def given(message: object) -> Given:
    """Refuse a number or day that was not given, with this sentence."""
    return Given(message)


class AtMost(Length):  # type: ignore[misc]
    """Refuses long texts."""

    def __call__(self, form: object, field: Field) -> None:
        """Look at a field.

        :raises ValidationError: it is longer; how long it may be is said in the reader's digits.
        """
        try:
            super().__call__(form, field)
        except ValidationError as error:
            raise ValidationError(i18n.number(error)) from error


def at_most(letters: int) -> AtMost:
    """Refuse a text longer than this."""
    return AtMost(max=letters, message=_l("This is too long: %(max)d characters at the most."))


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
            low, high = i18n.number(self.low), i18n.number(self.high)
            raise ValidationError(_l("Write a number from %(low)s to %(high)s.", low=low, high=high))
