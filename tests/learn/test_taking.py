"""How far one is in a course, what comes next, and the ways to take part in one."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort, Entry, Programme
from lms.enrolment import service as enrolment
from lms.learn import taking as learn
from lms.learn.taking import Taking as Part
from lms.progress import service as ledger
from lms.progress.models import Event
from tests.support.browser import Browser
from tests.support.cast import TODAY, make_cohort
from tests.support.courses import LESSON, MODULE
from tests.support.moment import NOON
from tests.support.taking import QUIZ, Taking

STEPS: list[dict[str, Any]] = [
    {"code": "a", "step": "pretest", "needed": False},
    {"code": "b", "step": "m/one", "needed": True},
    {"code": "c", "step": "m/talk", "needed": False},
    {"code": "d", "step": "m/quiz", "needed": True},
    {"code": "e", "step": "posttest", "needed": False},
    {"code": "f", "step": "plan", "needed": False},
]


@pytest.mark.parametrize(
    ("begun", "done", "next_"),
    [
        ("", "", "a"),
        ("b", "", "b"),
        ("a", "a", "b"),
        ("d", "d", "b"),
        ("bd", "bd", "e"),
        ("bde", "bde", "f"),
        ("bdef", "bdef", None),
    ],
)
def test_what_comes_next(begun: str, done: str, next_: str | None) -> None:
    part = Part("River June", None, frozenset(begun), frozenset(done), None, 0)

    found = part.next(STEPS)
    assert (found["code"] if found else None) == next_


def test_the_outline_says_of_each_step_how_far_one_is(db: Session, browser: Browser, taking: Taking) -> None:
    ledger.do_once(db, place=taking.place(f"{MODULE}/case"), event=Event.CASE)
    ledger.record(db, place=taking.place(QUIZ), event=Event.QUIZ, points=5000)
    page = browser.sign_in(taking.account).get("learn.course", course=taking.shelved.code)

    rows = [li for li in page.all("li") if li.lies_in("ol")]
    marks = [next(each.words for each in page.all("span") if li in each.inside) for li in rows]
    names = [
        "pretest",
        LESSON,
        f"{MODULE}/case",
        f"{MODULE}/reflection",
        QUIZ,
        f"{MODULE}/dialogue",
        "posttest",
        "plan",
    ]
    said = dict(zip(names, marks, strict=True))
    assert (said[LESSON], said[f"{MODULE}/case"], said[QUIZ]) == ("Next step: ", "Done: ", "Begun: ")
    assert said["plan"] == "Not begun: "
    assert "1 of 3 steps" in page


def ways(db: Session, taking: Taking, account: Account) -> dict[str, str]:
    """Return the groups in which somebody could take part, each with what became of it so far."""
    part = learn.part(db, account, taking.shelved.course.id, TODAY)
    assert part.taking is None
    return {way.group: way.state for way in part.ways}


def test_only_groups_that_take_people_without_a_code_are_offered(
    db: Session, taking: Taking, dway: Account, programme: Programme
) -> None:
    for name in ("with a code", "open", "on request", "too late", "closed", "of another course"):
        cohort = make_cohort(db, programme, name)
        cohort.entry = {"with a code": Entry.CODE, "on request": Entry.REQUEST}.get(name, Entry.OPEN)
        if name != "of another course":
            cohorts.take_courses(db, cohort=cohort, course_ids=[taking.shelved.course.id])
        cohort.closed = name == "closed"
        if name == "too late":
            cohort.last_join_day = TODAY - timedelta(days=1)
    db.flush()

    assert ways(db, taking, dway) == {"open": "", "on request": ""}


def test_what_one_asked_or_waits_for_is_said_even_when_joining_has_ended(
    db: Session, taking: Taking, dway: Account, programme: Programme
) -> None:
    for name, entry, seats in (("asked", Entry.REQUEST, 5), ("waiting", Entry.OPEN, 0), ("left", Entry.OPEN, 5)):
        cohort = make_cohort(db, programme, name, seats=seats)
        cohort.entry = entry
        cohorts.take_courses(db, cohort=cohort, course_ids=[taking.shelved.course.id])
        place = enrolment.take_part(db, account=dway, cohort=cohort, now=NOON)
        if name == "left":
            enrolment.leave(db, place=place, by_uid=dway.uid, now=NOON)
        cohort.last_join_day = TODAY - timedelta(days=1)
    db.flush()

    assert ways(db, taking, dway) == {"asked": "asked", "waiting": "waiting"}


def test_the_way_of_somebody_else_is_not_ones_own(db: Session, taking: Taking, dway: Account) -> None:
    ledger.do_once(db, place=taking.place(f"{MODULE}/case"), event=Event.CASE)
    enrolment.take_place(db, account=dway, cohort=cohort_of(db, taking), by_uid="", now=NOON)
    db.flush()

    part = learn.part(db, dway, taking.shelved.course.id, TODAY).taking
    assert part is not None
    assert (part.begun, part.done) == (frozenset(), frozenset())


def cohort_of(db: Session, taking: Taking) -> Cohort:
    """Return the cohort in which Aye takes the sample course."""
    places, _day = enrolment.working_place(db, account=taking.account, course_id=taking.shelved.course.id, now=NOON)
    return places.cohort


def test_a_course_is_counted_by_its_needed_steps_that_are_done(db: Session, taking: Taking) -> None:
    course_id = taking.shelved.course.id
    assert learn.courses_of(db, taking.account, TODAY)[course_id] == learn.Progress(0, 3, False, False, 0)
    ledger.do_once(db, place=taking.place(f"{MODULE}/reflection"), event=Event.THOUGHT)
    ledger.do_once(db, place=taking.place(f"{MODULE}/case"), event=Event.CASE)
    ledger.record(db, place=taking.place(QUIZ), event=Event.QUIZ, points=5000)
    db.flush()

    assert learn.courses_of(db, taking.account, TODAY)[course_id] == learn.Progress(1, 3, True, False, 0)


def test_courses_are_ones_own_only_while_one_has_a_place_in_a_group_that_is_not_over(
    db: Session, taking: Taking, dway: Account, cohort: Cohort
) -> None:
    assert set(learn.courses_of(db, taking.account, TODAY)) == {taking.shelved.course.id}
    assert learn.courses_of(db, dway, TODAY) == {}
    cohort.seats, cohort.entry = 1, Entry.OPEN
    enrolment.take_part(db, account=dway, cohort=cohort, now=NOON)
    db.flush()
    assert learn.courses_of(db, dway, TODAY) == {}, "who waits takes no part yet"

    cohort.closed = True
    db.flush()
    assert learn.courses_of(db, taking.account, TODAY) == {}
    assert learn.part(db, taking.account, taking.shelved.course.id, TODAY).taking is None


def test_a_course_for_members_is_in_no_strangers_list(browser: Browser, taking: Taking, members_course: object) -> None:
    assert len([a for a in browser.get("learn.home").all("a") if a.lies_in("h2")]) == 0
    assert "Sharing power" in browser.sign_in(taking.account).get("learn.home")
