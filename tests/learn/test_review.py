"""What a quiz lets one see, and when: every cell of its table, on the pages; then two cells at a time."""

from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.quizzes.engine.rules.review import Item, Moment
from lms.quizzes.models import PracticeItem
from tests.learn.test_behaviours import Pupil
from tests.learn.test_quiz import attempt_of
from tests.learn.test_types import sent
from tests.support.browser import Browser
from tests.support.courses import changed, load
from tests.support.moment import NOON, Clock
from tests.support.one_question import quiz_asking
from tests.support.page import Page
from tests.support.question_types import content, text
from tests.support.taking import QUIZ, Taking

ASKED = content(
    "multiple",
    options=[
        {"id": "a", "text": text("Ant"), "right": True, "feedback": text("An ant has six legs.")},
        {"id": "b", "text": text("Bee"), "right": True, "feedback": text("It flies.")},
        {"id": "c", "text": text("Cat"), "feedback": text("It purrs.")},
    ],
    feedback=text("Insects have six legs."),
    combined={"partly": text("One is missing.")},
)
CHOSEN = {"values": ["a"]}
BANDS = "feedback: at-end\nbands: [{least: 0, name: {en: Beginner, my: အစ}}, {least: 0.5, name: {en: Walker, my: လမ်း}}]"
SIGNS: dict[Item, tuple[str, ...]] = {
    Item.ATTEMPT: ("What is it?", "Ant"),
    Item.CORRECTNESS: ("Partly right",),
    Item.MARKS: ("50%",),
    Item.SPECIFIC: ("An ant has six legs.", "One is missing."),
    Item.GENERAL: ("Insects have six legs.",),
    Item.RIGHT_ANSWER: ("Bee",),
    Item.OVERALL: ("Walker",),
}
"""By what a page shows an item."""
AFTER = [Moment.JUST_AFTER, Moment.LATER, Moment.AFTER_CLOSE]
INNER = frozenset({Item.CORRECTNESS, Item.SPECIFIC, Item.GENERAL, Item.RIGHT_ANSWER})
DURING = [Item.CORRECTNESS, Item.MARKS, Item.SPECIFIC, Item.GENERAL, Item.RIGHT_ANSWER]


@pytest.fixture
def pupil(browser: Browser, db: Session, taking: Taking) -> Pupil:
    """Give Aye, who takes a quiz of one question, in a course that knows grades."""
    load(db, changed(quiz_asking(ASKED), "01-power-shared/quiz.yaml", "feedback: at-end", BANDS))
    db.commit()
    browser.sign_in(taking.account)
    return Pupil(browser, db, taking)


def begun(pupil: Pupil, review: dict[str, list[str]], **settings: object) -> Page:
    """Begin the quiz with a table of what is seen."""
    pupil.taking.set(QUIZ, review=review, **settings)
    pupil.db.commit()
    pupil.browser.post("learn.begin", course=pupil.taking.shelved.code, quiz=pupil.taking.shelved.step(QUIZ))
    return pupil.browser.follow()


def at(pupil: Pupil, clock: Clock, moment: Moment, review: dict[str, list[str]]) -> Page:
    """Return the result of an attempt at a moment, with half of the answer right."""
    page = begun(pupil, review)
    pupil.browser.post(page.path, {**sent(page, CHOSEN), "to": "all"})
    attempt = attempt_of(pupil.db, pupil.taking)
    attempt.closes_at = NOON + timedelta(minutes=10)
    pupil.db.commit()
    pupil.browser.post(page.path.rsplit("/", 1)[0])
    clock.forward(seconds={Moment.JUST_AFTER: 119, Moment.LATER: 120, Moment.AFTER_CLOSE: 600}[moment])
    return pupil.browser.get(page.path.rsplit("/", 1)[0], queries=5)


def seen(page: Page) -> set[Item]:
    """Return what a page shows; each item wholly or not at all."""
    words = page.words_of("main")
    found = {item: [sign in words for sign in signs] for item, signs in SIGNS.items()}
    assert all(len(set(signs)) == 1 for signs in found.values()), found
    return {item for item, signs in found.items() if all(signs)}


@pytest.mark.parametrize(("moment", "item"), list(product(AFTER, Item)))
def test_a_cell_that_is_set_shows_its_item_at_its_moment_only(
    pupil: Pupil, clock: Clock, moment: Moment, item: Item
) -> None:
    wanted = {item} | ({Item.ATTEMPT} if item in INNER else set())
    others: dict[str, list[str]] = {str(each): [] for each in AFTER if each != moment}

    assert seen(at(pupil, clock, moment, {str(moment): [str(each) for each in wanted], **others})) == wanted


@pytest.mark.parametrize(("moment", "item"), list(product(AFTER, Item)))
def test_a_cell_that_is_not_set_hides_its_item_at_its_moment(
    pupil: Pupil, clock: Clock, moment: Moment, item: Item
) -> None:
    full = {str(each): [str(one) for one in Item if (each, one) != (moment, item)] for each in AFTER}
    hidden = {item} | (INNER if item == Item.ATTEMPT else set())

    assert seen(at(pupil, clock, moment, full)) == set(Item) - hidden


@pytest.mark.parametrize("item", DURING)
@pytest.mark.parametrize("is_set", [True, False])
def test_a_question_that_was_checked_shows_what_its_row_says(pupil: Pupil, item: Item, is_set: bool) -> None:
    items = [item] if is_set else [each for each in DURING if each != item]
    page = begun(pupil, {"during": [str(each) for each in items]}, behaviour="immediate")
    told = pupil.press(page, CHOSEN, "check")

    assert seen(told) == {Item.ATTEMPT, *items}


def test_what_is_shown_shortly_or_later_only_is_said(pupil: Pupil, clock: Clock) -> None:
    review = {"just-after": ["attempt", "marks"], "later": ["attempt"], "after-close": ["attempt", "right-answer"]}
    page = at(pupil, clock, Moment.JUST_AFTER, review)
    assert "for two minutes only" in page
    assert "When the quiz has closed, you see more here" in page

    clock.forward(minutes=20)
    later = pupil.browser.get(page.path)
    assert "you see more here" not in later
    assert "for two minutes only" not in later


def test_marks_that_are_hidden_stand_nowhere(pupil: Pupil, clock: Clock) -> None:
    page = at(pupil, clock, Moment.LATER, {"later": ["attempt"]})
    step = pupil.taking.shelved.step(QUIZ)
    intro = pupil.browser.get("learn.step", course=pupil.taking.shelved.code, step=step)

    for each in (page, intro):
        assert "50%" not in each.words_of("main")
        assert "Not passed" not in each
    assert "Try 1" in intro


@pytest.mark.parametrize(("items", "waiting"), [(["attempt", "marks"], 0), (["attempt", "right-answer"], 1)])
def test_what_a_quiz_hides_does_not_come_back_for_practice(
    pupil: Pupil, clock: Clock, items: list[str], waiting: int
) -> None:
    at(pupil, clock, Moment.LATER, {"later": items})

    assert pupil.db.scalar(select(func.count()).select_from(PracticeItem)) == waiting
