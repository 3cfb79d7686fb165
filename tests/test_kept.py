"""What was typed is kept over an ended session, and over a browser that does not say where a form comes from."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Device
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE
from tests.support.moment import Clock
from tests.support.page import Page


def hidden(page: Page) -> dict[str, str]:
    return {e.get("name"): e.get("value") for e in page.all("input") if e.get("type") == "hidden"}


def forms(page: Page) -> Iterator[str]:
    return (form.get("action") for form in page.all("form"))


def ended(browser: Browser, clock: Clock, account: Account, code: str) -> Page:
    """Send a form after the session has rested too long."""
    browser.sign_in(account, device=Device.SHARED)
    clock.forward(minutes=31)
    return browser.post("enrolment.join", {"code": code, "wish": "မြစ်"}, expect=401)


def test_a_form_sent_too_late_is_kept_and_sent_on(
    db: Session, browser: Browser, dway: Account, cohort: Cohort, clock: Clock
) -> None:
    page = ended(browser, clock, dway, "x")
    assert "မြစ်" not in page
    sent = {"handle": dway.name, "passphrase": PASSPHRASE, "kept": hidden(page)["kept"]}
    page = browser.post("accounts.sign_in", sent, expect=200)

    assert "/en/join" in forms(page)
    assert hidden(page) == {"wish": "မြစ်"}
    browser.post("enrolment.join", {"code": cohort.code})
    assert enrolment.place_of(db, dway, cohort) is not None


def test_another_person_does_not_get_it(browser: Browser, dway: Account, aye: Account, clock: Clock) -> None:
    page = ended(browser, clock, dway, "x")
    sent = {"handle": aye.name, "passphrase": PASSPHRASE, "kept": hidden(page)["kept"]}

    assert browser.post("accounts.sign_in", sent).location == "/en/"


def test_what_opens_something_is_not_kept(browser: Browser, dway: Account, clock: Clock) -> None:
    browser.sign_in(dway, device=Device.SHARED)
    clock.forward(minutes=31)
    sent = {"old_passphrase": PASSPHRASE, "passphrase": "a lamp beside the window", "note": "n"}
    kept = hidden(browser.post("accounts.change_passphrase", sent, expect=401))["kept"]
    page = browser.post("accounts.sign_in", {"handle": dway.name, "passphrase": PASSPHRASE, "kept": kept}, expect=200)

    assert hidden(page) == {"note": "n"}


@pytest.mark.parametrize("change", [lambda kept: kept[:-8], lambda kept: "AAAA" + kept[4:], lambda kept: "x" * 700_000])
def test_a_kept_form_that_was_changed_is_dropped(browser: Browser, dway: Account, clock: Clock, change: object) -> None:
    kept = hidden(ended(browser, clock, dway, "x"))["kept"]
    assert callable(change)
    sent = {"handle": dway.name, "passphrase": PASSPHRASE, "kept": change(kept)}
    page = browser.post("accounts.sign_in", sent, expect=413 if len(change(kept)) > 500_000 else 303)

    assert page.location in {"/en/", ""}


def test_a_form_from_elsewhere_is_asked_about_and_changes_nothing(
    db: Session, browser: Browser, dway: Account, cohort: Cohort
) -> None:
    browser.sign_in(dway)
    for site in ("cross-site", "same-site", "none"):
        browser.post("enrolment.join", {"code": cohort.code}, headers={"Sec-Fetch-Site": site}, expect=403)

    assert enrolment.place_of(db, dway, cohort) is None


def test_a_silent_browser_sends_with_one_button(db: Session, browser: Browser, dway: Account, cohort: Cohort) -> None:
    browser.sign_in(dway)
    page = browser.client.post("/en/join", data={"note": "မြစ်"}, headers={"Accept-Encoding": "identity"})
    assert page.status_code == 403
    read = Page.read(page.text, status=403, headers=dict(page.headers), path="/en/join", size_bytes=0)
    assert hidden(read)["note"] == "မြစ်"

    sent = {**hidden(read), "code": cohort.code}
    assert browser.client.post("/en/join", data=sent).status_code == 303
    assert enrolment.place_of(db, dway, cohort) is not None


def test_a_token_counts_for_its_own_browser_and_form_only(browser: Browser, dway: Account, cohort: Cohort) -> None:
    browser.sign_in(dway)
    token = hidden(_read(browser, "/en/join"))["form_token"]

    assert browser.client.post("/en/me/reading", data={"form_token": token}).status_code == 403
    other = browser.another().sign_in(dway)
    assert other.client.post("/en/join", data={"form_token": token, "code": cohort.code}).status_code == 403


def test_tokens_differ_each_time_so_that_packing_gives_nothing_away(browser: Browser, dway: Account) -> None:
    browser.sign_in(dway)

    assert hidden(_read(browser, "/en/join"))["form_token"] != hidden(_read(browser, "/en/join"))["form_token"]


def test_an_equal_origin_is_enough_for_browsers_before_2020(browser: Browser, dway: Account, cohort: Cohort) -> None:
    browser.sign_in(dway)
    sent = {"code": cohort.code}
    other = browser.client.post("/en/join", data=sent, headers={"Origin": "http://localhost.evil.example"})
    same = browser.client.post("/en/join", data=sent, headers={"Origin": "http://localhost"})

    assert (other.status_code, same.status_code) == (403, 303)


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//", "null", "http://localhost:99999x", "\u1000"])
def test_an_origin_that_is_no_address_is_another_one(browser: Browser, dway: Account, origin: str) -> None:
    browser.sign_in(dway)
    headers = {"Origin": origin.encode().decode("latin-1")}

    assert browser.client.post("/en/join", data={"code": "x"}, headers=headers).status_code == 403


@pytest.mark.parametrize("held", ["", "a", "a" * 4000, "<script>", 'a"b', "é" * 22])
def test_a_cookie_that_was_not_made_here_is_not_sent_back(browser: Browser, dway: Account, held: str) -> None:
    browser.sign_in(dway)
    browser.client.set_cookie("form", held)
    answer = browser.client.post("/en/join", data={"code": "x"})

    assert re.fullmatch(r"form=[\w-]{22}; .*", answer.headers["Set-Cookie"])


def test_what_no_page_may_hold_is_not_shown_again(browser: Browser, dway: Account) -> None:
    browser.sign_in(dway)
    answer = browser.client.post(
        "/en/join", data={"no\0te": "a\0b\x1bc\tမြစ်\n"}, headers={"Accept-Encoding": "identity"}
    )

    assert "\0" not in answer.text
    assert "\x1b" not in answer.text
    assert "abc\tမြစ်\n" in answer.text


def _read(browser: Browser, path: str) -> Page:
    answer = browser.client.post(path, headers={"Accept-Encoding": "identity"})
    return Page.read(answer.text, status=answer.status_code, headers=dict(answer.headers), path=path, size_bytes=0)


def test_a_part_of_a_form_without_a_name_is_left_out(browser: Browser, aye: Account) -> None:
    browser.sign_in(aye)
    nameless = "--x\r\nContent-Disposition: form-data\r\n\r\nlost\r\n"
    named = '--x\r\nContent-Disposition: form-data; name="wish"\r\n\r\nriver\r\n'
    answer = browser.client.post(
        "/en/join", data=f"{nameless}{named}--x--\r\n", content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 403
    assert "river" in answer.text
    assert "lost" not in answer.text
