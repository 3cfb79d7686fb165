"""A quiz through its pages: begun, answered one by one, looked over, handed in."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.quizzes import queries
from lms.quizzes.models import Answer, Attempt
from tests.quizzes.test_attempts import right_answer, values_of, wrong_answer
from tests.support.browser import Browser
from tests.support.page import Page
from tests.support.sheets import Sheet
from tests.support.taking import QUIZ, Taking


@pytest.fixture
def learner(browser: Browser, taking: Taking) -> Browser:
    """Give a browser in which Aye is signed in, who takes the sample course."""
    return browser.sign_in(taking.account)


def begin(browser: Browser, taking: Taking) -> Page:
    """Begin or go on, and return the question that comes."""
    code = taking.shelved.step(QUIZ)
    browser.post("learn.begin", course=taking.shelved.code, quiz=code)
    return browser.follow()


def attempt_of(db: Session, taking: Taking) -> Attempt:
    """Return the latest attempt."""
    return queries.attempts_of(db, taking.account, taking.step_id(QUIZ))[-1]


def answer(browser: Browser, page: Page, values: Sequence[str], to: str = "", expect: int = 303) -> Page:
    """Choose, and press a button."""
    return browser.post(page.path, Sheet(page).filled(values, to), expect=expect)


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

    assert Sheet(burmese).options == Sheet(page).options
    assert Sheet(burmese).chosen == list(chosen)


def test_a_page_that_changes_nothing_is_sent_as_often_as_one_likes(
    db: Session, learner: Browser, taking: Taking
) -> None:
    page = begin(learner, taking)
    answer(learner, page, wrong_answer(db, attempt_of(db, taking).slots[0]), to="2")
    for _ in range(3):
        again = learner.get(page.path)
        assert answer(learner, again, Sheet(again).chosen, to="2").location.endswith("/2")

    assert db.scalar(select(func.count()).select_from(Answer)) == 1


def test_an_old_page_without_a_choice_takes_no_answer_away_and_shows_the_one_that_was_saved(
    db: Session, learner: Browser, taking: Taking
) -> None:
    old = begin(learner, taking)
    chosen = wrong_answer(db, attempt_of(db, taking).slots[0])
    answer(learner, learner.get(old.path), chosen, to="2")
    there = answer(learner, old, (), to="my")

    assert there.location == old.path.replace("/en/", "/my/"), "the language that was asked for"
    assert Sheet(learner.follow()).chosen == list(chosen)
    assert values_of(attempt_of(db, taking).slots[0]) == chosen


def test_going_on_without_choosing_saves_nothing(db: Session, learner: Browser, taking: Taking) -> None:
    page = begin(learner, taking)
    answer(learner, page, (), to="2")

    assert attempt_of(db, taking).slots[0].seq == 0


def test_two_pages_side_by_side_end_in_one_answer_and_say_so(db: Session, learner: Browser, taking: Taking) -> None:
    page = begin(learner, taking)
    other = learner.get(page.path)
    slot = attempt_of(db, taking).slots[0]
    options = Sheet(page).options
    answer(learner, page, (options[0],), to="2")
    answer(learner, other, (options[1],), to="2")

    db.refresh(slot)
    later_holds = Sheet(other).uid > Sheet(page).uid
    assert values_of(slot) == ((options[1],) if later_holds else (options[0],))
    if not later_holds:
        assert "Another page of yours had saved an answer" in learner.follow()


@pytest.mark.parametrize("spoilt", [{"seq": "0"}, {"seq": "x"}, {"uid": "short"}, {"a.values": "nothing of the kind"}])
def test_a_spoilt_answer_is_refused_in_words(
    db: Session, learner: Browser, taking: Taking, spoilt: dict[str, str]
) -> None:
    page = begin(learner, taking)
    sent = {**Sheet(page).filled(wrong_answer(db, attempt_of(db, taking).slots[0])), **spoilt}
    refused = learner.post(page.path, sent, expect=422)

    assert re.search("Choose (again|one of the answers)", refused)
    assert attempt_of(db, taking).slots[0].seq == 0


def test_nothing_can_be_answered_after_handing_in(db: Session, learner: Browser, taking: Taking) -> None:
    page = begin(learner, taking)
    slot = attempt_of(db, taking).slots[0]
    learner.post(page.path.rsplit("/", 1)[0])

    refused = answer(learner, page, wrong_answer(db, slot), expect=409)
    assert "handed in already" in refused
    assert "handed in already" in learner.post(page.path, {"uid": "spoilt"}, expect=409)
    assert learner.get(page.path, expect=303).location == page.path.rsplit("/", 1)[0]


def test_feedback_at_once_stays_on_the_question_and_explains(db: Session, learner: Browser, taking: Taking) -> None:
    taking.set(QUIZ, feedback="at-once")
    page = begin(learner, taking)
    slot = attempt_of(db, taking).slots[0]
    answer(learner, page, wrong_answer(db, slot), to="check")
    there = learner.follow()

    assert there.path == page.path
    assert "Your answer" in there
    assert Sheet(there).options == []
    assert answer(learner, there, (), to="2").location.endswith("/2"), "and leads on"
    late = answer(learner, page, right_answer(db, slot), to="check")
    assert late.location == page.path, "an old page is shown what was marked"


def test_who_has_no_try_left_is_not_told_to_try_again(db: Session, learner: Browser, taking: Taking) -> None:
    taking.set(QUIZ, attempts=2)
    for said in ("try once more", "this was your last try"):
        page = begin(learner, taking)
        learner.post(page.path.rsplit("/", 1)[0])
        assert said in learner.get(page.path.rsplit("/", 1)[0])
    assert "You have used all your tries" in learner.get(
        "learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ)
    )


def test_a_reader_of_burmese_digits_finds_no_latin_ones_where_something_is_counted(
    db: Session, learner: Browser, taking: Taking
) -> None:
    taking.account.digits = "mymr"
    learner.lang = "my"
    code = taking.shelved.code
    intro = learner.get("learn.step", course=code, step=taking.shelved.step(QUIZ))
    page = begin(learner, taking)
    answer(learner, page, right_answer(db, attempt_of(db, taking).slots[0]), to="all")
    open_ = learner.follow()
    learner.post(open_.path)
    result = learner.get(open_.path)
    tried = learner.get(intro.path)
    course = learner.get("learn.course", course=code)

    for one in (intro, page, open_, result, tried, course, learner.get("learn.home")):
        inside = [each for each in one.elements if each.name not in {"style", "title"}]
        words = [each.words for each in inside if not each.lies_in("footer") and not each.lies_in("nav")]
        assert [said for said in words if re.search("[0-9]", said)] == [], one.path


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


@pytest.mark.parametrize("number", ["0", "99999", str(2**64), "9" * 40])
def test_a_question_that_no_try_has_is_not_there(browser: Browser, taking: Taking, number: str) -> None:
    browser.sign_in(taking.account)
    browser.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ))
    attempt = browser.follow().path.rpartition("/")[0]

    browser.get(f"{attempt}/{number}", expect=404)
    browser.post(f"{attempt}/{number}", {"seq": "1"}, expect=404)
