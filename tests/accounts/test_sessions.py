"""Sessions: nobody makes one up, each ends when it should, and no clock brings one back."""

import random
import string
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import guard
from lms.accounts import service as accounts
from lms.accounts import sessions, tokens
from lms.accounts.models import Account, Device, LoginSession, Stage
from lms.config import Config
from lms.seal import Keys
from tests.support.browser import SAME_ORIGIN, Browser
from tests.support.cast import PASSPHRASE, code_at
from tests.support.ground import Ground
from tests.support.moment import NOON, Clock

FORGERIES = 10_000


def forged(genuine: str, dice: random.Random) -> str:
    """Return a cookie that was cut, changed, turned round, extended, or made up."""
    place = dice.randrange(len(genuine))
    other = dice.choice([sign for sign in string.ascii_letters + string.digits + "-_.~ ကé" if sign != genuine[place]])
    token, seen, signature = genuine.split(".")
    return dice.choice(
        [
            genuine[:place],
            genuine[place + 1 :],
            genuine[:place] + other + genuine[place + 1 :],
            genuine[:place] + other + genuine[place:],
            genuine + other,
            f"{token}.{int(seen) + dice.randint(1, 10**9)}.{signature}",
            f"{tokens.new_token()}.{seen}.{signature}",
            f"{token}.{seen}",
            f"{token}..{signature}",
            f".{seen}.{signature}",
            "".join(dice.choices(string.printable, k=dice.randint(0, 300))),
            genuine * dice.randint(2, 40),
            f"{signature}.{seen}.{token}",
        ]
    )


def test_a_genuine_cookie_is_read(ground: Ground) -> None:
    token = tokens.new_token()
    cookie = tokens.read(ground.keys, tokens.write(ground.keys, token, NOON))

    assert cookie is not None
    assert (cookie.token, cookie.seen_at) == (token, NOON)


def test_ten_thousand_forged_cookies_are_refused(ground: Ground) -> None:
    genuine = tokens.write(ground.keys, tokens.new_token(), NOON)
    dice = random.Random(1)

    assert [one for one in (forged(genuine, dice) for _ in range(FORGERIES)) if tokens.read(ground.keys, one)] == []


def test_forged_cookies_open_no_page_and_break_none(browser: Browser, aye: Account) -> None:
    genuine = browser.sign_in(aye).cookie
    dice = random.Random(2)
    for _ in range(150):
        browser.client.set_cookie("lms", forged(genuine, dice))
        assert browser.client.get("/en/me").status_code == 303
    browser.client.set_cookie("lms", genuine)
    browser.get("accounts.me")


def test_the_key_of_another_installation_opens_nothing(ground: Ground) -> None:
    stranger = Keys(b"x" * 32)

    assert tokens.read(ground.keys, tokens.write(stranger, tokens.new_token(), NOON)) is None


@pytest.mark.parametrize(
    ("device", "rest"), [(Device.SHARED, timedelta(minutes=30)), (Device.OWN, timedelta(hours=12))]
)
def test_a_session_ends_after_a_rest(
    browser: Browser, aye: Account, clock: Clock, device: Device, rest: timedelta
) -> None:
    browser.sign_in(aye, device=device)
    clock.set(NOON + rest)
    browser.get("accounts.me")
    clock.set(clock.now + rest + timedelta(seconds=1))
    browser.get("accounts.me", expect=303)


@pytest.mark.parametrize(("device", "end"), [(Device.SHARED, timedelta(hours=12)), (Device.OWN, timedelta(days=7))])
def test_a_session_ends_however_busy_it_is(
    browser: Browser, aye: Account, clock: Clock, device: Device, end: timedelta
) -> None:
    browser.sign_in(aye, device=device)
    while clock.now + timedelta(minutes=29) < NOON + end:
        clock.forward(minutes=29)
        assert browser.client.get("/en/me").status_code == 200
    clock.set(NOON + end)
    browser.get("accounts.me", expect=303)


def test_staff_are_signed_out_after_twelve_hours_on_their_own_phone_too(
    browser: Browser, chit: Account, clock: Clock
) -> None:
    browser.sign_in(chit, device=Device.OWN)
    for _ in range(11):
        clock.forward(hours=1)
        browser.get("accounts.me")
    clock.forward(hours=1)
    browser.get("accounts.me", expect=303)


def test_reading_pages_writes_nothing(browser: Browser, ground: Ground, aye: Account, clock: Clock) -> None:
    browser.sign_in(aye)
    for _ in range(5):
        clock.forward(minutes=6)
        browser.get("accounts.me")
        assert not [said for said in ground.statements if not said.startswith("SELECT")]


def test_the_cookie_is_renewed_every_five_minutes_and_keeps_its_token(
    browser: Browser, aye: Account, clock: Clock
) -> None:
    first = browser.sign_in(aye).cookie
    clock.forward(minutes=5)
    browser.get("accounts.me")
    assert browser.cookie == first
    clock.forward(seconds=1)
    browser.get("accounts.me")

    assert browser.cookie != first
    assert browser.cookie.split(".")[0] == first.split(".")[0]


@pytest.mark.parametrize("days", [400, -400, 1, -1])
def test_no_jump_of_the_clock_brings_an_ended_session_back(
    db: Session, browser: Browser, ground: Ground, aye: Account, clock: Clock, days: int
) -> None:
    browser.sign_in(aye, device=Device.SHARED)
    clock.forward(days=days)
    browser.get("accounts.me", expect=303)
    sessions.sweep(db, ground.config, clock.now)
    clock.set(NOON)

    browser.get("accounts.me", expect=303 if days > 0 else 200)


def test_a_session_that_ended_stays_ended_when_the_clock_is_set_back(
    browser: Browser, aye: Account, clock: Clock
) -> None:
    browser.sign_in(aye, device=Device.SHARED)
    clock.forward(hours=13)
    browser.get("accounts.me", expect=303)
    clock.forward(days=-400)
    browser.get("accounts.me", expect=303)


def test_a_session_begun_under_a_clock_that_ran_ahead_ends_when_it_is_set_right(
    browser: Browser, aye: Account, clock: Clock
) -> None:
    clock.forward(days=400)
    browser.sign_in(aye)
    clock.set(NOON)

    browser.get("accounts.me", expect=303)


def test_a_clock_set_back_by_minutes_signs_nobody_out(browser: Browser, aye: Account, clock: Clock) -> None:
    browser.sign_in(aye)
    clock.forward(minutes=-5)

    browser.get("accounts.me")


def test_each_step_of_signing_in_gives_a_new_token(browser: Browser, chit: Account, clock: Clock) -> None:
    seen = []
    browser.post("accounts.sign_in", {"handle": chit.name, "passphrase": PASSPHRASE})
    seen.append(browser.cookie)
    browser.post("accounts.sign_in_second", {"code": code_at(clock.now)})
    seen.append(browser.cookie)
    clock.forward(minutes=16)
    browser.post("accounts.step_up", {"code": code_at(clock.now)})
    seen.append(browser.cookie)

    assert len({cookie.split(".")[0] for cookie in seen}) == 3
    for old in seen[:2]:
        stale = browser.another()
        stale.client.set_cookie("lms", old)
        stale.get("accounts.me", expect=303)
    browser.get("accounts.me")


def test_locking_ends_every_session_at_the_next_request(db: Session, browser: Browser, aye: Account) -> None:
    browser.sign_in(aye)
    phone = browser.another().sign_in(aye)
    accounts.lock(db, account=aye)

    browser.get("accounts.me", expect=303)
    phone.get("accounts.me", expect=303)


def test_signing_out_ends_the_session_for_a_copied_cookie_too(browser: Browser, aye: Account) -> None:
    copied = browser.sign_in(aye).cookie
    browser.post("accounts.sign_out")
    thief = browser.another()
    thief.client.set_cookie("lms", copied)

    thief.get("accounts.me", expect=303)


def test_the_row_holds_no_token(db: Session, browser: Browser, aye: Account) -> None:
    token = browser.sign_in(aye).cookie.split(".")[0]

    assert token not in str(db.execute(select(LoginSession.__table__)).mappings().all())


def test_on_an_encrypted_connection_the_cookie_is_bound_to_the_host(browser: Browser, aye: Account) -> None:
    answer = browser.client.post(
        "/en/sign-in",
        data={"handle": aye.name, "passphrase": PASSPHRASE},
        headers=SAME_ORIGIN,
        base_url="https://localhost",
    )
    (cookie,) = [line for line in answer.headers.getlist("Set-Cookie") if "lms=" in line]

    assert cookie.startswith("__Host-lms=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_half_a_sign_in_is_nobody(browser: Browser, chit: Account) -> None:
    browser.sign_in(chit, stage=Stage.SECOND)
    with browser.app.test_request_context("/en/me", headers={"Cookie": f"lms={browser.cookie}"}):
        assert guard.visitor() is None


def test_sweeping_takes_only_what_has_ended(
    db: Session, browser: Browser, ground: Ground, aye: Account, dway: Account
) -> None:
    browser.sign_in(aye, device=Device.SHARED)
    browser.another().sign_in(dway, device=Device.OWN)
    config: Config = ground.config

    assert sessions.sweep(db, config, NOON + timedelta(hours=12)) == 1
    assert db.scalars(select(LoginSession.account_id)).all() == [dway.id]
