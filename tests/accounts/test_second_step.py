"""The second step of staff and administrators."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Origin, SecondStep, Stage
from lms.accounts.rules import STEP_UP
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE, code_at
from tests.support.moment import NOON, Clock

HALF_MINUTE = timedelta(seconds=30)


def sign_in(browser: Browser, handle: str) -> None:
    browser.post("accounts.sign_in", {"handle": handle, "passphrase": PASSPHRASE})


def test_a_passphrase_alone_opens_nothing(browser: Browser, chit: Account) -> None:
    sign_in(browser, "chit 23")

    browser.get("accounts.me", expect=303)
    browser.get("accounts.sign_in_second")


def test_the_six_digits_open_the_account_under_a_new_token(browser: Browser, chit: Account) -> None:
    sign_in(browser, "chit 23")
    half = browser.cookie
    browser.post("accounts.sign_in_second", {"code": code_at(NOON)})

    browser.get("accounts.me", queries=4)
    assert browser.cookie != half
    old = browser.another()
    old.client.set_cookie("lms", half, domain="localhost")
    old.get("accounts.me", expect=303)


@pytest.mark.parametrize("typed", ["၁၂၃၄၅၆", "000000", "", "12", "x" * 60])
def test_wrong_digits_open_nothing(browser: Browser, chit: Account, typed: str) -> None:
    sign_in(browser, "chit 23")
    browser.post("accounts.sign_in_second", {"code": typed}, expect=422)

    browser.get("accounts.me", expect=303)


def test_burmese_digits_and_spaces_are_fine(browser: Browser, chit: Account) -> None:
    sign_in(browser, "chit 23")
    digits = code_at(NOON).translate(str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉"))

    browser.post("accounts.sign_in_second", {"code": f"{digits[:3]} {digits[3:]}"})


def test_digits_are_taken_once(browser: Browser, chit: Account, clock: Clock) -> None:
    sign_in(browser, "chit 23")
    browser.post("accounts.sign_in_second", {"code": code_at(NOON)})
    thief = browser.another()
    sign_in(thief, "chit 23")

    thief.post("accounts.sign_in_second", {"code": code_at(NOON)}, expect=422)
    thief.post("accounts.sign_in_second", {"code": code_at(NOON - HALF_MINUTE)}, expect=422)
    clock.forward(seconds=30)
    thief.post("accounts.sign_in_second", {"code": code_at(clock.now)})


def test_guessing_digits_is_slowed_down(browser: Browser, chit: Account) -> None:
    sign_in(browser, "chit 23")
    for _try in range(3):
        browser.post("accounts.sign_in_second", {"code": "000000"}, expect=422)

    browser.post("accounts.sign_in_second", {"code": code_at(NOON)}, expect=429)


def test_staff_without_a_second_step_are_led_to_set_one_up(db: Session, browser: Browser, chit: Account) -> None:
    db.delete(db.get_one(SecondStep, chit.id))
    page = browser.sign_in(chit).get("enrolment.join", expect=303)

    assert page.location == "/en/me/second-step"


def test_demo_staff_may_do_without(db: Session, browser: Browser, chit: Account) -> None:
    db.delete(db.get_one(SecondStep, chit.id))
    db.get_one(Account, chit.id).origin = Origin.DEMO

    browser.sign_in(chit).get("enrolment.join")


def test_setting_up_takes_a_first_code_and_gives_ten_spare_ones(db: Session, browser: Browser, chit: Account) -> None:
    db.delete(db.get_one(SecondStep, chit.id))
    browser.sign_in(chit).get("accounts.second_step_set_up")
    page = browser.post("accounts.second_step_set_up", {}, expect=200)
    assert db.get_one(SecondStep, chit.id).confirmed is False

    import pyotp

    secret = "".join(e.words for e in page.elements if any(o.name == "code" for o in e.inside))
    page = browser.post("accounts.second_step_set_up", {"code": pyotp.TOTP(secret).at(NOON)}, expect=200)
    spare = [e.words for e in page.all("code")]
    assert len(spare) == 10

    sign_in(browser, "chit 23")
    browser.post("accounts.sign_in_second", {"code": spare[3]})
    browser.get("accounts.me")
    again = browser.another()
    sign_in(again, "chit 23")
    again.post("accounts.sign_in_second", {"code": spare[3]}, expect=422)


def test_another_persons_spare_code_is_neither_taken_nor_used_up(
    db: Session, browser: Browser, chit: Account, ei: Account
) -> None:
    from lms.accounts import codes
    from lms.accounts.models import CodeKind
    from tests.support.cast import TZ

    (code,) = codes.issue(db, browser.ground.keys, account=ei, kind=CodeKind.SECOND_STEP, now=NOON, tz=TZ)
    sign_in(browser, "chit 23")
    browser.post("accounts.sign_in_second", {"code": code}, expect=422)

    other = browser.another()
    sign_in(other, "ei 25")
    other.post("accounts.sign_in_second", {"code": code})


def test_replacing_the_authenticator_needs_the_old_one(browser: Browser, chit: Account) -> None:
    page = browser.sign_in(chit, stepped_at=NOON - STEP_UP - timedelta(seconds=1)).get(
        "accounts.second_step_set_up", expect=303
    )

    assert page.location == "/en/me/confirm?next=/en/me/second-step"


def test_stepping_up_gives_a_new_token_and_goes_on(browser: Browser, chit: Account) -> None:
    before = browser.sign_in(chit, stepped=False).cookie
    page = browser.post("accounts.step_up", {"code": code_at(NOON), "next": "/en/me/second-step"})

    assert page.location == "/en/me/second-step"
    assert browser.cookie != before


def test_half_a_sign_in_reaches_no_members_page(browser: Browser, chit: Account) -> None:
    browser.sign_in(chit, stage=Stage.SECOND)

    for endpoint in ("accounts.me", "accounts.step_up", "accounts.second_step_set_up", "enrolment.join"):
        browser.get(endpoint, expect=303)
