"""What counts of several tries: in the ledger, on the page of the quiz, and by its bands."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from lms.progress import queries as progress
from lms.progress import rules
from lms.quizzes import service
from tests.progress.test_ledger import totals
from tests.quizzes.test_attempts import answer_all
from tests.support.browser import Browser
from tests.support.courses import changed, load
from tests.support.moment import NOON
from tests.support.page import Page
from tests.support.sample_package import sample_tree
from tests.support.taking import QUIZ, Taking

COUNTS: dict[str, tuple[list[int], bool]] = {
    "highest": ([3333, 10_000, 10_000], True),
    "average": ([3333, 6667, 6667], False),
    "first": ([3333, 3333, 3333], False),
    "last": ([3333, 10_000, 6667], True),
}
"""Of tries in which one, three and two of three questions are right: what counts after each, and whether it is done."""


def tried(db: Session, taking: Taking, *right: int) -> list[int]:
    """Try with so many right answers each time; return what counts after each."""
    found = []
    for count in right:
        answer_all(db, taking.begin(), right=count)
        found.append(progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)].points)
    return found


def intro(browser: Browser, taking: Taking) -> Page:
    """Return the page before the quiz."""
    browser.db.commit()
    browser.sign_in(taking.account)
    return browser.get("learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ), queries=4)


@pytest.mark.parametrize("how", list(COUNTS))
def test_what_counts_stands_in_the_ledger_after_each_try(db: Session, taking: Taking, how: str) -> None:
    taking.set(QUIZ, grade=how, pass_share=0.7)
    wanted, done = COUNTS[how]

    assert tried(db, taking, 1, 3, 2) == wanted
    step = progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)]
    assert (step.done_day is not None, step.times) == (done, 3)
    rows = progress.ledger(db, taking.account.id, taking.shelved.course.id)
    assert totals(db, taking) == rules.fold(rows)


def test_an_average_that_passes_is_done_though_one_try_did_not(db: Session, taking: Taking) -> None:
    taking.set(QUIZ, grade="average", pass_share=0.6)
    tried(db, taking, 1, 3)

    assert progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)].done_day


@pytest.mark.parametrize(
    ("how", "words", "counting"),
    [
        ("highest", "your best try counts", ["2"]),
        ("first", "Your first try counts", ["1"]),
        ("last", "Your last try counts", ["3"]),
        ("average", "The average of your tries: 67%", []),
    ],
)
def test_the_page_of_the_quiz_says_which_try_counts(
    db: Session, browser: Browser, taking: Taking, how: str, words: str, counting: list[str]
) -> None:
    taking.set(QUIZ, grade=how, attempts=None)
    tried(db, taking, 1, 3, 2)
    page = intro(browser, taking)

    assert words in page
    rows = [row for row in page.split("<li>") if "Try " in row]
    assert [row.split("Try ")[1][0] for row in rows if "this one counts" in row] == counting


@pytest.mark.parametrize(("right", "name"), [(0, "Beginner"), (1, "Beginner"), (2, "Walker"), (3, "Guide")])
def test_the_result_names_the_band_and_says_its_words(
    db: Session, browser: Browser, taking: Taking, right: int, name: str
) -> None:
    bands = (
        "feedback: at-end\nbands:\n  - {least: 0, name: {en: Beginner, my: အစ}}\n"
        "  - {least: 0.5, name: {en: Walker, my: လမ်း}}\n"
        "  - {least: 1, name: {en: Guide, my: လမ်းပြ}, feedback: {en: Take others along., my: ခေါ်သွားပါ။}}"
    )
    load(db, changed(sample_tree(), "01-power-shared/quiz.yaml", "feedback: at-end", bands))
    attempt = answer_all(db, taking.begin(), right=right)
    db.commit()
    course, quiz = taking.shelved.code, taking.shelved.step(QUIZ)
    page = browser.sign_in(taking.account).get("learn.attempt", course=course, quiz=quiz, attempt=attempt, queries=5)

    assert [each for each in ("Beginner", "Walker", "Guide") if each in page] == [name]
    assert ("Take others along." in page) is (name == "Guide")


def test_a_try_that_was_discarded_counts_for_nothing(db: Session, taking: Taking) -> None:
    taking.set(QUIZ, grade="average", minutes=20, overdue="discard", attempts=None)
    tried(db, taking, 3)
    late = taking.begin()
    assert late.late_at is not None
    service.hand_in(db, attempt=late, now=late.late_at)
    assert (late.state, late.points) == ("discarded", None)
    third = answer_all(db, taking.begin(now=NOON + timedelta(hours=1)), right=1)
    assert third.number == 3
    step = progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)]
    assert (step.points, step.times) == (6667, 2)
