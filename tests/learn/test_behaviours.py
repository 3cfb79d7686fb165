"""How questions behave on their pages: checked once, with hints, again and again, with certainty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.quizzes.engine.behaviours.state import Act
from lms.quizzes.models import Answer, Slot
from tests.learn.test_quiz import attempt_of
from tests.learn.test_types import sent
from tests.support.browser import Browser
from tests.support.courses import load
from tests.support.one_question import quiz_asking
from tests.support.page import Page
from tests.support.question_types import content, right, text, wrong
from tests.support.sheets import Sheet
from tests.support.taking import QUIZ, Taking

HINTS = [{"text": text("Look at the map."), "count_right": True}, {"text": text("Read the law."), "clear_wrong": True}]


@dataclass
class Pupil:
    """Aye at the page of a quiz's only question."""

    browser: Browser
    db: Session
    taking: Taking

    def begin(self, question: dict[str, Any], **settings: object) -> Page:
        """Begin a quiz that asks one question, with these settings."""
        load(self.db, quiz_asking(question))
        self.taking.set(QUIZ, **settings)
        self.db.commit()
        self.browser.sign_in(self.taking.account)
        self.browser.post("learn.begin", course=self.taking.shelved.code, quiz=self.taking.shelved.step(QUIZ))
        return self.browser.follow()

    def press(self, page: Page, fields: Mapping[str, Sequence[str]], to: str, certainty: str = "") -> Page:
        """Answer on a page and press a button; return the page that comes."""
        said = {"certainty": certainty} if certainty else {}
        self.browser.post(page.path, {**sent(page, fields), **said, "to": to})
        assert self.browser.page is not None
        return self.browser.get(self.browser.page.location, queries=4)

    def hand_in(self, page: Page) -> Page:
        """Hand the attempt in; return the result."""
        self.browser.post(page.path.rsplit("/", 1)[0])
        return self.browser.follow()

    @property
    def slot(self) -> Slot:
        """Return the question as it is kept."""
        self.db.expire_all()
        return attempt_of(self.db, self.taking).slots[0]


@pytest.fixture
def pupil(browser: Browser, db: Session, taking: Taking) -> Pupil:
    """Give Aye before a quiz."""
    return Pupil(browser, db, taking)


def buttons(page: Page) -> list[str]:
    """Return what the buttons of the answer do."""
    return [each.get("value") for each in page.all("button") if each.get("name") == "to"]


def test_immediate_checks_once_and_explains(pupil: Pupil) -> None:
    page = pupil.begin(content("matching"), feedback="at-once")
    assert "check" in buttons(page)
    told = pupil.press(page, wrong("matching"), "check")

    assert told.path == page.path
    assert "Not right" in told
    assert "Right answer" in told
    assert "check" not in buttons(told)
    assert (pupil.slot.stage, pupil.slot.points, pupil.slot.told) == ("wrong", 0, 1)
    pupil.press(page, right("matching"), "check")
    assert pupil.slot.chosen == wrong("matching"), "an old page comes too late"
    assert "0%" in pupil.hand_in(told)


def test_saving_without_checking_tells_nothing_and_counts_at_the_end(pupil: Pupil) -> None:
    page = pupil.begin(content("matching"), feedback="at-once")
    everything = pupil.press(page, right("matching"), "all")
    again = pupil.browser.get(page.path)

    assert "Every question has an answer" in everything
    assert "Your answer" not in again
    assert (pupil.slot.stage, pupil.slot.points) == ("complete", None)
    assert "100%" in pupil.hand_in(page)


def test_an_answer_that_is_not_whole_is_saved_and_not_checked(pupil: Pupil) -> None:
    page = pupil.begin(content("matching"), feedback="at-once")
    said = pupil.press(page, {"well": ["village"]}, "check")

    assert "Answer the whole question, then check it" in said
    assert pupil.slot.chosen == {"well": ["village"]}
    assert pupil.slot.told == 0
    assert "Right" in pupil.press(said, right("matching"), "check")


def test_interactive_gives_hint_after_hint_and_each_wrong_try_costs(pupil: Pupil) -> None:
    page = pupil.begin(content("matching", hints=HINTS, penalty="1/4"), behaviour="interactive", feedback="at-once")
    half = {"well": ["village"], "army": ["state"]}
    first = pupil.press(page, half, "check")
    assert "Look at the map." in first
    assert "Right parts so far: 1" in first
    assert "Right answer" not in first, "a try is left"
    assert "again" in buttons(first)
    assert "check" not in buttons(first)

    second = pupil.press(first, {}, "again")
    assert "check" in buttons(second)
    assert pupil.slot.chosen == half, "the first hint empties nothing"
    hinted = pupil.press(second, half, "check")
    assert "Read the law." in hinted
    opened = pupil.press(hinted, {}, "again")
    assert pupil.slot.chosen == {"well": ["village"]}, "the second empties what is wrong"
    done = pupil.press(opened, right("matching"), "check")

    assert "50% of the mark" in done
    assert (pupil.slot.points, pupil.slot.stage, pupil.slot.tries) == (5000, "right", 3)
    acts = pupil.db.scalars(select(Answer.act).order_by(Answer.id)).all()
    assert acts == [Act.CHECK, Act.TRY_AGAIN, Act.CHECK, Act.TRY_AGAIN, Act.CHECK]
    result = pupil.hand_in(done)
    assert "50%" in result
    assert attempt_of(pupil.db, pupil.taking).points == 5000


def test_the_last_try_ends_an_interactive_question(pupil: Pupil) -> None:
    page = pupil.begin(content("single", hints=HINTS[:1]), behaviour="interactive", feedback="at-once")
    page = pupil.press(page, wrong("single"), "check")
    page = pupil.press(page, {}, "again")
    page = pupil.press(page, {"values": ["c"]}, "check")

    assert "again" not in buttons(page)
    assert (pupil.slot.stage, pupil.slot.points) == ("wrong", 0)


def test_adaptive_is_checked_as_often_as_one_likes_and_the_best_counts(pupil: Pupil) -> None:
    page = pupil.begin(content("single", penalty="1/4"), behaviour="adaptive", feedback="at-once")
    page = pupil.press(page, wrong("single"), "check")
    assert "Not right" in page
    assert "check" in buttons(page)
    page = pupil.press(page, wrong("single"), "check")
    assert "You checked this very answer before" in page
    page = pupil.press(page, right("single"), "all")
    page = pupil.browser.get(page.path + "/1")
    assert "You changed your answer after it was checked" in page
    page = pupil.press(page, right("single"), "check")
    assert "75% of the mark" in page
    page = pupil.press(page, wrong("single"), "check")

    assert (pupil.slot.points, pupil.slot.tries) == (7500, 3)
    pupil.hand_in(page)
    assert attempt_of(pupil.db, pupil.taking).points == 7500


def test_an_answer_of_before_the_outcome_was_told_is_not_kept(pupil: Pupil) -> None:
    old = pupil.begin(content("single"), behaviour="adaptive", feedback="at-once")
    pupil.press(pupil.browser.get(old.path), wrong("single"), "check")
    said = pupil.press(old, right("single"), "check")

    assert "Another page of yours had saved an answer" in said
    assert pupil.db.scalars(select(Answer.seq)).all() == [1]


def test_adaptive_without_penalty_costs_nothing(pupil: Pupil) -> None:
    page = pupil.begin(content("single"), behaviour="adaptive-no-penalty", feedback="at-once")
    page = pupil.press(page, wrong("single"), "check")
    pupil.press(page, right("single"), "check")

    assert pupil.slot.points == 10_000


@pytest.mark.parametrize(
    ("certainty", "kind", "points", "whole"),
    [
        ("1", "right", 10_000, 10_000),
        ("3", "right", 30_000, 10_000),
        ("2", "wrong", -20_000, 0),
        ("3", "wrong", -60_000, 0),
        ("", "right", 10_000, 10_000),
    ],
)
def test_certainty_wins_and_costs_and_the_whole_stays_within_the_whole(
    pupil: Pupil, certainty: str, kind: str, points: int, whole: int
) -> None:
    page = pupil.begin(content("single"), behaviour="deferred-certainty")
    assert "How sure are you?" in page
    assert "check" not in buttons(page)
    page = pupil.press(page, (right if kind == "right" else wrong)("single"), "my", certainty)
    chosen = [
        each.get("value")
        for each in page.all("input")
        if each.get("name") == "certainty" and "checked" in each.attributes
    ]
    assert chosen == ([certainty] if certainty else [])
    pupil.hand_in(page)

    assert (pupil.slot.points, attempt_of(pupil.db, pupil.taking).points) == (points, whole)


def test_saying_only_how_sure_one_is_is_saved_too(pupil: Pupil) -> None:
    page = pupil.begin(content("single"), behaviour="deferred-certainty")
    pupil.press(page, right("single"), "all", "1")
    page = pupil.browser.get(page.path)
    for certainty in ("1", "3"):
        pupil.browser.post(page.path, {**Sheet(page).filled(right("single")["values"]), "certainty": certainty})

    assert (pupil.slot.certainty, pupil.slot.seq) == (3, 2)


def test_with_certainty_at_once_nothing_is_checked_before_it_is_said(pupil: Pupil) -> None:
    page = pupil.begin(content("single"), behaviour="immediate-certainty", feedback="at-once")
    page = pupil.press(page, right("single"), "check")
    assert "Say how sure you are" in page
    page = pupil.press(page, right("single"), "check", "2")

    assert "200% of the mark" in page
    assert pupil.slot.stage == "right"


def test_a_certainty_that_is_none_is_refused(pupil: Pupil) -> None:
    page = pupil.begin(content("single"), behaviour="deferred-certainty")
    pupil.browser.post(page.path, {**sent(page, right("single")), "certainty": "7"}, expect=422)

    assert pupil.slot.seq == 0


@pytest.mark.parametrize("behaviour", ["immediate", "interactive", "adaptive", "immediate-certainty"])
def test_what_nobody_marks_can_be_answered_and_is_not_checked(pupil: Pupil, behaviour: str) -> None:
    page = pupil.begin(content("scale"), behaviour=behaviour, feedback="at-once")
    assert "check" not in buttons(page)
    assert "How sure are you?" not in page
    pupil.press(page, right("scale"), "all")
    pupil.hand_in(page)

    assert (pupil.slot.stage, pupil.slot.points) == ("not-marked", None)


def test_the_page_before_the_quiz_says_how_it_goes(pupil: Pupil) -> None:
    for behaviour, words in (
        ("interactive", "After a wrong one you read a hint"),
        ("adaptive", "Each check after the first costs"),
        ("deferred-certainty", "say how sure you are"),
    ):
        pupil.begin(content("single"), behaviour=behaviour)
        step = pupil.taking.shelved.step(QUIZ)
        assert words in pupil.browser.get("learn.step", course=pupil.taking.shelved.code, step=step, queries=4)
