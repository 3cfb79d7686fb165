"""Fields that every form may have: days, numbers, answers that must be on the page."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectMultipleField, StringField

from lms.forms import DayField, Form, PickField, WholeNumberField, options


class Sheet(Form):
    """One of each."""

    day = DayField()
    number = WholeNumberField()
    answer = PickField(choices=options(("yes", "Yes"), ("no", "No")), default="no")


def filled(app: Flask, **sent: str) -> Sheet:
    """Return the sheet as it was sent."""
    with app.test_request_context("/en/", method="POST"):
        form = Sheet(MultiDict(sent), day=date(2026, 6, 1), number=5)
        form.validate()
    return form


def test_what_no_page_may_hold_is_taken_out_of_every_field(app: Flask) -> None:
    class Code(Form):
        code = StringField()
        onward = HiddenField()
        many = SelectMultipleField(validate_choice=False)

    with app.test_request_context("/en/", method="POST"):
        sent = Code(MultiDict([("code", "a\0b\x1b\x7f\x9fc\td\n"), ("many", "\0e"), ("many", "f")]), onward="/en/\0me")

    assert sent.code.data == "abc\td\n"
    assert sent.many.data == ["e", "f"]
    assert sent.onward.data == "/en/me"


@pytest.mark.parametrize("typed", ["2026-06-15", " ၂၀၂၆-၀၆-၁၅ ", "႒႐႒႖-႐႖-႑႕", "2026/6/15", "၂ဝ၂၆.၆.၁၅"])
def test_a_day_is_read_in_any_digits(app: Flask, typed: str) -> None:
    form = filled(app, day=typed)

    assert form.day.data == date(2026, 6, 15)
    assert not form.day.errors


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("15.6.2026", "year-month-day"),
        ("2026-02-30", "year-month-day"),
        ("1999-12-31", "2000"),
        ("9999-01-01", "2099"),
    ],
)
def test_what_is_no_day_is_refused_with_an_example(app: Flask, typed: str, said: str) -> None:
    form = filled(app, day=typed)

    assert form.day.data is None
    assert said in str(form.day.errors[0])


@pytest.mark.parametrize("typed", ["1207", "၁၂၀၇", "႑႒႐႗", "၁,၂ဝရ", " 1 207 ", "၁၂\u200b၀၇"])
def test_a_number_is_read_in_any_digits_and_with_the_letters_that_look_like_them(app: Flask, typed: str) -> None:
    assert filled(app, number=typed).number.data == 1207


@pytest.mark.parametrize("typed", ["-1", "1.5", "က", "1" * 13, "²", "٣"])
def test_what_is_no_whole_number_is_refused(app: Flask, typed: str) -> None:
    form = filled(app, number=typed)

    assert form.number.data is None
    assert form.number.errors


def test_a_field_that_is_emptied_is_empty(app: Flask) -> None:
    form = filled(app, day="", number="")

    assert (form.day.data, form.number.data) == (None, None)


def test_a_page_shown_for_the_first_time_shows_what_is_there(app: Flask) -> None:
    with app.test_request_context("/en/"):
        form = Sheet(MultiDict(), day=date(2026, 6, 1), number=5)

    assert (form.day.data, form.number.data) == (date(2026, 6, 1), 5)


def test_an_answer_that_was_not_on_the_page_is_refused_in_our_words(app: Flask) -> None:
    assert [str(error) for error in filled(app, answer="perhaps").answer.errors] == [
        "Choose one of the answers on the page."
    ]
    assert not filled(app, answer="yes").answer.errors
