"""Erasing one's own account."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts import codes, service
from lms.accounts.models import Account, CodeKind, LoginSession, Origin, Passphrase, State
from lms.audit.models import Entry
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment.models import EnrolmentEvent
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE, TZ
from tests.support.moment import NOON


def test_the_way_to_it_stands_on_ones_own_page(browser: Browser, aye: Account) -> None:
    page = browser.sign_in(aye).get("accounts.me")

    assert browser.address("people.erase_me") in page


def test_the_page_says_what_goes_and_asks_for_the_passphrase(browser: Browser, aye: Account) -> None:
    page = browser.sign_in(aye).get("people.erase_me")

    assert "Its key is destroyed" in page
    assert [one.get("name") for one in page.all("input")] == ["passphrase"]


def test_with_the_passphrase_the_account_goes_and_the_browser_forgets(
    db: Session, browser: Browser, aye: Account, cohort: Cohort
) -> None:
    elsewhere = browser.another().sign_in(aye)
    page = browser.sign_in(aye).post("people.erase_me", {"passphrase": PASSPHRASE})

    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "The account is erased" in browser.follow()
    assert db.get_one(Account, aye.id).state == State.ERASED
    assert browser.cookie == ""
    elsewhere.get("accounts.me", expect=303)
    browser.another().post("accounts.sign_in", {"handle": "aye 21", "passphrase": PASSPHRASE}, expect=422)
    assert enrolment.taken(db, cohort) == 0
    assert list(db.scalars(select(EnrolmentEvent.happening).order_by(EnrolmentEvent.id))) == ["joined", "left"]


def test_a_wrong_passphrase_erases_nothing_and_many_are_slowed_down(
    db: Session, browser: Browser, aye: Account
) -> None:
    browser.sign_in(aye)
    said = [browser.post("people.erase_me", {"passphrase": "not this one at all"}, expect=422) for _try in range(5)]

    assert "This does not open your account." in said[0]
    assert "There were many tries" in said[4]
    assert "There were many tries" in browser.post("people.erase_me", {"passphrase": PASSPHRASE}, expect=422)
    assert db.get_one(Account, aye.id).state == State.ACTIVE


def test_whoever_signs_in_by_card_types_its_code(db: Session, browser: Browser, aye: Account, dway: Account) -> None:
    keys = browser.ground.keys
    (theirs,) = codes.issue(db, keys, account=dway, kind=CodeKind.LASTING, now=NOON, tz=TZ)
    (mine,) = codes.issue(db, keys, account=aye, kind=CodeKind.LASTING, now=NOON, tz=TZ)
    db.delete(db.get_one(Passphrase, aye.id))
    page = browser.sign_in(aye).get("people.erase_me")
    assert [one.get("name") for one in page.all("input")] == ["code"]

    browser.post("people.erase_me", {"code": theirs}, expect=422)
    browser.post("people.erase_me", {"passphrase": PASSPHRASE}, expect=422)
    browser.post("people.erase_me", {"code": mine.lower()})
    assert db.get_one(Account, aye.id).state == State.ERASED
    assert db.get_one(Account, dway.id).state == State.ACTIVE


def test_of_learners_the_audit_notes_nothing_of_staff_it_does(
    db: Session, browser: Browser, aye: Account, chit: Account
) -> None:
    uid = chit.uid
    browser.sign_in(aye).post("people.erase_me", {"passphrase": PASSPHRASE})
    assert db.scalar(select(func.count()).select_from(Entry)) == 0

    browser.another().sign_in(chit).post("people.erase_me", {"passphrase": PASSPHRASE})
    entry = db.scalars(select(Entry)).one()
    assert (entry.role, entry.action, entry.uid, entry.actor_uid) == ("staff", "person.erase", uid, uid)


def test_the_last_administrator_is_told_why_not(db: Session, browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).post("people.erase_me", {"passphrase": PASSPHRASE}, expect=409)

    assert "This is the last administrator." in page
    assert db.get_one(Account, ei.id).state == State.ACTIVE
    assert db.query(LoginSession).filter_by(account_id=ei.id).count() == 1


@pytest.mark.parametrize("sent", [{}, {"passphrase": ""}, {"passphrase": "x" * 1001}])
def test_nothing_typed_erases_nothing(db: Session, browser: Browser, aye: Account, sent: dict[str, str]) -> None:
    browser.sign_in(aye).post("people.erase_me", sent, expect=422)

    assert db.get_one(Account, aye.id).state == State.ACTIVE


def test_an_erased_handle_is_free_again(db: Session, browser: Browser, aye: Account) -> None:
    browser.sign_in(aye).post("people.erase_me", {"passphrase": PASSPHRASE})

    again = service.make_account(db, handle="aye 21", language="en", origin=Origin.STAFF, now=NOON, tz=TZ)
    assert again.id != aye.id
