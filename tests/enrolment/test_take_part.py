"""Places without a code: asked for, taken, waited for, left, and taken again."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Role
from lms.audit.service import Actor
from lms.cohorts import queries as cohort_queries
from lms.cohorts import service as cohort_service
from lms.cohorts.models import Cohort, Entry, Programme, StandingCohort
from lms.enrolment import queries, service
from lms.enrolment.models import Enrolment, Happening, PlaceState
from tests.support.browser import Browser
from tests.support.cast import TODAY, TZ, make_cohort, make_person
from tests.support.courses import Shelved
from tests.support.moment import NOON
from tests.support.taking import Taking

STAFF = Actor(Role.STAFF, "a" * 26, NOON)


def happened(session: Session, place: Enrolment) -> list[Happening]:
    """Return what happened to a place, in its order."""
    return [event.happening for event in reversed(queries.history(session, place))]


def test_a_free_place_is_taken_without_a_code_where_the_group_is_open(
    db: Session, dway: Account, cohort: Cohort
) -> None:
    cohort.entry = Entry.OPEN

    assert service.take_part(db, account=dway, cohort=cohort, now=NOON).state == PlaceState.TAKEN


def test_no_place_is_taken_or_asked_for_where_a_code_is_needed(db: Session, dway: Account, cohort: Cohort) -> None:
    with pytest.raises(service.NeedsCode):
        service.take_part(db, account=dway, cohort=cohort, now=NOON)


@pytest.mark.parametrize("entry", [Entry.OPEN, Entry.REQUEST])
def test_nobody_asks_or_takes_when_joining_has_ended(db: Session, dway: Account, cohort: Cohort, entry: Entry) -> None:
    cohort.entry = entry

    with pytest.raises(service.JoiningClosed):
        service.take_part(db, account=dway, cohort=cohort, now=NOON + timedelta(days=9))


@pytest.mark.parametrize(
    ("yes", "state", "end"),
    [(True, PlaceState.TAKEN, Happening.JOINED), (False, PlaceState.LEFT, Happening.DECLINED)],
)
def test_a_request_is_answered_once(
    db: Session, dway: Account, cohort: Cohort, yes: bool, state: PlaceState, end: Happening
) -> None:
    cohort.entry = Entry.REQUEST
    place = service.take_part(db, account=dway, cohort=cohort, now=NOON)
    assert service.take_part(db, account=dway, cohort=cohort, now=NOON).state == PlaceState.ASKED, "asking twice"

    service.answer_request(db, place=place, yes=yes, by=STAFF)
    service.answer_request(db, place=place, yes=not yes, by=STAFF)

    assert place.state == state
    assert happened(db, place) == [Happening.ASKED, end]


def test_a_yes_to_a_full_group_is_a_place_on_the_waiting_list(db: Session, dway: Account, cohort: Cohort) -> None:
    cohort.entry, cohort.seats = Entry.REQUEST, 1
    place = service.take_part(db, account=dway, cohort=cohort, now=NOON)

    assert service.answer_request(db, place=place, yes=True, by=STAFF).state == PlaceState.WAITING


def test_the_first_who_waits_gets_the_seat_that_somebody_leaves(
    db: Session, aye: Account, dway: Account, cohort: Cohort
) -> None:
    cohort.seats = 1
    other = make_person(db, "other 90")
    first = service.join_with_code(db, account=dway, code=cohort.code, now=NOON)
    second = service.join_with_code(db, account=other, code=cohort.code, now=NOON)
    # Whoever gives up the turn and asks again stands at the end.
    service.leave(db, place=first, by_uid=dway.uid, now=NOON)
    service.join_with_code(db, account=dway, code=cohort.code, now=NOON)

    mine = queries.place_of(db, aye, cohort)
    assert mine is not None
    service.leave(db, place=mine, by_uid=aye.uid, now=NOON)

    assert (second.state, first.state) == (PlaceState.TAKEN, PlaceState.WAITING)
    assert happened(db, first) == [Happening.WAITED, Happening.WITHDREW, Happening.WAITED]


def test_seats_that_staff_add_are_given_by_the_minutes_work(
    db: Session, dway: Account, cohort: Cohort, browser: Browser
) -> None:
    cohort.seats = 1
    place = service.join_with_code(db, account=dway, code=cohort.code, now=NOON)
    assert service.fill_all(db, browser.ground.config, NOON) == 0
    cohort.seats = 2
    db.flush()

    assert service.fill_all(db, browser.ground.config, NOON) == 1
    assert place.state == PlaceState.TAKEN


def test_whoever_waits_comes_before_whoever_comes_when_a_seat_was_added(
    db: Session, dway: Account, cohort: Cohort
) -> None:
    cohort.seats = 1
    waits = service.join_with_code(db, account=dway, code=cohort.code, now=NOON)
    cohort.seats = 2
    late = service.join_with_code(db, account=make_person(db, "late comer 70"), code=cohort.code, now=NOON)

    assert (waits.state, late.state) == (PlaceState.TAKEN, PlaceState.WAITING)


def test_a_request_is_granted_by_nobody_once_the_group_is_closed(db: Session, dway: Account, cohort: Cohort) -> None:
    cohort.entry = Entry.REQUEST
    place = service.take_part(db, account=dway, cohort=cohort, now=NOON)
    cohort.closed = True

    with pytest.raises(service.GroupClosed):
        service.answer_request(db, place=place, yes=True, by=STAFF)
    assert service.answer_request(db, place=place, yes=False, by=STAFF).state == PlaceState.LEFT


def test_whoever_has_two_places_works_in_the_group_that_began_last(
    db: Session, taking: Taking, cohort: Cohort, programme: Programme
) -> None:
    later = make_cohort(db, programme, "River July")
    cohort_service.take_courses(db, cohort=later, course_ids=[taking.shelved.course.id])
    service.take_place(db, account=taking.account, cohort=later, by_uid="", now=NOON)
    later.starts_day = TODAY + timedelta(days=1)
    db.flush()

    def works_in(days: int) -> Cohort:
        now = NOON + timedelta(days=days)
        place, _day = service.working_place(db, account=taking.account, course_id=taking.shelved.course.id, now=now)
        return place.cohort

    assert (works_in(0), works_in(1)) == (cohort, later)


def test_a_closed_group_gives_no_seat(db: Session, dway: Account, cohort: Cohort) -> None:
    cohort.seats = 1
    service.join_with_code(db, account=dway, code=cohort.code, now=NOON)
    cohort.seats, cohort.closed = 2, True

    assert service.fill_seats(db, cohort=cohort, now=NOON) == 0


def test_an_open_course_has_one_standing_cohort_for_all_who_come_alone(
    db: Session, aye: Account, dway: Account, sample: Shelved
) -> None:
    places = [
        service.take_part_alone(db, account=each, course_id=sample.course.id, tz=TZ, now=NOON) for each in (aye, dway)
    ]

    assert len(db.scalars(select(StandingCohort)).all()) == 1
    assert {place.cohort_id for place in places} == {places[0].cohort_id}
    assert all(queries.places_in(db, each, sample.course.id) for each in (aye, dway))


def test_a_reader_takes_part_from_the_page_of_the_course_in_four_queries(
    db: Session, browser: Browser, dway: Account, sample: Shelved
) -> None:
    page = browser.sign_in(dway).get("learn.course", course=sample.code, queries=4)
    assert "Take part by myself" in page

    browser.post("learn.take_part", course=sample.code)

    page = browser.follow()
    assert "Your way through this course" in page
    assert "Take part by myself" not in browser.get("learn.course", course=sample.code, queries=4)


def test_a_course_for_members_is_not_taken_alone(
    db: Session, browser: Browser, dway: Account, members_course: Shelved
) -> None:
    browser.sign_in(dway).post("learn.take_part", course=members_course.code, expect=404)


def test_asking_shows_on_the_course_and_home_pages_and_staff_answer(
    db: Session, browser: Browser, dway: Account, chit: Account, cohort: Cohort, members_course: Shelved
) -> None:
    cohort_service.take_courses(db, cohort=cohort, course_ids=[members_course.course.id])
    cohort.entry = Entry.REQUEST
    asking = browser.sign_in(dway)
    assert "Ask for a place" in asking.get("learn.course", course=members_course.code, queries=4)
    asking.post("enrolment.take_part", cohort=cohort)
    assert "Asked for" in asking.follow()
    assert "Staff will say yes or no" in asking.get("learn.course", course=members_course.code, queries=4)

    staff = browser.another().sign_in(chit)
    page = staff.get("people.roster", cohort=cohort)
    assert "Show who asks for a place (1)" in page
    place = queries.place_of(db, dway, cohort)
    assert "Give the place" in staff.get(f"/en/staff/cohorts/{cohort.uid}?state=asked")
    staff.post("enrolment.answer", {"answer": "yes"}, place=place)

    assert "Your way through this course" in asking.get("learn.course", course=members_course.code)


def test_leaving_asks_first_and_work_is_there_again_after_coming_back(
    db: Session, browser: Browser, aye: Account, cohort: Cohort
) -> None:
    place = queries.place_of(db, aye, cohort)
    learner = browser.sign_in(aye)
    assert "Somebody else may get your place" in learner.get("enrolment.leave", place=place)

    learner.post("enrolment.leave", place=place)

    assert "You have left River June" in learner.follow()
    assert learner.get("enrolment.leave", place=place, expect=303).location == "/en/"
    learner.post("enrolment.join", {"code": cohort.code})
    db.refresh(place)
    assert place is not None
    assert place.state == PlaceState.TAKEN


def test_the_form_of_a_group_says_which_courses_it_takes_and_how_people_get_in(
    db: Session, browser: Browser, chit: Account, cohort: Cohort, sample: Shelved
) -> None:
    staff = browser.sign_in(chit)
    page = staff.get("cohorts.edit_cohort", cohort=cohort)
    sent = {
        each.get("name"): each.get("value")
        for each in page.all("input")
        if each.get("name") and (each.get("type") != "radio" or "checked" in each.attributes)
    }
    sent.pop("closed")
    staff.post("cohorts.edit_cohort", {**sent, "courses": [str(sample.course.id)], "entry": "open"}, cohort=cohort)

    db.refresh(cohort)
    assert cohort.entry == Entry.OPEN
    assert [course.slug for course in cohort_queries.courses_of(db, cohort)] == ["sample"]
    again = staff.get("cohorts.edit_cohort", cohort=cohort)
    checked = [e.get("value") for e in again.all("input") if e.get("name") == "courses" and "checked" in e.attributes]
    assert checked == [str(sample.course.id)]
    staff.post("cohorts.edit_cohort", {**sent, "courses": ["999999"], "entry": "open"}, cohort=cohort, expect=422)
