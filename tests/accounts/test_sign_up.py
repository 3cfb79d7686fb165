"""Making an account of one's own."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import choices
from lms.accounts.models import Account, Origin
from lms.cohorts.models import Cohort
from lms.config import SETTINGS
from lms.enrolment import queries as enrolment
from tests.support.browser import Browser

GOOD = {"passphrase": "a lamp beside the window", "passphrase_again": "a lamp beside the window"}


def made(db: Session) -> Account:
    return db.scalars(select(Account).where(Account.origin == Origin.SIGN_UP)).one()


def test_one_gets_an_account_with_a_number_behind_the_wish(db: Session, browser: Browser) -> None:
    page = browser.post("accounts.sign_up", {"own_handle": "Mya", **GOOD}, expect=200)

    assert re.fullmatch(r"Mya \d\d", made(db).name)
    assert made(db).name in page
    assert "Recovery sheet" in page
    browser.get("accounts.me")


def test_an_offered_handle_is_taken_as_it_stands(db: Session, browser: Browser) -> None:
    offered = browser.get("accounts.sign_up").all("input")
    handle = next(field.get("value") for field in offered if field.get("name") == "handle")
    browser.post("accounts.sign_up", {"handle": handle, **GOOD}, expect=200)

    assert made(db).name == handle


def test_a_taken_handle_gets_another_number_and_nobody_is_told(db: Session, browser: Browser, aye: Account) -> None:
    page = browser.post("accounts.sign_up", {"own_handle": aye.name, **GOOD}, expect=200)

    assert re.fullmatch(r"aye \d\d+", made(db).name)
    assert made(db).name != aye.name
    assert "taken" not in page


@pytest.mark.parametrize(
    ("wish", "name"), [("Mya 12 34", "Mya 12 34"), ("Mya ၁၂ ၃", "Mya 12 3"), ("mya 12\u200b 34", "mya 12 34")]
)
def test_a_wish_with_two_numbers_keeps_both(db: Session, browser: Browser, wish: str, name: str) -> None:
    browser.post("accounts.sign_up", {"own_handle": wish, **GOOD}, expect=200)

    assert made(db).name == name


def test_a_burmese_handle_gets_a_burmese_number(db: Session, browser: Browser) -> None:
    browser.post("accounts.sign_up", {"own_handle": "မြ", **GOOD}, expect=200, lang="my")

    assert re.fullmatch("မြ [၀-၉]{2}", made(db).name)
    assert made(db).language == "my"


@pytest.mark.parametrize("wish", ["", "x", "=cmd", "09 123 456 789", "aye@example.org", "<b>", "a" * 41])
def test_what_is_no_handle_is_refused(db: Session, browser: Browser, wish: str) -> None:
    browser.post("accounts.sign_up", {"own_handle": wish, **GOOD}, expect=422)

    assert db.scalars(select(Account)).all() == []


def test_nobody_signs_up_where_it_is_closed(db: Session, browser: Browser) -> None:
    setting = next(s for s in SETTINGS if s.name == "sign_up")
    choices.choose(db, setting=setting, value="closed")
    page = browser.post("accounts.sign_up", {"own_handle": "Mya", **GOOD}, expect=200)

    assert "Ask them for a sign-in card" in page
    assert db.scalars(select(Account)).all() == []


def only_with_code(db: Session) -> None:
    choices.choose(db, setting=next(s for s in SETTINGS if s.name == "sign_up"), value="code")


def test_where_a_code_is_asked_for_none_is_no_account(db: Session, browser: Browser) -> None:
    only_with_code(db)
    page = browser.post("accounts.sign_up", {"own_handle": "Mya", **GOOD}, expect=422)

    assert "the code your trainer gave you" in page
    assert db.scalars(select(Account)).all() == []


def test_a_join_code_gives_a_place_with_the_account(db: Session, browser: Browser, cohort: Cohort) -> None:
    only_with_code(db)
    browser.post("accounts.sign_up", {"own_handle": "Mya", "join_code": cohort.code.lower(), **GOOD}, expect=200)

    assert enrolment.place_of(db, made(db), cohort) is not None


def test_a_wrong_join_code_makes_no_account(db: Session, browser: Browser, cohort: Cohort) -> None:
    page = browser.post("accounts.sign_up", {"own_handle": "Mya", "join_code": "JUNE", **GOOD}, expect=422)

    assert "Check it with your trainer" in page
    assert db.scalars(select(Account).where(Account.origin == Origin.SIGN_UP)).all() == []


def test_sign_ups_of_one_minute_are_bounded(db: Session, browser: Browser) -> None:
    from lms.accounts import throttling
    from tests.support.moment import NOON

    assert all(throttling.allow_sign_up(db, now=NOON) for _try in range(throttling.SIGN_UPS_A_MINUTE))
    browser.post("accounts.sign_up", {"own_handle": "Mya", **GOOD}, expect=429)
