"""Joining a group with the code from the board."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.cohorts.models import Cohort
from lms.enrolment import queries, service
from lms.enrolment.models import Enrolment, EnrolmentEvent, PlaceState
from tests.support.browser import Browser
from tests.support.moment import NOON


def test_joining_twice_keeps_one_place(db: Session, dway: Account, cohort: Cohort) -> None:
    first = service.join_with_code(db, account=dway, code=cohort.code, now=NOON)
    again = service.join_with_code(db, account=dway, code=cohort.code.lower(), now=NOON + timedelta(days=1))

    assert again is first
    assert [event.day for event in db.scalars(select(EnrolmentEvent).filter_by(enrolment_id=first.id))] == [NOON.date()]


def test_a_code_typed_in_burmese_digits_and_small_letters_joins(db: Session, dway: Account, cohort: Cohort) -> None:
    cohort.code = "MAY26QRS"
    db.flush()

    assert service.join_with_code(db, account=dway, code="may ၂၆-qrs", now=NOON).cohort_id == cohort.id


def test_the_last_day_for_joining_is_a_day_in_yangon(db: Session, dway: Account, cohort: Cohort) -> None:
    cohort.last_join_day = NOON.date()
    evening = NOON.replace(hour=17, minute=29)

    place = service.join_with_code(db, account=dway, code=cohort.code, now=evening)

    assert place.state == PlaceState.TAKEN


def test_joining_ends_when_it_is_past_midnight_in_yangon(db: Session, dway: Account, cohort: Cohort) -> None:
    cohort.last_join_day = NOON.date()

    with pytest.raises(service.JoiningClosed):
        service.join_with_code(db, account=dway, code=cohort.code, now=NOON.replace(hour=17, minute=30))


def test_a_full_group_takes_nobody_more_and_lets_them_wait(db: Session, dway: Account, cohort: Cohort) -> None:
    cohort.seats = 1

    place = service.join_with_code(db, account=dway, code=cohort.code, now=NOON)

    assert place.state == PlaceState.WAITING
    assert queries.taken(db, cohort) == 1


def test_who_left_comes_back_to_the_same_place(db: Session, aye: Account, cohort: Cohort) -> None:
    place = queries.place_of(db, aye, cohort)
    assert place is not None
    service.leave(db, place=place, by_uid=aye.uid, now=NOON)
    assert place.state == PlaceState.LEFT

    assert service.join_with_code(db, account=aye, code=cohort.code, now=NOON) is place
    happened = db.scalars(select(EnrolmentEvent.happening).filter_by(enrolment_id=place.id).order_by(EnrolmentEvent.id))
    assert list(happened) == ["joined", "left", "returned"]


def test_the_page_gives_a_place_and_says_so(browser: Browser, dway: Account, cohort: Cohort) -> None:
    browser.sign_in(dway).get("enrolment.join")
    browser.post("enrolment.join", {"code": cohort.code})

    assert "Your place is saved." in browser.follow()


def test_a_wrong_code_is_explained_and_nothing_is_kept(db: Session, browser: Browser, dway: Account) -> None:
    before = db.scalar(select(func.count()).select_from(Enrolment))
    html = browser.sign_in(dway).post("enrolment.join", {"code": "JUNE"}, expect=422)

    assert "Check it with your trainer" in html
    assert db.scalar(select(func.count()).select_from(Enrolment)) == before
