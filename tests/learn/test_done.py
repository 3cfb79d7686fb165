"""What a reader does in a course is kept: answers in lessons, cases, pages read, reflections, notes, marks."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.cohorts.models import Cohort
from lms.progress import queries as progress
from lms.progress.models import Bookmark, StepProgress
from lms.writing.models import Writing
from tests.support.browser import Browser
from tests.support.cast import TODAY
from tests.support.taking import Taking

LESSON, CASE, REFLECTION = (f"power-shared/{name}" for name in ("why-share-power", "case", "reflection"))
WORDS = "ရေတွင်းကို ကျွန်ုပ်တို့ ကိုယ်တိုင် တူးခဲ့ကြသည်"


@pytest.fixture
def learner(browser: Browser, taking: Taking) -> Browser:
    """Give a browser in which Aye is signed in, who takes the sample course."""
    return browser.sign_in(taking.account)


def state(session: Session, taking: Taking, name: str) -> StepProgress | None:
    """Return what is kept of a step."""
    return progress.steps_of(session, taking.account, taking.shelved.course.id).get(taking.step_id(name))


def here(taking: Taking, name: str, **more: str) -> dict[str, Any]:
    """Return what stands in the address of a step; `more` says what it is called there."""
    return {"course": taking.shelved.code, **(more or {"step": taking.shelved.step(name)})}


def check(browser: Browser, taking: Taking, chosen: str) -> str:
    """Answer the question of the lesson."""
    address = here(taking, LESSON, lesson=taking.shelved.step(LESSON), question=taking.shelved.question("well-1"))
    return browser.post("learn.check", {"a.values": chosen}, expect=200, **address)


def test_a_lesson_is_done_with_its_last_question_and_leads_on(db: Session, learner: Browser, taking: Taking) -> None:
    page = check(learner, taking, "shared")

    assert "This lesson is done." in page
    assert 'rel="next"' in page or "Next" in page
    kept = state(db, taking, LESSON)
    assert kept is not None
    assert (kept.done_day, kept.points) == (TODAY, 0)
    check(learner, taking, "self")
    db.refresh(kept)
    assert kept.points == 10_000


def test_who_takes_no_part_is_told_that_nothing_is_kept(
    db: Session, browser: Browser, taking: Taking, dway: Account
) -> None:
    assert "This answer is not kept" in check(browser.sign_in(dway), taking, "self")
    assert db.scalars(select(StepProgress)).all() == []


def test_an_answer_before_the_group_begins_is_not_kept_and_it_says_so(
    db: Session, learner: Browser, taking: Taking, cohort: Cohort
) -> None:
    cohort.starts_day = TODAY + timedelta(days=1)

    assert "your group has not begun yet" in check(learner, taking, "self")
    assert db.scalars(select(StepProgress)).all() == []
    page = learner.get("learn.course", course=taking.shelved.code, queries=4)
    assert "Your group begins on Tuesday, 16 June 2026." in page


def test_a_case_is_done_at_an_ending_and_nowhere_else(db: Session, learner: Browser, taking: Taking) -> None:
    address = here(taking, CASE, case=taking.shelved.step(CASE))
    for place in ("0", "1", "99", "x", "-1", ""):
        assert "has not come to an end" in learner.post("learn.end", {"place": place}, expect=422, **address)
    assert state(db, taking, CASE) is None

    learner.post("learn.end", {"place": "2"}, **address)

    assert "Done. It is kept on this page." in learner.follow()
    kept = state(db, taking, CASE)
    assert kept is not None
    assert kept.done_day == TODAY


def test_a_page_without_questions_is_read_by_saying_so_and_a_lesson_is_not(
    db: Session, learner: Browser, taking: Taking
) -> None:
    learner.post("learn.read", **here(taking, "plan", page=taking.shelved.step("plan")))
    kept = state(db, taking, "plan")
    assert kept is not None
    assert kept.done_day == TODAY

    learner.post("learn.read", expect=404, **here(taking, LESSON, page=taking.shelved.step(LESSON)))


def test_a_reflection_is_kept_sealed_and_shown_to_its_writer_alone(
    db: Session, learner: Browser, taking: Taking, dway: Account
) -> None:
    address = here(taking, REFLECTION, reflection=taking.shelved.step(REFLECTION))
    learner.post("learn.reflect", {"words": WORDS}, **address)

    (row,) = db.scalars(select(Writing)).all()
    assert WORDS.encode() not in row.sealed
    own = here(taking, REFLECTION)
    assert WORDS in learner.get("learn.own", queries=4, **own)
    assert WORDS not in learner.another().sign_in(dway).get("learn.own", **own)
    assert WORDS not in learner.get("learn.step", **own), "the page of a step holds nothing of its reader"
    assert state(db, taking, REFLECTION) is not None


def test_thinking_without_writing_keeps_no_words(db: Session, learner: Browser, taking: Taking) -> None:
    address = here(taking, REFLECTION, reflection=taking.shelved.step(REFLECTION))
    learner.post("learn.reflect", {"words": WORDS, "keep": "nothing"}, **address)

    assert "Nothing was kept." in learner.follow()
    assert db.scalars(select(Writing)).all() == []
    assert state(db, taking, REFLECTION) is not None


@pytest.mark.parametrize(("words", "said"), [("", "Write something first"), ("က" * 5001, "too long")])
def test_a_reflection_that_cannot_be_kept_is_shown_again(
    db: Session, learner: Browser, taking: Taking, words: str, said: str
) -> None:
    address = here(taking, REFLECTION, reflection=taking.shelved.step(REFLECTION))
    page = learner.post("learn.reflect", {"words": words}, expect=422, size_bytes=40_000, **address)

    assert said in page
    assert words in page
    assert state(db, taking, REFLECTION) is None


def test_a_note_is_written_changed_and_deleted(db: Session, learner: Browser, taking: Taking) -> None:
    address = here(taking, LESSON)
    learner.post("learn.own", {"words": WORDS}, **address)
    assert WORDS in learner.follow()
    learner.post("learn.own", {"words": WORDS + " ၂"}, **address)
    assert len(db.scalars(select(Writing)).all()) == 1
    assert "What I wrote" in learner.get("learn.mine", queries=4)

    learner.post("learn.own", {"words": " "}, **address)

    assert "Deleted." in learner.follow()
    assert db.scalars(select(Writing)).all() == []


def test_a_note_and_a_reflection_about_one_page_stand_side_by_side(
    db: Session, learner: Browser, taking: Taking
) -> None:
    address = here(taking, REFLECTION)
    learner.post("learn.own", {"words": "a note"}, **address)
    learner.post("learn.own", {"words": "a thought", "reflection": "yes"}, **address)
    page = learner.get("learn.own", queries=4, **address)

    assert "a note" in page
    assert "a thought" in page
    assert len(db.scalars(select(Writing)).all()) == 2
    learner.post("learn.own", {"words": "x", "reflection": "yes"}, expect=404, **here(taking, LESSON))


def test_a_reflection_that_is_written_among_ones_notes_counts_and_an_emptied_one_is_deleted(
    db: Session, learner: Browser, taking: Taking
) -> None:
    address = here(taking, REFLECTION)
    learner.post("learn.own", {"words": "", "reflection": "yes"}, **address)
    learner.post("learn.own", {"words": "a note"}, **address)
    assert state(db, taking, REFLECTION) is None

    learner.post("learn.own", {"words": WORDS, "reflection": "yes"}, **address)
    assert state(db, taking, REFLECTION) is not None
    learner.post("learn.own", {"words": "", "reflection": "yes"}, **address)
    assert [row.kind for row in db.scalars(select(Writing))] == ["note"]
    assert state(db, taking, REFLECTION) is not None


def test_a_page_is_put_on_the_list_and_taken_off(db: Session, learner: Browser, taking: Taking) -> None:
    address = here(taking, LESSON)
    learner.post("learn.mark", {"marked": "yes"}, **address)
    learner.post("learn.mark", {"marked": "yes"}, **address)
    assert "Take this page off my list" in learner.get("learn.own", **address)
    assert "Marked" in learner.get("learn.mine")

    learner.post("learn.mark", {"marked": "no"}, **address)

    assert db.scalars(select(Bookmark)).all() == []
    assert "Nothing is here yet" in learner.get("learn.mine")


def test_the_course_page_shows_what_is_done_and_the_next_step(learner: Browser, taking: Taking) -> None:
    page = learner.get("learn.course", course=taking.shelved.code, queries=4)
    assert "Begin" in page
    check(learner, taking, "self")

    page = learner.get("learn.course", course=taking.shelved.code, queries=4)
    assert "1 of " in page
    assert "Go on" in page
    assert "1 of " in learner.get("learn.home", queries=4)


@pytest.mark.parametrize("first", ["who worked", "stranger"])
def test_the_pages_of_all_steps_are_the_same_bytes_for_who_worked_in_them_and_for_strangers(
    db: Session, browser: Browser, taking: Taking, first: str
) -> None:
    learner = browser.another().sign_in(taking.account)
    check(learner, taking, "self")
    learner.post("learn.end", {"place": "2"}, **here(taking, CASE, case=taking.shelved.step(CASE)))
    learner.post("learn.read", **here(taking, "plan", page=taking.shelved.step("plan")))
    learner.post(
        "learn.reflect", {"words": WORDS}, **here(taking, REFLECTION, reflection=taking.shelved.step(REFLECTION))
    )
    for name in (LESSON, CASE, REFLECTION, "plan"):
        learner.post("learn.own", {"words": WORDS}, **here(taking, name))
        learner.post("learn.mark", {"marked": "yes"}, **here(taking, name))

    paths = [browser.address("learn.step", **here(taking, name)) for name in (LESSON, CASE, REFLECTION, "plan")]
    ending = {"case": taking.shelved.step(CASE), "scene": 1, "decision": 2}
    paths.append(browser.address("learn.scene", course=taking.shelved.code, **ending))
    readers = {"who worked": learner, "stranger": browser}
    for path in paths:
        bodies = {str(readers[name].get(path)) for name in sorted(readers, key=lambda name: name != first)}
        assert len(bodies) == 1, path
