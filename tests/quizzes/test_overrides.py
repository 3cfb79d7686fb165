"""Other dates, more time, more tries: said on pages, and held by the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Role
from lms.audit.models import Entry
from lms.audit.service import Actor
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort, Programme
from lms.enrolment import queries as places
from lms.enrolment import service as enrolment
from lms.quizzes import overrides, service
from lms.quizzes.models import QuizOverride
from tests.learn.test_quiz import attempt_of
from tests.support.browser import Browser
from tests.support.cast import give, make_cohort
from tests.support.moment import NOON, Clock
from tests.support.page import Page
from tests.support.taking import QUIZ, Taking


@pytest.fixture
def desk(browser: Browser, taking: Taking, chit: Account) -> Browser:
    """Give a browser in which Chit is signed in, staff of the programme in which Aye takes the course."""
    return browser.sign_in(chit)


def intro(browser: Browser, taking: Taking) -> Page:
    """Return the page before the quiz, as Aye sees it."""
    pupil = browser.another().sign_in(taking.account)
    return pupil.get("learn.step", course=taking.shelved.code, step=taking.shelved.step(QUIZ), queries=4)


def add(desk: Browser, taking: Taking, cohort: Cohort, *, expect: int = 303, **said: str) -> Page:
    """Fill the form in."""
    page = desk.get("quizzes.add_time", cohort=cohort)
    quiz = f"{taking.shelved.code}-{taking.shelved.step(QUIZ)}"
    first = page.fields(action="/times/new")
    return desk.post(page.path, {"form": first["form"], "quiz": quiz, "reason": "as agreed", **said}, expect=expect)


def acts(db: Session) -> list[str]:
    """Return what the audit tells of these pages."""
    wanted = select(Entry.action).where(Entry.kind == "override").order_by(Entry.id)
    return list(db.scalars(wanted))


def test_a_group_gets_its_days_in_the_zone_of_its_programme(
    db: Session, desk: Browser, taking: Taking, cohort: Cohort, clock: Clock
) -> None:
    add(desk, taking, cohort, opens_day="2026-06-16", opens_time="၀၉:၃၀", closes_day="2026-06-18")
    (said,) = db.scalars(select(QuizOverride))
    assert said.opens_at == datetime(2026, 6, 16, 3, 0, tzinfo=UTC), "half past nine in Yangon"
    assert said.closes_at == datetime(2026, 6, 18, 17, 30, tzinfo=UTC), "the whole last day"
    assert acts(db) == ["override.add"]
    page = desk.get("quizzes.times", cohort=cohort)
    assert "It opens on 16 June 2026, 09:30." in page
    assert "Everybody in the group" in page
    form = desk.get("quizzes.change_time", override=said).fields(action=said.uid)
    shown = {name: form[name] for name in ("opens_day", "opens_time", "closes_day", "closes_time")}
    assert list(shown.values()) == ["2026-06-16", "09:30", "2026-06-18", ""], "as it was typed"

    before = intro(desk, taking)
    assert "This quiz is not open yet. It opens on 16 June 2026, 09:30." in before
    with pytest.raises(service.CannotBegin):
        taking.begin(now=clock.now)
    clock.set(said.opens_at)
    assert "It closes on 18 June 2026, 24:00." in intro(desk, taking)
    assert taking.begin(now=clock.now).closes_at == said.closes_at
    clock.set(said.closes_at)
    taking_again = service.hand_in(db, attempt=attempt_of(db, taking), now=clock.now + timedelta(minutes=2))
    assert taking_again.handed_in_at == said.closes_at, "what is open ends when the quiz closes"
    db.commit()
    assert "This quiz is closed, since 18 June 2026, 24:00." in intro(desk, taking)


def test_what_is_said_for_a_person_goes_before_the_group_and_the_quiz(
    db: Session, desk: Browser, taking: Taking, cohort: Cohort
) -> None:
    taking.set(QUIZ, minutes=20, attempts=1)
    place = places.place_of(db, taking.account, cohort)
    assert place is not None
    add(desk, taking, cohort, minutes="30")
    assert "A try lasts 30 minutes" in intro(desk, taking)
    add(desk, taking, cohort, minutes="၂၅", attempts="2", person=place.uid)

    said = intro(desk, taking)
    assert "A try lasts 25 minutes" in said, "though the group has more"
    assert "You may try 2 times" in said
    add(desk, taking, cohort, minutes="0", person=place.uid, expect=422)
    assert "There is one already" in (desk.page or "")


def test_more_time_reaches_a_try_that_is_open_and_less_ends_it(
    db: Session, desk: Browser, taking: Taking, cohort: Cohort, clock: Clock
) -> None:
    taking.set(QUIZ, minutes=20)
    attempt = taking.begin()
    db.commit()
    add(desk, taking, cohort, minutes="0")
    db.refresh(attempt)
    assert (attempt.ends_at, attempt.late_at) == (None, None)

    (said,) = db.scalars(select(QuizOverride))
    page = desk.get("quizzes.change_time", override=said)
    desk.post(page.path, {**page.fields(), "minutes": "40", "reason": "as agreed again"})
    db.refresh(attempt)
    assert attempt.ends_at == NOON + timedelta(minutes=40)

    desk.post("quizzes.remove_time", override=said)
    db.refresh(attempt)
    assert attempt.ends_at == NOON + timedelta(minutes=20)
    assert attempt.late_at == NOON + timedelta(minutes=21)
    assert acts(db) == ["override.add", "override.change", "override.remove"]
    desk.post(page.path, {"minutes": "1", "reason": "late"}, expect=404)


def test_who_was_given_another_try_is_not_told_that_this_was_the_last(
    db: Session, desk: Browser, taking: Taking, cohort: Cohort
) -> None:
    taking.set(QUIZ, attempts=1)
    attempt = service.hand_in(db, attempt=taking.begin(), now=NOON)
    db.commit()
    pupil = desk.another().sign_in(taking.account)
    path = f"/en/c/{taking.shelved.code}/{taking.shelved.step(QUIZ)}/{attempt.uid}"
    assert "this was your last try" in pupil.get(path, queries=4)
    add(desk, taking, cohort, attempts="2")

    assert "try once more" in pupil.get(path, queries=4)


def test_of_two_groups_the_more_generous_holds(
    db: Session, taking: Taking, cohort: Cohort, programme: Programme, chit: Account, clock: Clock
) -> None:
    other = make_cohort(db, programme, "River July")
    cohorts.take_courses(db, cohort=other, course_ids=[taking.shelved.course.id])
    enrolment.take_place(db, account=taking.account, cohort=other, by_uid="", now=NOON)
    for number, (where, minutes) in enumerate([(cohort, 30), (other, 25)]):
        overrides.add(
            db,
            cohort=where,
            step_id=taking.step_id(QUIZ),
            account=None,
            said=overrides.Said(reason="as agreed", minutes=minutes),
            uid=f"{number}" * 26,
            by=Actor("staff", chit.uid, NOON),
        )

    assert taking.begin().ends_at == NOON + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Say at least one thing"),
        ({"minutes": "5", "reason": ""}, "Write why"),
        ({"minutes": "700"}, "from 0 to 600"),
        ({"minutes": "five"}, "Write a whole number"),
        ({"opens_day": "2026-06-18", "closes_day": "2026-06-17"}, "It closes before it opens"),
        ({"opens_time": "09:30", "minutes": "5"}, "Choose the day too"),
        ({"opens_day": "2026-06-18", "opens_time": "half nine"}, "as in 14:30"),
        ({"minutes": "5", "person": "a" * 26}, "Choose one of the answers"),
    ],
)
def test_what_does_not_go_together_is_said_beside_its_field(
    db: Session, desk: Browser, taking: Taking, cohort: Cohort, said: dict[str, str], words: str
) -> None:
    assert words in add(desk, taking, cohort, expect=422, **said)
    assert db.scalars(select(QuizOverride)).all() == []


def test_the_same_form_sent_twice_does_it_once(db: Session, desk: Browser, taking: Taking, cohort: Cohort) -> None:
    page = desk.get("quizzes.add_time", cohort=cohort)
    quiz = f"{taking.shelved.code}-{taking.shelved.step(QUIZ)}"
    sent = {"form": page.fields(action="/times/new")["form"], "quiz": quiz, "reason": "as agreed", "minutes": "50"}
    for _ in range(2):
        desk.post(page.path, sent)

    assert len(db.scalars(select(QuizOverride)).all()) == 1


def test_the_page_of_a_learner_leads_to_the_form_with_the_learner_chosen(
    db: Session, desk: Browser, taking: Taking, cohort: Cohort
) -> None:
    place = places.place_of(db, taking.account, cohort)
    assert place is not None
    page = desk.get("people.place", place=place)
    (link,) = [each.get("href") for each in page.all("a") if "/times/new" in each.get("href")]
    form = desk.get(link)
    chosen = [each.get("value") for each in form.all("option") if "selected" in each.attributes]

    assert place.uid in chosen


def test_a_trainer_of_the_group_may_and_another_may_not(
    db: Session, browser: Browser, taking: Taking, cohort: Cohort, ba: Account, dway: Account, other_cohort: Cohort
) -> None:
    add(browser.sign_in(ba), taking, cohort, minutes="50")
    (said,) = db.scalars(select(QuizOverride))
    give(db, dway, Role.TRAINER, other_cohort)
    db.commit()
    other = browser.another().sign_in(dway)

    other.get("quizzes.times", cohort=cohort, expect=404)
    other.post("quizzes.remove_time", override=said, expect=404)
    assert db.scalars(select(Entry.role).where(Entry.kind == "override")).all() == ["trainer"]


def test_an_erased_person_leaves_nothing_that_was_said_for_them(
    db: Session, desk: Browser, taking: Taking, cohort: Cohort
) -> None:
    place = places.place_of(db, taking.account, cohort)
    assert place is not None
    add(desk, taking, cohort, minutes="50", person=place.uid)
    service.forget_person(db, account=taking.account)

    assert db.scalars(select(QuizOverride)).all() == []
