"""The desk in a real browser, without a mouse: Tab, the arrow keys, Enter."""

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from lms.accounts.models import Account
from tests.support.browser import Browser
from tests.support.chromium import context_for
from tests.support.handing import WORDS, Desk

pytestmark = pytest.mark.browser
MOST_KEYS = 60


def test_an_answer_is_marked_with_tab_arrows_and_enter(
    browser: Browser, ba: Account, desk: Desk, chromium: Chromium, site: str
) -> None:
    handed = desk.hand_in()
    uid = handed.uid
    cookie = browser.sign_in(ba).cookie
    context = context_for(chromium, site, cookie, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site}/en/trainer/marking")

    def tab_to(selector: str) -> None:
        for _ in range(MOST_KEYS):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        pytest.fail(f"Tab does not lead to {selector}")

    tab_to("a[href*='question=']")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(WORDS)
    tab_to("input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Nothing waits to be marked.")
    expect(page.locator("a[accesskey=b]")).to_have_attribute("href", f"/en/trainer/marking/{uid}")
    context.close()
    assert desk.attempt(handed).points == 10_000
