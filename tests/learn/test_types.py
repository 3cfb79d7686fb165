"""Every type of question that the engine marks, through the pages: asked, saved, shown again, handed in, explained."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from lms.quizzes import practice
from tests.support.browser import Browser
from tests.support.cast import TODAY
from tests.support.courses import changed, load
from tests.support.one_question import quiz_asking, quiz_of
from tests.support.page import Page
from tests.support.question_types import TYPES, content, right, text, wrong
from tests.support.taking import QUIZ, Taking

BY_PERSON = {"essay", "upload"}
ASKED = [kind for kind in TYPES if kind not in BY_PERSON]
MARKED = [kind for kind in ASKED if kind not in {"scale", "information"}]


def begun(db: Session, browser: Browser, taking: Taking, kind: str) -> Page:
    """Return the page of a quiz's only question, which is of a type."""
    load(db, quiz_of(kind))
    db.commit()
    browser.sign_in(taking.account)
    browser.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ))
    return browser.follow()


def sent(page: Page, fields: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """Return what a page sends with this answer."""
    hidden: dict[str, object] = {}
    for each in page.all("input"):
        if each.get("type") == "hidden" and not each.get("name").startswith("s."):
            hidden[each.get("name")] = each.get("value")
    return {**hidden, **{f"a.{name}": list(values) for name, values in fields.items()}, "to": "all"}


def names(page: Page) -> set[str]:
    """Return the fields in which a page lets one answer."""
    controls = [each.get("name") for each in page.all("input", "select") if each.get("type") != "hidden"]
    return {name.removeprefix("a.") for name in controls if name.startswith("a.")}


@pytest.mark.parametrize("kind", ASKED)
def test_the_page_has_a_control_for_each_field_and_shows_what_was_saved(
    db: Session, browser: Browser, taking: Taking, kind: str
) -> None:
    page = begun(db, browser, taking, kind)
    fields = right(kind)
    assert names(page) >= set(fields), "each field of the answer has its control"
    assert "{{" not in page

    browser.post(page.path, sent(page, fields))
    again = browser.get(page.path, queries=4)
    shown = {each.get("name"): each.get("value") for each in again.all("input") if each.get("name").startswith("s.")}
    assert set(shown) == {f"s.{name}" for name in fields}
    browser.post(again.path, sent(again, fields), expect=303)


@pytest.mark.parametrize("kind", MARKED)
def test_a_right_answer_gets_the_whole_mark(db: Session, browser: Browser, taking: Taking, kind: str) -> None:
    page = begun(db, browser, taking, kind)
    browser.post(page.path, sent(page, right(kind)))
    everything = browser.follow()
    assert "Every question has an answer" in everything

    browser.post(everything.path)
    result = browser.follow()
    assert "100%" in result
    assert "Not right" not in result


@pytest.mark.parametrize("kind", MARKED)
def test_a_wrong_answer_says_what_was_said_and_what_is_right(
    db: Session, browser: Browser, taking: Taking, kind: str
) -> None:
    page = begun(db, browser, taking, kind)
    browser.post(page.path, sent(page, wrong(kind)))
    browser.post(browser.follow().path)

    result = browser.follow()
    assert "0%" in result
    assert "Not right" in result
    assert "Your answer" in result
    if kind not in {"single", "multiple", "truefalse"}:
        assert "Right answer" in result


@pytest.mark.parametrize("kind", ["scale", "information"])
def test_what_nobody_marks_counts_neither_way(db: Session, browser: Browser, taking: Taking, kind: str) -> None:
    page = begun(db, browser, taking, kind)
    browser.post(page.path, sent(page, right(kind)))
    browser.post(browser.follow().path)

    result = browser.follow()
    assert "Not right" not in result
    assert "out of 0" in result
    assert "You passed" in result, "who hands in what asks for opinions only has done all of it"
    assert practice.waiting(db, taking.account, today=TODAY + timedelta(days=9)) == [], "there is nothing to know"


def test_words_between_questions_are_no_question_without_an_answer(
    db: Session, browser: Browser, taking: Taking
) -> None:
    page = begun(db, browser, taking, "information")
    browser.post(page.path, sent(page, {}))

    assert "Every question has an answer" in browser.follow()


def test_an_opinion_that_is_shown_at_once_is_not_marked_and_may_change(
    db: Session, browser: Browser, taking: Taking
) -> None:
    load(db, changed(quiz_of("scale"), "01-power-shared/quiz.yaml", "feedback: at-end", "feedback: at-once"))
    db.commit()
    browser.sign_in(taking.account)
    browser.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ))
    page = browser.follow()
    for point in ("no", "yes"):
        browser.post(page.path, sent(page, {"point": [point]}))
        page = browser.get(page.path)
        assert [each.get("value") for each in page.all("input") if "checked" in each.attributes] == [point]


def test_what_was_answered_is_said_in_words_and_with_its_unit(db: Session, browser: Browser, taking: Taking) -> None:
    page = begun(db, browser, taking, "number")
    browser.post(page.path, sent(page, {"number": ["12"], "unit": ["m"]}))
    browser.post(browser.follow().path)

    assert "Your answer: 12 m" in browser.follow()


def test_true_and_false_in_a_gap_are_words_of_the_page(db: Session, browser: Browser, taking: Taking) -> None:
    gap = {"id": "so", "type": "truefalse", "answer": True}
    question = {**content("cloze"), "stem": text("It is {{so}}."), "gaps": [gap]}
    load(db, quiz_asking(question))
    db.commit()
    browser.sign_in(taking.account)
    browser.lang = "my"
    browser.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ))
    page = browser.follow()
    browser.post(page.path, sent(page, {"so.values": ["false"]}))
    browser.post(browser.follow().path)

    result = browser.follow()
    assert "မှား" in result
    assert "false" not in result.words_of("li")


@pytest.mark.parametrize("kind", [kind for kind in MARKED if right(kind) != {}])
@pytest.mark.parametrize(
    "nonsense", [{"no-such-field": ["1"]}, {f"f{number}": ["1"] for number in range(500)}], ids=["unknown", "many"]
)
def test_what_the_question_does_not_ask_is_refused_in_words(
    db: Session, browser: Browser, taking: Taking, kind: str, nonsense: dict[str, list[str]]
) -> None:
    page = begun(db, browser, taking, kind)

    refused = browser.post(page.path, sent(page, nonsense), expect=422)
    assert "Choose one of the answers on the page." in refused


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("number", {"number": ["about ten"]}, "Write a number, in digits."),
        ("number", {"number": ["1,23"]}, "without commas"),
        ("number", {"number": ["1"], "unit": ["miles" * 30]}, "This unit is not one"),
        ("shorttext", {"text": ["x" * 301]}, "This answer is too long."),
        ("cloze", {"place.text": ["x" * 301]}, "This answer is too long."),
        ("calculated", {"number": ["9" * 101]}, "too long"),
    ],
)
def test_what_cannot_be_read_is_kept_on_the_page_and_says_what_to_do(
    db: Session, browser: Browser, taking: Taking, kind: str, fields: dict[str, list[str]], says: str
) -> None:
    page = begun(db, browser, taking, kind)

    refused = browser.post(page.path, sent(page, fields), expect=422)
    assert says in refused
    typed = {each.get("name"): each.get("value") for each in refused.all("input")}
    for name, (value,) in fields.items():
        assert name == "unit" or typed[f"a.{name}"] == value


def test_what_no_page_may_hold_is_taken_out_of_an_answer(db: Session, browser: Browser, taking: Taking) -> None:
    page = begun(db, browser, taking, "shorttext")

    browser.post(page.path, sent(page, {"text": ["Pang\0lo\x1bng"]}))
    again = browser.get(page.path)
    assert [each.get("value") for each in again.all("input") if each.get("name") == "a.text"] == ["Panglong"]


def test_both_languages_show_the_same_numbers_and_order(db: Session, browser: Browser, taking: Taking) -> None:
    page = begun(db, browser, taking, "matching")
    options = [each.get("value") for each in page.all("option")]
    other = browser.get(page.path.replace("/en/", "/my/"))
    assert [each.get("value") for each in other.all("option")] == options
