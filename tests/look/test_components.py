"""The components say in words what they show, and keep what was typed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import Form, IntegerField, PasswordField, RadioField, StringField, validators

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FRAME = [*TEMPLATES.glob("layouts/*.html"), *TEMPLATES.glob("components/*.html")]


class Seats(Form):  # type: ignore[misc]
    name = StringField("Name", [validators.InputRequired("Type a name.")])
    secret = PasswordField("Passphrase")
    seats = IntegerField("Seats", [validators.NumberRange(1, 40, "From 1 to 40.")])
    phone = RadioField("Phone", [validators.InputRequired("Choose one.")], choices=["mine", "ours"])


Macro = Callable[[str, str], Any]


@pytest.fixture(scope="module")
def macro() -> Macro:
    """Finds a macro by file and name, in an environment as strict as can be."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    env.filters["number"] = str
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return lambda file, name: getattr(env.get_template(f"components/{file}.html").module, name)


@pytest.fixture
def refused() -> Seats:
    form = Seats(MultiDict({"name": "", "secret": "river", "seats": "၉၉"}))
    assert not form.validate()
    return form


def test_a_wrong_field_is_marked_and_described_by_its_error(macro: Macro, refused: Seats) -> None:
    html = macro("form", "field")(refused.name, hint="As on the card.")

    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    assert re.search(r'id="name-error">.*Type a name\.', html)


def test_each_line_of_the_summary_leads_to_a_control_that_is_there(macro: Macro, refused: Seats) -> None:
    targets = re.findall(r'href="#([^"]+)"', macro("form", "error_summary")(refused))
    controls = "".join(macro("form", "field")(field) for field in refused)

    assert len(targets) == 3
    assert all(f'id="{target}"' in controls for target in targets)


def test_burmese_digits_can_be_typed_into_a_number_and_stay(macro: Macro, refused: Seats) -> None:
    html = macro("form", "field")(refused.seats)

    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html
    assert 'value="၉၉"' in html
    assert "min=" not in html


def test_a_passphrase_never_comes_back(macro: Macro, refused: Seats) -> None:
    assert "river" not in macro("form", "field")(refused.secret)


def test_a_choice_is_a_fieldset_with_its_question(macro: Macro, refused: Seats) -> None:
    html = macro("form", "field")(refused.phone)

    assert re.search(r"<fieldset.*<legend>Phone</legend>", html, re.S)
    assert html.count('type="radio"') == 2
    assert html.count(" required") == 2


def test_what_is_typed_is_never_taken_for_markup(macro: Macro) -> None:
    form = Seats(MultiDict({"name": '"><b>'}))

    assert "<b>" not in macro("form", "field")(form.name)


@pytest.mark.parametrize("kind", ["info", "good", "warning", "error"])
def test_a_notice_says_its_kind_in_words_too(macro: Macro, kind: str) -> None:
    assert re.search(r'class="vh">\w[\w ]+: </span>', macro("notice", "notice")("Text.", kind))


def test_a_code_is_shown_in_groups_whatever_it_came_as(macro: Macro) -> None:
    html = macro("copy", "code")("k7qf-2m9t xb4w", "Code")

    assert re.findall(r"<span>(\w+)</span>", html) == ["k7qf", "2m9t", "xb4w"]


@pytest.mark.parametrize("path", FRAME, ids=lambda path: path.name)
def test_no_template_has_a_style_or_a_script_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(r"<script|\sstyle=|\son\w+=|javascript:|data:", text)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_static_files_are_named_by_their_content(path: Path) -> None:
    # Under its plain name a file is not served: `asset_url` gives the name that holds the hash.
    assert not re.search(r"url_for\(.static|/static/", path.read_text("utf-8"))


@pytest.mark.parametrize("kind", ["good", "warning", "error", "", "waiting"])
def test_a_result_has_a_shape_and_a_word(macro: Macro, kind: str) -> None:
    html = macro("result", "result")(kind)

    assert "<svg" in html
    assert re.search(r"</svg><span>\w[\w ]+</span></div>", html)


def test_what_was_chosen_and_what_is_right_is_said_in_words(macro: Macro) -> None:
    html = macro("question", "answers")(
        [
            {"label": "Self-rule", "chosen": True, "kind": "error"},
            {"label": "Shared rule", "chosen": False, "kind": "good"},
            {"label": "Neither", "chosen": False},
        ]
    )
    wrong, right, neither = html.split("<li")[1:]

    assert "Your answer · Not right" in wrong
    assert "Right" in right
    assert "Your answer" not in right
    assert "<small>" not in neither


def test_a_question_that_is_answered_is_known_by_a_word(macro: Macro) -> None:
    html = macro("question", "question_links")(
        [{"number": 1, "state": "done"}, {"number": 2, "state": "current"}, {"number": 3, "state": "todo"}], name="go"
    )

    assert re.findall(r">, ([\w ]+)<", html) == ["answered", "you are here", "not answered"]
    assert re.findall(r'name="go" value="(\d)"', html) == ["1", "3"]


def test_bars_follow_one_another_and_stand_beside_their_words(macro: Macro) -> None:
    html = macro("figures", "bars")([{"label": "Lesson 1", "parts": [50, 0, 25], "text": "20 of 40"}])

    assert re.findall(r'class="(b\d)" x="(\d+)" width="(\d+)"', html) == [("b1", "0", "50"), ("b3", "50", "25")]
    assert "20 of 40" in html


@pytest.mark.parametrize("state", ["done", "part", "todo"])
def test_a_mark_in_a_grid_is_read_aloud(macro: Macro, state: str) -> None:
    assert macro("table", "mark")(state, "8 of 10").strip() == f'<td class="mark {state}">8 of 10</td>'


def test_filters_are_open_only_while_something_is_chosen(macro: Macro) -> None:
    closed = macro("filters", "filters")("Show by state", "/people", caller=lambda: "")
    opened = macro("filters", "filters")("Show by state", "/people", open=True, clear_url="/people", caller=lambda: "")

    assert '<details class="filters"><' in closed
    assert "Show all" not in closed
    assert '<details class="filters" open>' in opened
    assert "Show all" in opened
