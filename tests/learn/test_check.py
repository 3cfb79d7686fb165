"""Check questions: what an answer is told, and the way back."""

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.package.tree import Tree
from tests.support.browser import Browser
from tests.support.courses import LESSON, Shelved, shelved
from tests.support.ground import Ground
from tests.support.page import Page
from tests.support.sample_package import sample_tree

CHECK = "01-power-shared/01-why-share-power.check.yaml"
MULTIPLE = """questions:
  - id: well-1
    type: multiple
    stem: {en: Which two belong to shared rule?, my: မည်သည့် နှစ်ခုနည်း။}
    options:
      - {id: army, share: 0.5, text: {en: One army, my: စစ်တပ်}, feedback: {en: "Yes.[@panglong-signed]", my: မှန်။}}
      - {id: money, share: 0.5, text: {en: One money, my: ငွေကြေး}, feedback: {en: "Yes, money.", my: မှန်။}}
      - id: well
        share: -0.5
        text: {en: The well, my: ရေတွင်း}
        feedback: {en: "[[self-rule|Self-rule]] decides that.", my: မဟုတ်။}
    feedback: {en: Both are shared., my: နှစ်ခုလုံး။}
"""
TRUEFALSE = """questions:
  - id: well-1
    type: truefalse
    stem: {en: A village may share a well., my: ရေတွင်းကို မျှသုံးနိုင်သည်။}
    answer: true
    if_true: {en: So it is., my: မှန်သည်။}
    if_false: {en: It may., my: သုံးနိုင်သည်။}
"""


def with_question(tree: Tree, text: str) -> Tree:
    return Tree({**tree, CHECK: text.encode()})


def answer(browser: Browser, course: Shelved, *chosen: str, expect: int = 200) -> Page:
    return browser.post(
        "learn.check",
        {"a.values": list(chosen)},
        course=course.code,
        lesson=course.step(LESSON),
        question=course.question("well-1"),
        expect=expect,
    )


def test_the_form_in_the_lesson_leads_to_the_answer_and_back_to_the_place(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.step", course=sample.code, step=sample.step(LESSON))
    (form,) = [form for form in page.all("form") if "check" in form.get("action")]
    assert form.get("method") == "post"
    fields = [(e.get("type"), e.get("name"), e.get("value")) for e in page.all("input") if form in e.inside]
    assert fields == [("radio", "a.values", "self"), ("radio", "a.values", "shared")]

    told = browser.post(form.get("action"), {"a.values": "self"}, expect=200)
    back = {a.get("href") for a in told.all("a") if "#" in a.get("href") and "/c/" in a.get("href")}
    assert back == {f"{page.path}#{form.get('id')}"}


def test_a_right_answer_is_told_why(browser: Browser, sample: Shelved) -> None:
    told = answer(browser, sample, "self")

    assert told.words_of("h1") == "That is right"
    assert "The village decided alone." in told
    assert "Nobody else took part" not in told
    assert told.words_of("title") == "1.1 · Learning"


def test_a_wrong_answer_is_told_why_and_what_is_right(browser: Browser, sample: Shelved) -> None:
    told = answer(browser, sample, "shared")

    assert told.words_of("h1") == "Not right yet"
    assert "Nobody else took part in deciding." in told
    assert "The village decided alone." in told
    said = [small.words for small in told.all("small") if small.lies_in("li")]
    assert said == ["Right", "Your answer · Not right"]


def test_nothing_chosen_is_asked_again(browser: Browser, sample: Shelved) -> None:
    told = answer(browser, sample, expect=422)

    assert told.words_of("h1") == "Choose an answer first"
    (form,) = [form for form in told.all("form") if "check" in form.get("action")]
    assert form.get("action") == told.path


@pytest.mark.parametrize("chosen", [("nonsense",), ("self", "shared"), ("self", "nonsense"), ("",)])
def test_what_is_no_answer_is_asked_again(browser: Browser, sample: Shelved, chosen: tuple[str, ...]) -> None:
    answer(browser, sample, *chosen, expect=422)


@pytest.mark.parametrize(
    ("chosen", "title"),
    [
        (("army", "money"), "That is right"),
        (("army",), "Partly right"),
        (("army", "well"), "Not right yet"),
        (("army", "money", "well"), "Partly right"),
    ],
)
def test_several_may_be_right(
    browser: Browser, db: Session, ground: Ground, chosen: tuple[str, ...], title: str
) -> None:
    course = shelved(db, ground, with_question(sample_tree(), MULTIPLE))
    told = answer(browser, course, *chosen)

    assert told.words_of("h1") == title
    assert "Both are shared." in told
    assert ("decides that." in told) is ("well" in chosen)


def test_terms_and_sources_in_feedback_are_explained_on_the_page(browser: Browser, db: Session, ground: Ground) -> None:
    course = shelved(db, ground, with_question(sample_tree(), MULTIPLE))
    told = answer(browser, course, "army", "well")

    assert "A unit decides some matters by itself." in told
    assert "Panglong Agreement, signatures" in told


@pytest.mark.parametrize(
    ("chosen", "title", "why"), [("true", "That is right", "So it is."), ("false", "Not right yet", "It may.")]
)
def test_true_or_false(browser: Browser, db: Session, ground: Ground, chosen: str, title: str, why: str) -> None:
    course = shelved(db, ground, with_question(sample_tree(), TRUEFALSE))
    page = browser.get("learn.step", course=course.code, step=course.step(LESSON))
    assert [label.get("class") for label in page.all("label")] == ["choice", "choice"]

    told = answer(browser, course, chosen)
    assert told.words_of("h1") == title
    assert why in told


def test_it_is_told_in_the_language_of_the_page(browser: Browser, sample: Shelved) -> None:
    browser.lang = "my"
    told = answer(browser, sample, "self")

    assert "ရွာက ကိုယ်တိုင် ဆုံးဖြတ်ခဲ့သည်။" in told
    (other,) = [a for a in told.all("a") if a.get("hreflang") == "en"]
    assert browser.get(other.get("href")).words_of("h1") == "Why share power?"


def test_a_question_that_is_not_in_this_lesson_is_not_there(browser: Browser, sample: Shelved, aye: Account) -> None:
    lesson = browser.sign_in(aye).address("learn.step", course=sample.code, step=sample.step(LESSON))
    for question in (sample.question("power-q1"), "222222"):
        browser.post(f"{lesson}/check/{question}", {"a.values": "one"}, expect=404)


def test_an_address_that_a_reload_asks_for_is_refused_as_one_that_only_takes_forms(
    browser: Browser, sample: Shelved, aye: Account
) -> None:
    told = answer(browser.sign_in(aye), sample, "self")

    browser.get(told.path, expect=405)


def test_a_question_changed_meanwhile_is_answered_as_it_is_now(
    browser: Browser, sample: Shelved, db: Session, ground: Ground
) -> None:
    shelved(db, ground, with_question(sample_tree(), TRUEFALSE))

    answer(browser, sample, "self", expect=422)
    assert answer(browser, sample, "true").words_of("h1") == "That is right"
