"""Signing in by a card, and choosing how to sign in from then on."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts import codes
from lms.accounts.models import Account, Code, CodeKind, LoginSession, Passphrase, Stage
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE, TZ
from tests.support.ground import Ground
from tests.support.moment import NOON, Clock
from tests.support.page import Page

NEW = "a lamp beside the window"


def codes_on(page: Page) -> list[str]:
    """Return the codes that a page shows in groups."""
    shown = [element for element in page.elements if element.name == "code"]
    return ["".join(e.words for e in page.elements if any(o is code for o in e.inside)) for code in shown]


def give_card(db: Session, ground: Ground, account: Account, kind: CodeKind = CodeKind.ONCE) -> str:
    (code,) = codes.issue(db, ground.keys, account=account, kind=kind, now=NOON, tz=TZ)
    db.commit()
    return code


def enter(browser: Browser, code: str, form: str = "form one", expect: int = 303) -> Page:
    return browser.post("accounts.card", {"code": code, "form": form}, expect=expect)


def test_a_card_opens_the_account_and_then_asks_how_to_sign_in(
    db: Session, ground: Ground, browser: Browser, dway: Account
) -> None:
    page = enter(browser, give_card(db, ground, dway))

    assert page.location == "/en/sign-in/choose"
    browser.follow()
    assert browser.get("accounts.me", expect=303).location.startswith("/en/sign-in")


def test_a_card_works_once(db: Session, ground: Ground, browser: Browser, dway: Account) -> None:
    code = give_card(db, ground, dway)
    enter(browser, code)

    assert "does not open an account" in enter(browser.another(), code, form="form two", expect=422)


def test_the_same_form_sent_again_within_the_hour_gets_in_again(
    db: Session, ground: Ground, browser: Browser, dway: Account, clock: Clock
) -> None:
    code = give_card(db, ground, dway)
    enter(browser, code)

    clock.forward(minutes=59)
    enter(browser.another(), code)
    clock.forward(minutes=2)
    enter(browser.another(), code, expect=422)


@pytest.mark.parametrize("mangle", [str.lower, "-".join, lambda code: f" {code[:5]}  {code[5:]} "])
def test_a_code_is_forgiven_its_case_and_spaces(
    db: Session, ground: Ground, browser: Browser, dway: Account, mangle: Callable[[str], str]
) -> None:
    enter(browser, mangle(give_card(db, ground, dway)))


def test_a_card_ends_after_a_week(db: Session, ground: Ground, browser: Browser, dway: Account, clock: Clock) -> None:
    code = give_card(db, ground, dway)

    clock.forward(days=8)
    enter(browser, code, expect=422)


def test_a_code_stands_nowhere_in_the_database(db: Session, ground: Ground, dway: Account) -> None:
    code = give_card(db, ground, dway)

    assert code not in str(db.execute(select(Code.mark)).all())


def test_choosing_a_passphrase_gives_a_recovery_sheet_once(
    db: Session, ground: Ground, browser: Browser, dway: Account
) -> None:
    enter(browser, give_card(db, ground, dway))
    page = browser.post("accounts.choose", {"passphrase": NEW, "passphrase_again": NEW}, expect=200)

    assert "Recovery sheet" in page
    browser.get("accounts.me")
    browser.another().post("accounts.sign_in", {"handle": "dway 24", "passphrase": NEW})


def test_choosing_ends_the_former_passphrase_and_other_sessions(
    db: Session, ground: Ground, browser: Browser, dway: Account
) -> None:
    elsewhere = browser.another().sign_in(dway)
    enter(browser, give_card(db, ground, dway))
    browser.post("accounts.choose", {"passphrase": NEW, "passphrase_again": NEW}, expect=200)

    elsewhere.get("accounts.me", expect=303)
    browser.another().post("accounts.sign_in", {"handle": "dway 24", "passphrase": PASSPHRASE}, expect=422)


def test_choosing_a_lasting_card_leaves_no_passphrase(
    db: Session, ground: Ground, browser: Browser, dway: Account
) -> None:
    enter(browser, give_card(db, ground, dway))
    page = browser.post("accounts.choose", {"lasting": "1"}, expect=200)
    code = codes_on(page)[0]

    assert db.get(Passphrase, dway.id) is None
    for _time in range(2):
        other = browser.another()
        other.post("accounts.card", {"code": code, "form": "x"})
        other.get("accounts.me")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("short", "short", "Make it longer"),
        (NEW, NEW + "s", "not the same"),
        ("a" * 257, "a" * 257, "Make it shorter"),
        ("111111111111111", "111111111111111", "would guess"),
        ("", "", "Write a passphrase."),
    ],
)
def test_a_weak_passphrase_is_refused_with_the_reason(
    db: Session, ground: Ground, browser: Browser, dway: Account, one: str, other: str, why: str
) -> None:
    enter(browser, give_card(db, ground, dway))

    assert why in browser.post("accounts.choose", {"passphrase": one, "passphrase_again": other}, expect=422)
    assert db.scalar(select(LoginSession.stage)) == Stage.CHOOSE


def test_a_recovery_sheet_opens_once_and_is_replaced(
    db: Session, ground: Ground, browser: Browser, dway: Account
) -> None:
    code = give_card(db, ground, dway, CodeKind.RECOVERY)
    browser.post("accounts.recovery", {"code": code, "form": "one"})
    page = browser.post("accounts.choose", {"passphrase": NEW, "passphrase_again": NEW}, expect=200)
    (fresh,) = codes_on(page)

    assert fresh != code
    browser.another().post("accounts.recovery", {"code": code, "form": "two"}, expect=422)
    browser.another().post("accounts.recovery", {"code": fresh, "form": "three"})


def test_a_card_of_staff_still_asks_for_the_second_step(
    db: Session, ground: Ground, browser: Browser, chit: Account
) -> None:
    enter(browser, give_card(db, ground, chit))
    browser.post("accounts.choose", {"passphrase": NEW, "passphrase_again": NEW}, expect=200)

    assert browser.get("accounts.sign_in_second")
    browser.get("accounts.me", expect=303)
