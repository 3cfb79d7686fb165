"""The clock of a quiz, on its pages: how long a try lasts, what comes late, when the next may begin."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock as site_clock
from lms.app import JOBS
from lms.cohorts.models import Cohort
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.progress import queries as progress
from lms.progress.models import Event
from lms.quizzes import answering
from lms.quizzes.models import Answer, AttemptState
from tests.learn.test_quiz import answer, attempt_of, begin, learner
from tests.quizzes.test_attempts import right_answer, wrong_answer
from tests.support.browser import Browser
from tests.support.ground import Ground
from tests.support.moment import NOON, Clock
from tests.support.page import Page
from tests.support.sheets import Sheet
from tests.support.taking import QUIZ, Taking

__all__ = ["learner"]


def intro(browser: Browser, taking: Taking) -> Page:
    """Return the page of the quiz."""
    return browser.get("learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ), queries=4)


def due(ground: Ground, db: Session, clock: Clock) -> int:
    """Do the minute's work on attempts; return how many were handed in."""
    (job,) = [each for each in JOBS if each.name == "attempts"]
    done = job.work(db, ground.config, clock.now)
    db.commit()
    return done


def test_the_page_says_how_long_a_try_lasts_and_each_page_how_long_is_left(
    learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20)
    assert "A try lasts 20 minutes" in intro(learner, taking)

    page = begin(learner, taking)
    assert "Time left: 20 minutes" in page
    clock.forward(minutes=18, seconds=30)
    assert "Time left: 1 minute<" in learner.get(page.path, queries=4)
    clock.forward(minutes=1)
    assert "Time left: less than a minute" in learner.get(page.path.rsplit("/", 1)[0], queries=4)
    assert "Time left: less than a minute" in intro(learner, taking)


def test_an_answer_within_grace_counts_and_a_later_one_is_refused_and_kept_nowhere(
    db: Session, learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20, grace_seconds=60)
    page = begin(learner, taking)
    slots = attempt_of(db, taking).slots
    other = learner.get(page.path.replace("/1", "/2"))
    clock.forward(minutes=20, seconds=59)
    answer(learner, page, right_answer(db, slots[0]), to="2")
    clock.forward(seconds=1)
    refused = answer(learner, other, right_answer(db, slots[1]), to="3", expect=409)

    assert "came too late to count" in refused
    attempt = attempt_of(db, taking)
    assert (attempt.state, attempt.handed_in_at) == (AttemptState.HANDED_IN, NOON + timedelta(minutes=20))
    assert attempt.points == 3333, "the answer within grace counts, the later one does not"
    assert db.scalar(select(func.count()).select_from(Answer)) == 1


def test_a_page_that_is_opened_after_the_end_says_so_and_leads_to_the_result(
    db: Session, learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20)
    page = begin(learner, taking)
    clock.forward(minutes=30)
    everything = learner.get(page.path, expect=303).location
    over = learner.get(everything, queries=4)
    assert "The time for this try is over" in over
    assert attempt_of(db, taking).state == AttemptState.OPEN, "looking changes nothing"

    learner.post(over.path)
    assert "Your result" in learner.follow()
    assert attempt_of(db, taking).handed_in_at == NOON + timedelta(minutes=20)


def test_the_minutes_work_hands_in_what_is_over_as_of_its_end_and_no_other(
    ground: Ground, db: Session, learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20, grace_seconds=30)
    page = begin(learner, taking)
    answer(learner, page, right_answer(db, attempt_of(db, taking).slots[0]), to="2")
    clock.forward(minutes=20, seconds=29)
    assert due(ground, db, clock) == 0
    clock.forward(hours=14)

    assert (due(ground, db, clock), due(ground, db, clock)) == (1, 0)
    attempt = attempt_of(db, taking)
    assert (attempt.handed_in_at, attempt.points) == (NOON + timedelta(minutes=20), 3333)
    (row, *_) = progress.ledger(db, taking.account.id, taking.shelved.course.id)
    assert row.day == NOON.date(), "the day of its end, not of the minute in which it was found"


def test_what_was_begun_in_time_ends_in_time_for_somebody_who_left(
    ground: Ground, db: Session, taking: Taking, cohort: Cohort, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20)
    attempt = taking.begin()
    place = places.place_of(db, taking.account, cohort)
    assert place is not None
    enrolment.leave(db, place=place, by_uid=taking.account.uid, now=NOON)
    db.flush()
    clock.forward(days=2)

    assert due(ground, db, clock) == 1
    assert attempt.state == AttemptState.HANDED_IN
    assert [row.event for row in progress.ledger(db, taking.account.id, taking.shelved.course.id)] == [Event.QUIZ]


def test_an_overdue_try_may_be_wanted_to_count_as_nothing(
    ground: Ground, db: Session, learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20, overdue="discard", attempts=2)
    assert "Hand it in before" in intro(learner, taking)
    page = begin(learner, taking)
    clock.forward(minutes=22)
    due(ground, db, clock)

    assert "was not handed in in time" in learner.get(page.path.rsplit("/", 1)[0], queries=4)
    assert "not handed in in time" in intro(learner, taking)
    assert progress.ledger(db, taking.account.id, taking.shelved.course.id) == []
    begin(learner, taking)
    learner.post(learner.page.path.rsplit("/", 1)[0] if learner.page else "")
    assert "You have used all your tries" in intro(learner, taking), "it was one of two tries"


def test_beginning_anew_hands_in_the_try_whose_time_is_over(
    db: Session, learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20)
    begin(learner, taking)
    first = attempt_of(db, taking)
    clock.forward(minutes=25)
    begin(learner, taking)

    db.refresh(first)
    assert (first.state, attempt_of(db, taking).number) == (AttemptState.HANDED_IN, 2)


def test_between_two_tries_one_waits_and_the_page_says_until_when(
    db: Session, learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, wait_minutes=60, wait_later_minutes=1440, attempts=None)
    for wait in (timedelta(hours=1), timedelta(days=1)):
        page = begin(learner, taking)
        learner.post(page.path.rsplit("/", 1)[0])
        at = site_clock.now() + wait
        said = intro(learner, taking)
        assert "You may try again from" in said
        assert at.strftime("%d June 2026, ") in said
        refused = learner.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ), expect=409)
        assert "The page of the quiz says why" in refused
        clock.set(at)
        learner.sign_in(taking.account)
        assert "You may try again from" not in intro(learner, taking)


def test_handing_in_while_grace_lasts_is_handing_in_at_the_end(
    db: Session, learner: Browser, taking: Taking, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20)
    page = begin(learner, taking)
    clock.forward(minutes=20, seconds=30)
    learner.post(page.path.rsplit("/", 1)[0])

    assert attempt_of(db, taking).handed_in_at == NOON + timedelta(minutes=20)


def test_onward_only_shows_no_way_back_and_what_comes_for_a_question_that_was_left_changes_nothing(
    db: Session, learner: Browser, taking: Taking
) -> None:
    taking.set(QUIZ, navigation="sequential")
    page = begin(learner, taking)
    old = learner.get(page.path)
    slots = attempt_of(db, taking).slots
    answer(learner, page, right_answer(db, slots[0]), to="2")
    second = learner.follow()
    assert second.path.endswith("/2")
    assert "Back" not in [each.words.strip() for each in second.all("button")]
    assert learner.get(page.path, expect=303).location == second.path
    assert learner.get(page.path.replace("/1", "/3"), expect=303).location == second.path

    learner.post(old.path, {**Sheet(old).filled(wrong_answer(db, slots[0]), "2"), "seq": "9"})
    there = learner.follow() if learner.page and learner.page.location.endswith("/2") else learner.get(second.path)
    assert there.path == second.path
    db.refresh(slots[0])
    assert slots[0].chosen["values"] == list(right_answer(db, slots[0]))
    for _ in range(2):
        answer(learner, learner.get(learner.page.path if learner.page else ""), (), to="")
        learner.follow()
    assert learner.page is not None
    assert "Look over your answers" in learner.page
    assert "Hand in" in learner.page
    assert begin(learner, taking).path == learner.page.path


@pytest.mark.parametrize("grace", [0, 600])
def test_saving_and_handing_in_at_the_very_end(db: Session, taking: Taking, grace: int) -> None:
    taking.set(QUIZ, minutes=20, grace_seconds=grace)
    attempt = taking.begin()
    end = NOON + timedelta(minutes=20, seconds=grace)
    sent = answering.Sent({"values": right_answer(db, attempt.slots[0])}, 1, "a")
    answering.save(db, attempt_id=attempt.id, position=1, sent=sent, now=end - timedelta(microseconds=1))
    late = answering.Sent({"values": right_answer(db, attempt.slots[1])}, 1, "b")
    with pytest.raises(answering.TimeIsOver):
        answering.save(db, attempt_id=attempt.id, position=2, sent=late, now=end)
    again = answering.save(db, attempt_id=attempt.id, position=1, sent=sent, now=end + timedelta(hours=1))

    assert again.seq == 1, "an answer that had arrived in time is no error when it is sent again"
