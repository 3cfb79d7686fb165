"""A quiz through its pages: begun, answered one by one, looked over, handed in."""

import re

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.quizzes import queries
from lms.quizzes.models import Attempt
from tests.quizzes.test_attempts import right_answer, wrong_answer
from tests.support.browser import Browser
from tests.support.page import Page
from tests.support.taking import QUIZ, Taking


@pytest.fixture
def learner(browser: Browser, taking: Taking) -> Browser:
    """Give a browser in which Aye is signed in, who takes the sample course."""
    return browser.sign_in(taking.account)


def hidden(page: Page) -> dict[str, str]:
    """Return what a question's page sends without being seen."""
    return {each.get("name"): each.get("value") for each in page.all("input") if each.get("type") == "hidden"}


def begin(browser: Browser, taking: Taking) -> Page:
    """Begin or go on, and return the question that comes."""
    code = taking.shelved.step(QUIZ)
    browser.post("learn.begin", course=taking.shelved.code, quiz=code)
    return browser.follow()


def attempt_of(db: Session, taking: Taking) -> Attempt:
    """Return the latest attempt."""
    return queries.attempts_of(db, taking.account, taking.step_id(QUIZ))[-1]


def answer(browser: Browser, page: Page, values: tuple[str, ...], to: str = "", expect: int = 303) -> Page:
    """Choose, and press a button."""
    return browser.post(page.path, {**hidden(page), "chosen": list(values), "to": to}, expect=expect)


def test_from_the_first_question_to_the_result_in_four_queries_a_page(
    db: Session, learner: Browser, taking: Taking
) -> None:
    intro = learner.get("learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ), queries=4)
    assert "3 questions" in intro
    page = begin(learner, taking)
    for slot in attempt_of(db, taking).slots:
        page = learner.get(page.path, queries=4)
        assert f"Question {slot.position} of 3" in page
        answer(learner, page, right_answer(db, slot), to=str(slot.position + 1))
        page = learner.follow()
    assert "Every question has an answer" in learner.get(page.path, queries=4)

    learner.post(page.path)
    result = learner.get(page.path, queries=4)
    assert "You passed" in result
    assert "100%" in result
    assert "Passed" in learner.get("learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ))


def test_a_wrong_answer_is_explained_and_says_where_to_read_again(
    db: Session, learner: Browser, taking: Taking
) -> None:
    page = begin(learner, taking)
    attempt = attempt_of(db, taking)
    answer(learner, page, wrong_answer(db, attempt.slots[0]), to="all")
    page = learner.follow()
    assert "2 questions have no answer yet" in page

    learner.post(page.path)
    result = learner.get(page.path)
    assert "Not passed yet" in result
    assert "Read again:" in result
    assert "Not answered" in result


def test_a_try_can_be_left_and_gone_on_with_at_its_first_open_question(
    db: Session, learner: Browser, taking: Taking
) -> None:
    page = begin(learner, taking)
    answer(learner, page, wrong_answer(db, attempt_of(db, taking).slots[0]), to="2")

    intro = learner.get("learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ))
    assert "Go on with my answers" in intro
    assert begin(learner, taking).path.endswith("/2")


def test_the_other_language_saves_first_and_keeps_place_and_order(
    db: Session, learner: Browser, taking: Taking
) -> None:
    page = begin(learner, taking)
    chosen = wrong_answer(db, attempt_of(db, taking).slots[0])
    there = answer(learner, page, chosen, to="my")
    assert there.location == page.path.replace("/en/", "/my/")
    burmese = learner.follow()

    def order(of: Page) -> list[str]:
        return [each.get("value") for each in of.all("input") if each.get("name") == "chosen"]

    assert order(burmese) == order(page)
    checked = [each.get("value") for each in burmese.all("input") if "checked" in each.attributes]
    assert checked == list(chosen)


def test_going_on_without_choosing_saves_nothing(db: Session, learner: Browser, taking: Taking) -> None:
    page = begin(learner, taking)
    answer(learner, page, (), to="2")

    assert attempt_of(db, taking).slots[0].seq == 0


def test_two_pages_side_by_side_end_in_one_answer_and_say_so(db: Session, learner: Browser, taking: Taking) -> None:
    page = begin(learner, taking)
    other = learner.get(page.path)
    slot = attempt_of(db, taking).slots[0]
    options = [each.get("value") for each in page.all("input") if each.get("name") == "chosen"]
    answer(learner, page, (options[0],), to="2")
    answer(learner, other, (options[1],), to="2")

    db.refresh(slot)
    later_holds = hidden(other)["uid"] > hidden(page)["uid"]
    assert slot.values == ((options[1],) if later_holds else (options[0],))
    if not later_holds:
        assert "Another page of yours had saved an answer" in learner.follow()


@pytest.mark.parametrize("spoilt", [{"seq": "0"}, {"seq": "x"}, {"uid": "short"}, {"chosen": "nothing of the kind"}])
def test_a_spoilt_answer_is_refused_in_words(
    db: Session, learner: Browser, taking: Taking, spoilt: dict[str, str]
) -> None:
    page = begin(learner, taking)
    sent = {**hidden(page), "chosen": list(wrong_answer(db, attempt_of(db, taking).slots[0])), **spoilt}
    refused = learner.post(page.path, sent, expect=422)

    assert re.search("Choose (again|one of the answers)", refused)
    assert attempt_of(db, taking).slots[0].seq == 0


def test_nothing_can_be_answered_after_handing_in(db: Session, learner: Browser, taking: Taking) -> None:
    page = begin(learner, taking)
    slot = attempt_of(db, taking).slots[0]
    learner.post(page.path.rsplit("/", 1)[0])

    refused = answer(learner, page, wrong_answer(db, slot), expect=409)
    assert "handed in already" in refused
    assert learner.get(page.path, expect=303).location == page.path.rsplit("/", 1)[0]


def test_feedback_at_once_stays_on_the_question_and_explains(db: Session, learner: Browser, taking: Taking) -> None:
    taking.set(QUIZ, feedback="at-once")
    page = begin(learner, taking)
    slot = attempt_of(db, taking).slots[0]
    answer(learner, page, wrong_answer(db, slot), to="2")
    there = learner.follow()

    assert there.path == page.path
    assert "Your answer" in there
    assert not [each for each in there.all("input") if each.get("name") == "chosen"]


def test_the_attempt_of_somebody_else_is_not_there(
    db: Session, learner: Browser, taking: Taking, dway: Account
) -> None:
    page = begin(learner, taking)

    learner.another().sign_in(dway).get(page.path, expect=404)


def test_who_takes_no_part_is_told_how(browser: Browser, taking: Taking, dway: Account) -> None:
    refused = browser.sign_in(dway).post(
        "learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ), expect=409
    )

    assert "Take part in this course first" in refused
    assert f'href="/en/c/{taking.shelved.code}"' in refused


def test_a_question_that_the_attempt_does_not_have_is_not_there(learner: Browser, taking: Taking) -> None:
    page = begin(learner, taking)

    learner.get(page.path.rsplit("/", 1)[0] + "/4", expect=404)
