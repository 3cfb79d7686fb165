"""Notices that wait for the next page."""

from lms import notices
from lms.accounts.models import Account
from tests.support.browser import Browser

READING = {"language": "en", "digits": "latn"}


def test_a_form_that_was_sent_often_is_answered_with_one_notice(browser: Browser, aye: Account) -> None:
    browser.sign_in(aye)
    browser.post("accounts.reading", READING)
    once = browser.client.get_cookie("notices", domain="localhost")
    for _ in range(10):
        browser.post("accounts.reading", READING)
    often = browser.client.get_cookie("notices", domain="localhost")

    assert once is not None
    assert often is not None
    assert len(often.value) == len(once.value)
    assert browser.get("accounts.me").count("Saved.") == 1


def test_the_newest_notices_wait(browser: Browser, aye: Account) -> None:
    browser.sign_in(aye)
    with browser.client.session_transaction() as session:
        session["_flashes"] = [("good", f"Notice {number} of many.") for number in range(20)]
    browser.post("accounts.reading", READING)
    page = browser.get("accounts.me")

    assert [number for number in range(20) if f"Notice {number} of" in page] == list(range(20 - notices.MOST + 1, 20))
    assert "Saved." in page
