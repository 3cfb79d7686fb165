"""Signing in by handle and passphrase."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts import throttling
from lms.accounts.models import Account, LoginSession, Passphrase, State
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE
from tests.support.moment import NOON, Clock


def sessions(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(LoginSession)) or 0


def test_the_right_passphrase_opens_a_session(db: Session, browser: Browser, aye: Account) -> None:
    browser.post("accounts.sign_in", {"handle": aye.handle, "passphrase": PASSPHRASE})

    assert "aye 21" in browser.get("accounts.me")
    assert sessions(db) == 1


@pytest.mark.parametrize("typed", ["AYE 21", " aye  21 ", "aye ၂၁", "a\u200bye 21"])
def test_a_handle_is_forgiven_its_case_digits_and_spaces(browser: Browser, aye: Account, typed: str) -> None:
    browser.post("accounts.sign_in", {"handle": typed, "passphrase": PASSPHRASE})

    browser.get("accounts.me")


def test_a_wrong_passphrase_and_an_unknown_handle_get_the_same_answer(browser: Browser, aye: Account) -> None:
    wrong = browser.post("accounts.sign_in", {"handle": "aye 21", "passphrase": "not this one at all"}, expect=422)
    unknown = browser.post("accounts.sign_in", {"handle": "eya 12", "passphrase": "not this one at all"}, expect=422)

    assert wrong.replace("aye 21", "eya 12") == unknown
    # The two handles pack differently; bodies of equal handles are compared by the test of a locked account.
    assert {**wrong.headers, "Content-Length": ""} == {**unknown.headers, "Content-Length": ""}


def test_a_locked_account_answers_as_if_the_passphrase_were_wrong(db: Session, browser: Browser, aye: Account) -> None:
    wrong = browser.post("accounts.sign_in", {"handle": "aye 21", "passphrase": "not this one at all"}, expect=422)
    aye.state = State.LOCKED
    right = browser.post("accounts.sign_in", {"handle": "aye 21", "passphrase": PASSPHRASE}, expect=422)

    assert (right, right.headers) == (wrong, wrong.headers)
    assert sessions(db) == 0


def test_the_passphrase_is_never_given_back(browser: Browser, aye: Account) -> None:
    page = browser.post("accounts.sign_in", {"handle": "aye 21", "passphrase": "something secret 9"}, expect=422)

    assert "something secret 9" not in page


def test_one_goes_on_to_where_one_wanted_to_go(browser: Browser, aye: Account) -> None:
    page = browser.get("enrolment.join", expect=303)
    assert page.location == "/en/sign-in?next=/en/join"

    sent = {"handle": "aye 21", "passphrase": PASSPHRASE, "next": "/en/join"}
    assert browser.post("accounts.sign_in", sent).location == "/en/join"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/en/", "/\\evil.example", "/xx/", "javascript:alert(1)", "/en/\n"],
)
def test_one_is_never_sent_to_another_site(browser: Browser, aye: Account, elsewhere: str) -> None:
    sent = {"handle": "aye 21", "passphrase": PASSPHRASE, "next": elsewhere}

    assert browser.post("accounts.sign_in", sent).location == "/en/"


def test_tries_are_slowed_down_and_let_in_again_after_the_wait(browser: Browser, aye: Account, clock: Clock) -> None:
    wrong = {"handle": "aye 21", "passphrase": "not this one at all"}
    for _try in range(4):
        clock.forward(seconds=3)
        browser.post("accounts.sign_in", wrong, expect=422)

    refused = browser.post("accounts.sign_in", {"handle": "aye 21", "passphrase": PASSPHRASE}, expect=429)
    assert refused.headers["Retry-After"] == "2"
    assert "Wait 2 seconds" in refused

    clock.forward(seconds=2)
    browser.post("accounts.sign_in", {"handle": "aye 21", "passphrase": PASSPHRASE})


def test_an_unknown_handle_is_slowed_down_alike(browser: Browser, aye: Account) -> None:
    wrong = {"handle": "nobody 99", "passphrase": "not this one at all"}
    for _try in range(3):
        browser.post("accounts.sign_in", wrong, expect=422)

    browser.post("accounts.sign_in", wrong, expect=429)


def test_an_empty_form_is_explained(browser: Browser) -> None:
    page = browser.post("accounts.sign_in", {}, expect=422)

    assert "Write your handle." in page
    assert "Write your passphrase." in page


def test_the_passphrase_is_stored_as_a_slow_hash(db: Session, aye: Account) -> None:
    assert db.get_one(Passphrase, aye.id).hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_of_two_tries_at_once_the_one_that_asked_for_the_time_first_need_not_wait(db: Session) -> None:
    assert throttling.begin_try(db, bucket=7, now=NOON + timedelta(milliseconds=3)) == timedelta(0)

    assert throttling.begin_try(db, bucket=7, now=NOON) == timedelta(0)
