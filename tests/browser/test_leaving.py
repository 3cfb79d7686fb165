"""The quick exit, with JavaScript and without."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.actors import World
from tests.support.chromium import context_for
from tests.support.crawl import Crawler

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("lang", ["my", "en"])
def test_close_is_at_hand_and_back_shows_nothing(
    crawler: Crawler, world: World, chromium: Browser, site: str, scripts: bool, lang: str
) -> None:
    context = context_for(
        chromium, site, world.cookies["learner"], java_script_enabled=scripts, viewport={"width": 320, "height": 480}
    )
    page = context.new_page()
    page.goto(f"{site}/{lang}/me")
    button = page.locator("header form button")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 100
    assert box["height"] >= 44

    button.click()
    expect(page.locator("h1")).to_have_text({"my": "ပိတ်ပြီးပါပြီ", "en": "Closed"}[lang])
    page.go_back()
    assert "aye 21" not in page.content()
    assert [cookie for cookie in context.cookies() if cookie["name"] == "lms"] == []
    context.close()


def test_close_and_the_text_are_the_first_things_a_keyboard_reaches(
    crawler: Crawler, world: World, chromium: Browser, site: str
) -> None:
    context = context_for(chromium, site, world.cookies["learner"])
    page = context.new_page()
    page.goto(f"{site}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('form').getAttribute('action')") == "/en/leave"
    context.close()
