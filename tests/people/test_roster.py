"""Who is in a group, as its staff see it; and the page of one place."""

from datetime import timedelta

from sqlalchemy.orm import Session

from lms.accounts.models import Account, Role, State
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment import service
from lms.enrolment.models import Enrolment
from tests.support.browser import Browser
from tests.support.cast import give, make_person
from tests.support.moment import NOON, Clock


def place_of(db: Session, account: Account, cohort: Cohort) -> Enrolment:
    """Return a person's place."""
    found = enrolment.place_of(db, account, cohort)
    assert found is not None
    return found


def test_the_roster_shows_the_people_seats_and_code(browser: Browser, chit: Account, cohort: Cohort) -> None:
    page = browser.sign_in(chit).get("people.roster", cohort=cohort)

    assert "aye 21" in page
    assert "dway 24" not in page
    assert "1 of 16 places are taken." in page
    assert cohort.code[:4] in page


def test_the_roster_is_a_list_so_it_asks_for_the_second_step_again(
    browser: Browser, chit: Account, cohort: Cohort, clock: Clock
) -> None:
    browser.sign_in(chit, stepped_at=NOON - timedelta(minutes=14)).get("people.roster", cohort=cohort)
    clock.forward(minutes=2)

    assert "/me/confirm" in browser.get("people.roster", cohort=cohort, expect=303).location


def test_fifty_people_stand_on_a_page_by_handle(db: Session, browser: Browser, chit: Account, cohort: Cohort) -> None:
    cohort.seats = 60
    for number in range(10, 61):
        person = make_person(db, f"quiet stone {number}")
        service.take_place(db, account=person, cohort=cohort, by_uid="", now=NOON)
    browser.sign_in(chit).handles += tuple(f"quiet stone {number}" for number in range(10, 61))
    first = browser.get("people.roster", cohort=cohort)
    second = browser.get(browser.address("people.roster", cohort=cohort) + "?page=2")

    assert [name in first for name in ("aye 21", "quiet stone 10", "quiet stone 58")] == [True] * 3
    assert [name in second for name in ("quiet stone 59", "quiet stone 60")] == [True] * 2
    assert "52 of 60 places are taken." in first
    assert "52 of 60 places are taken." in second


def test_who_left_stands_on_a_list_of_its_own_and_the_erased_on_none(
    db: Session, browser: Browser, aye: Account, dway: Account, chit: Account, cohort: Cohort
) -> None:
    gone = service.take_place(db, account=dway, cohort=cohort, by_uid="", now=NOON)
    service.leave(db, place=gone, by_uid="", now=NOON)
    there = browser.sign_in(chit).get("people.roster", cohort=cohort)
    assert "dway 24" not in there

    left = browser.get(browser.address("people.roster", cohort=cohort) + "?state=left")
    assert "dway 24" in left
    assert "aye 21" not in left
    assert "1 of 16 places are taken." in left

    dway.state, dway.handle, dway.handle_key = State.ERASED, None, None
    left = browser.get(browser.address("people.roster", cohort=cohort) + "?state=left")
    assert "Nobody has left this group." in left
    browser.get("people.place", place=gone, expect=404)


def test_an_empty_group_says_what_to_do(db: Session, browser: Browser, chit: Account, other_cohort: Cohort) -> None:
    give(db, chit, Role.STAFF, other_cohort.programme)
    page = browser.sign_in(chit).get("people.roster", cohort=other_cohort)

    assert "Nobody is in it yet." in page


def test_a_place_tells_its_history(db: Session, browser: Browser, aye: Account, chit: Account, cohort: Cohort) -> None:
    place = place_of(db, aye, cohort)
    service.leave(db, place=place, by_uid=chit.uid, now=NOON + timedelta(days=1))
    page = browser.sign_in(chit).get("people.place", place=place)

    assert "Joined: 15 June 2026" in page
    assert "Was removed: 16 June 2026" in page
