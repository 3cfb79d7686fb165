"""Practice through its pages: asked one by one, answered at once, and told when a question comes back."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.catalog.models import Question
from lms.quizzes.engine.definition import load as load_question
from lms.quizzes.models import PracticeItem
from tests.quizzes.test_attempts import answer_all, share_of
from tests.support.browser import Browser
from tests.support.courses import changed, load
from tests.support.moment import Clock
from tests.support.page import Page
from tests.support.sample_package import sample_tree
from tests.support.taking import Taking


@pytest.fixture
def learner(db: Session, browser: Browser, taking: Taking, clock: Clock) -> Browser:
    """Give a browser in which Aye is signed in, two days after her first quiz."""
    answer_all(db, taking.begin(), right=3)
    db.commit()
    clock.forward(days=2)
    return browser.sign_in(taking.account)


def hidden(page: Page) -> dict[str, str]:
    """Return what the form sends by itself."""
    return {each.get("name"): each.get("value") for each in page.all("input") if each.get("type") == "hidden"}


def asked(db: Session, page: Page) -> Question:
    """Return the question that a page asks."""
    return db.scalars(select(Question).where(Question.name == hidden(page)["item"])).one()


def right_options(question: Question) -> list[str]:
    """Return the options that make the right answer."""
    right = load_question(question.content).task.right()
    assert right is not None
    return list(right.fields()["values"])


def send(learner: Browser, page: Page, values: list[str], expect: int = 200) -> Page:
    """Answer the question on a page."""
    return learner.post(page.path, {**hidden(page), "a.values": values}, expect=expect)


def test_from_the_first_page_to_the_last_question_that_waits(db: Session, learner: Browser, taking: Taking) -> None:
    assert "3 questions to practise again" in learner.get("learn.home")
    assert "3 questions to practise again" in learner.get("learn.course", course=taking.shelved.code)
    assert "3 questions wait" in learner.get("learn.practices")

    for _each in range(3):
        page = learner.get("learn.practice", course=taking.shelved.code)
        right = right_options(asked(db, page))
        answered = send(learner, page, right)
        assert "This question comes back on 24 June 2026." in answered
    assert "Nothing waits for you here today." in learner.get("learn.practice", course=taking.shelved.code)
    assert "The next question comes on 24 June 2026." in learner.get("learn.practices")
    assert "to practise again" not in learner.get("learn.home")


def test_a_wrong_answer_is_explained_and_the_question_comes_back_in_two_days(
    db: Session, learner: Browser, taking: Taking
) -> None:
    page = learner.get("learn.practice", course=taking.shelved.code)
    content = asked(db, page).content
    names = [each["id"] for each in content["options"]] if "options" in content else ["true", "false"]
    wrong = next(name for name in names if not share_of(content, (name,)))

    answered = send(learner, page, [wrong])
    assert "Not right" in answered
    assert "This question comes back on 19 June 2026." in answered


def test_an_answer_sent_again_says_the_same_and_counts_once(db: Session, learner: Browser, taking: Taking) -> None:
    page = learner.get("learn.practice", course=taking.shelved.code)
    right = right_options(asked(db, page))
    for _again in range(2):
        assert "comes back on 24 June 2026" in send(learner, page, right)
    db.expire_all()
    assert sorted(db.scalars(select(PracticeItem.rung))) == [0, 0, 1]


@pytest.mark.parametrize("values", [[], ["nothing-of-the-kind"], ["a"] * 50])
def test_what_is_no_answer_is_asked_again(db: Session, learner: Browser, taking: Taking, values: list[str]) -> None:
    page = learner.get("learn.practice", course=taking.shelved.code)

    again = send(learner, page, values, expect=422)
    assert "Choose one of the answers on the page." in again
    assert hidden(again) == hidden(page)


@pytest.mark.parametrize("spoiled", [{"item": "no-such"}, {"item": "x" * 500}, {"seen": "soon"}, {"seen": ""}])
def test_a_form_that_was_tampered_with_leads_to_what_waits(
    db: Session, learner: Browser, taking: Taking, spoiled: dict[str, str]
) -> None:
    page = learner.get("learn.practice", course=taking.shelved.code)

    again = learner.post(page.path, {**hidden(page), "a.values": ["true"], **spoiled}, expect=200)
    assert hidden(again) == hidden(page)


def test_a_question_that_left_its_bank_is_not_asked(db: Session, learner: Browser, taking: Taking) -> None:
    page = learner.get("learn.practice", course=taking.shelved.code)
    name = asked(db, page).name
    load(db, changed(sample_tree(), "01-power-shared/bank.yaml", f"id: {name}\n", f"id: {name}-new\n"))
    db.commit()

    assert hidden(learner.get("learn.practice", course=taking.shelved.code))["item"] != name
    assert "2 questions wait" in learner.get("learn.practices")
    assert "2 questions to practise again" in learner.get("learn.home")


def test_before_the_first_quiz_the_page_says_how_questions_come(browser: Browser, taking: Taking) -> None:
    assert "Nothing comes back yet." in browser.sign_in(taking.account).get("learn.practices")
