"""Making a person with a role."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.audit.models import Entry
from lms.cohorts.models import Cohort, Programme
from lms.enrolment import queries as enrolment
from tests.support.browser import Browser


def made(db: Session, handle: str) -> Account:
    """Return the account that was made."""
    return db.query(Account).filter_by(handle=handle).one()


@pytest.mark.parametrize("role", ["trainer", "staff", "admin"])
def test_a_person_gets_a_card_and_the_role(db: Session, browser: Browser, ei: Account, role: str) -> None:
    form = browser.sign_in(ei).get("people.new_person").fields("new")
    sent = {**form, "own_handle": "mya", "role": role, "where": "site", "language": "my"}
    sheet = browser.post("people.new_person", sent, expect=200)

    (grant,) = made(db, "mya").grants
    assert (grant.role, grant.scope, grant.until_day, grant.by_uid) == (role, "site", None, ei.uid)
    assert "mya" in sheet
    assert [entry.action for entry in db.scalars(select(Entry).order_by(Entry.id))] == [
        "person.make",
        f"grant.give.{role}",
    ]


def test_a_trainer_is_made_for_one_group(db: Session, browser: Browser, ei: Account, cohort: Cohort) -> None:
    sent = {"own_handle": "mya", "role": "trainer", "where": f"cohort:{cohort.uid}"}
    browser.sign_in(ei).post("people.new_person", sent, expect=200)

    assert made(db, "mya").grants[0].scope_uid == cohort.uid


def test_a_learner_gets_a_place_and_no_role(db: Session, browser: Browser, ei: Account, cohort: Cohort) -> None:
    sent = {"own_handle": "mya", "role": "learner", "where": f"cohort:{cohort.uid}"}
    browser.sign_in(ei).post("people.new_person", sent, expect=200)

    assert made(db, "mya").grants == []
    assert enrolment.place_of(db, made(db, "mya"), cohort) is not None


def test_a_learner_may_be_made_without_a_group_but_not_for_a_programme(
    db: Session, browser: Browser, ei: Account, programme: Programme
) -> None:
    sent = {"own_handle": "mya", "role": "learner", "where": f"programme:{programme.uid}"}
    page = browser.sign_in(ei).post("people.new_person", sent, expect=422)
    assert "A learner gets a place in a group." in page

    browser.post("people.new_person", {**sent, "where": "site"}, expect=200)
    assert made(db, "mya").grants == []


def test_an_administrator_of_a_programme_is_not_made(
    db: Session, browser: Browser, ei: Account, programme: Programme
) -> None:
    sent = {"own_handle": "mya", "role": "admin", "where": f"programme:{programme.uid}"}
    page = browser.sign_in(ei).post("people.new_person", sent, expect=422)

    assert "looks after the whole site" in page
    assert db.query(Account).filter_by(handle="mya").first() is None


def test_a_form_that_comes_twice_makes_one_person(db: Session, browser: Browser, ei: Account) -> None:
    form = browser.sign_in(ei).get("people.new_person").fields("new")
    sent = {**form, "own_handle": "mya", "role": "staff", "where": "site"}
    first, again = (browser.post("people.new_person", sent, expect=200) for _ in range(2))

    assert first == again
    assert len(made(db, "mya").grants) == 1


def test_a_full_group_is_said_beside_the_group(db: Session, browser: Browser, ei: Account, cohort: Cohort) -> None:
    cohort.seats = 1
    sent = {"own_handle": "mya", "role": "learner", "where": f"cohort:{cohort.uid}"}
    page = browser.sign_in(ei).post("people.new_person", sent, expect=422)

    assert "Every place in this group is taken." in page
    assert db.query(Account).filter_by(handle="mya").first() is None
