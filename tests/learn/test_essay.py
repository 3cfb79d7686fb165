"""An essay in a quiz: written, kept sealed, shown again, handed in; nobody marks it at once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from lms.learn import sent as sending
from lms.progress import queries as progress
from lms.quizzes import answering, practice, queries
from lms.quizzes.answering import Sent
from lms.quizzes.handed import Handed, HandedState
from lms.quizzes.models import Answer, Attempt
from lms.writing import service as writing
from lms.writing.models import Writing
from tests.learn.test_types import sent
from tests.support.browser import Browser
from tests.support.cast import TODAY
from tests.support.courses import load
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.support.one_question import quiz_of
from tests.support.page import Page
from tests.support.taking import QUIZ, Taking

WORDS = "ရွာသားများက တွင်းကို ဆုံးဖြတ်သည်။\n\nThe village decides about the well."


@pytest.fixture
def essay(db: Session, browser: Browser, taking: Taking) -> Page:
    """Give the page of a quiz's only question, an essay."""
    load(db, quiz_of("essay"))
    db.commit()
    browser.sign_in(taking.account)
    browser.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ))
    return browser.follow()


def written(page: Page) -> str:
    """Return what stands in the page's text box; its first line end is the box's own."""
    (box,) = page.all("textarea")
    return box.words.removeprefix("\r").removeprefix("\n")


def write(browser: Browser, page: Page, words: str, expect: int = 303) -> Page:
    """Write an essay and send it, as a browser does: each line end is two signs."""
    return browser.post(page.path, sent(page, {"text": [words.replace("\n", "\r\n")]}), expect=expect)


def attempt_of(db: Session, taking: Taking) -> Attempt:
    """Return the only attempt."""
    return queries.attempts_of(db, taking.account, taking.step_id(QUIZ))[-1]


def count(db: Session, table: type) -> int:
    """Return how many rows a table has."""
    return db.scalar(select(func.count()).select_from(table)) or 0


def test_an_essay_is_saved_and_shown_again_in_five_queries(browser: Browser, essay: Page) -> None:
    assert "At most 200 characters" in essay
    write(browser, essay, WORDS)

    assert written(browser.get(essay.path, queries=5)) == WORDS


def test_no_word_of_it_stands_in_the_database(db: Session, browser: Browser, essay: Page) -> None:
    write(browser, essay, WORDS)

    for table in ("answer", "slot"):
        for (chosen,) in db.execute(text(f"SELECT chosen FROM {table}")):
            assert "well" not in chosen
    assert b"well" not in db.scalars(select(Writing.sealed)).one()


def test_a_page_that_changes_nothing_does_not_send_its_words_twice_and_keeps_nothing_new(
    db: Session, browser: Browser, essay: Page
) -> None:
    write(browser, essay, WORDS)
    again = browser.get(essay.path)
    shown = [each.get("value") for each in again.all("input") if each.get("name") == "s.text"]
    assert shown == [sending.digest(WORDS)]

    browser.post(again.path, {**sent(again, {"text": [WORDS.replace("\n", "\r\n")]}), "s.text": shown})
    assert count(db, Answer) == 1


def test_the_same_answer_twice_is_one(db: Session, browser: Browser, essay: Page) -> None:
    for _ in range(2):
        write(browser, essay, WORDS)

    assert (count(db, Answer), count(db, Writing)) == (1, 1)


def test_two_pages_side_by_side_end_in_one_text_and_the_other_is_kept_until_it_is_handed_in(
    db: Session, browser: Browser, ground: Ground, taking: Taking, essay: Page
) -> None:
    other = browser.get(essay.path)
    for page, words in ((essay, "the one"), (other, "the other")):
        write(browser, page, words)
    later = max((essay, "the one"), (other, "the other"), key=lambda each: each[0].fields(each[0].path)["uid"])[1]
    assert written(browser.get(essay.path)) == later
    versions = browser.get(f"{essay.path}?versions=1")
    assert "the one" in versions
    assert "the other" in versions
    kept = {writing.words_of(db, ground.keys, each) for each in db.scalars(select(Writing))}
    assert kept == {"the one", "the other"}

    browser.post(essay.path.rpartition("/")[0])
    assert [writing.words_of(db, ground.keys, each) for each in db.scalars(select(Writing))] == [later]
    assert count(db, Answer) == 2, "what came in stays known, so that nothing comes in twice"


def test_an_essay_can_be_taken_back(db: Session, browser: Browser, taking: Taking, essay: Page) -> None:
    write(browser, essay, WORDS)
    again = browser.get(essay.path)
    shown = [each.get("value") for each in again.all("input") if each.get("name") == "s.text"]
    browser.post(again.path, {**sent(again, {"text": [""]}), "s.text": shown})

    (slot,) = attempt_of(db, taking).slots
    assert not slot.is_answered
    browser.post(essay.path.rpartition("/")[0])
    assert count(db, Handed) == 0, "nothing waits where nothing was written"
    assert attempt_of(db, taking).points == 0
    assert practice.waiting(db, taking.account, today=TODAY + timedelta(days=9)) == [], "no page could mark it"


def test_what_is_too_long_is_refused_and_stays_on_the_page(db: Session, browser: Browser, essay: Page) -> None:
    long = "word " * 50
    refused = write(browser, essay, long, expect=422)

    assert "This answer is too long." in refused
    assert written(refused) == long.strip()
    assert count(db, Writing) == 0


def test_zawgyi_is_turned_into_unicode_and_can_be_had_back(browser: Browser, essay: Page) -> None:
    zawgyi = "ျမန္မာႏိုင္ငံသည္ အေရွ႕ေတာင္အာရွတြင္ ရွိသည္။"
    browser.lang = "my"
    write(browser, browser.get(essay.path.replace("/en/", "/my/")), zawgyi)
    browser.lang = "en"

    assert written(browser.get(essay.path)).startswith("မြန်မာ")
    undo = browser.get("writing.typed")
    browser.post(essay.path, undo.fields(essay.path.replace("/en/", "/my/")))
    assert written(browser.get(essay.path)) == zawgyi


def test_handed_in_it_waits_for_a_person_and_the_result_shows_its_own_words(
    db: Session, browser: Browser, taking: Taking, essay: Page
) -> None:
    write(browser, essay, WORDS)
    handed_in = browser.post(essay.path.rpartition("/")[0])

    result = browser.get(handed_in.location, queries=6)
    assert "Waiting to be marked" in result
    assert "A person still has to mark part of it" in result
    assert "The village decides about the well." in result
    attempt = attempt_of(db, taking)
    assert (attempt.points, attempt.passed, attempt.slots[0].points) == (None, None, None)
    assert db.scalars(select(Handed)).one().state == HandedState.WAITING
    step = progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)]
    assert (step.times, step.points, step.done_day) == (0, 0, None)
    intro = browser.get("learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ))
    assert "Waiting to be marked" in intro
    assert "Not passed" not in intro


def test_a_quiz_that_only_needs_trying_is_done_when_it_is_handed_in(
    db: Session, browser: Browser, taking: Taking, essay: Page
) -> None:
    taking.set(QUIZ, rule="tried")
    write(browser, essay, WORDS)
    browser.post(essay.path.rpartition("/")[0])

    assert progress.steps_of(db, taking.account, taking.shelved.course.id)[taking.step_id(QUIZ)].done_day


def test_words_are_kept_for_a_year_after_the_group_ends(
    db: Session, ground: Ground, taking: Taking, essay: Page
) -> None:
    answer = Sent({"text": ["a well"]}, 1, "x")
    answering.save(db, attempt_id=attempt_of(db, taking).id, position=1, sent=answer, now=NOON, keys=ground.keys)

    kept = db.scalars(select(Writing)).one()
    assert (kept.made_day, kept.until_day) == (TODAY, TODAY + timedelta(days=12 * 7 + 365))
    assert writing.sweep(db, ground.config, NOON + timedelta(days=12 * 7 + 365)) == 0
    assert writing.sweep(db, ground.config, NOON + timedelta(days=12 * 7 + 368)) == 1


@pytest.mark.parametrize("behaviour", ["immediate", "interactive", "adaptive", "immediate-certainty", "deferred"])
def test_however_a_quiz_behaves_an_essay_is_saved_and_waits(
    db: Session, browser: Browser, taking: Taking, essay: Page, behaviour: str
) -> None:
    taking.set(QUIZ, behaviour=behaviour)
    page = browser.get(essay.path)
    assert "Check my answer" not in page
    assert "How sure" not in page
    write(browser, page, WORDS)
    for to in ("check", "again"):  # No page has these buttons here.
        again = browser.get(essay.path)
        browser.post(again.path, {**sent(again, {"text": [WORDS]}), "to": to})
    assert written(browser.get(essay.path)) == WORDS

    browser.post(essay.path.rpartition("/")[0])
    assert db.scalars(select(Handed.state)).one() == HandedState.WAITING
    assert attempt_of(db, taking).points is None


@pytest.mark.parametrize("words", [WORDS, '["../lms.db", "txt", 5, "AAAA"]'])
def test_an_essay_is_never_opened_as_a_file(browser: Browser, essay: Page, words: str) -> None:
    write(browser, essay, words)

    browser.get(f"{essay.path}/file/1", expect=303)
    assert browser.follow().path == essay.path
