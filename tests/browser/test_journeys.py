"""A handle and a passphrase, typed at a phone without JavaScript; and what the way back shows afterwards."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.actors import World
from tests.support.cast import HANDLES, PASSPHRASE
from tests.support.chromium import context_for
from tests.support.crawl import Crawler

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["my", "en"])
def test_signing_in_reading_on_and_closing_takes_no_javascript(
    crawler: Crawler, chromium: Browser, site: str, lang: str
) -> None:
    context = context_for(chromium, site, java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site}/{lang}/")
    page.locator(f"nav a[href='/{lang}/sign-in']").click()
    page.fill("[name=handle]", HANDLES["aye"])
    page.fill("[name=passphrase]", PASSPHRASE)
    page.click("main button.primary")
    # Aye's pages are in English, whatever the language in which she signed in.
    page.locator("nav a[href='/en/me']").click()
    expect(page.locator("main")).to_contain_text(HANDLES["aye"])
    page.goto(f"{site}/{lang}/")
    page.locator("main .card a[href*='/c/']").first.click()
    page.locator("main .steps a").first.click()
    expect(page.locator("main h1")).to_be_visible()
    page.click(".leave button")
    expect(page).to_have_url(f"{site}/{lang}/closed")
    page.goto(f"{site}/{lang}/me")
    expect(page).to_have_url(f"{site}/{lang}/sign-in?next=/{lang}/me")
    context.close()


def test_after_signing_out_the_way_back_shows_nothing(
    crawler: Crawler, world: World, chromium: Browser, site: str
) -> None:
    context = context_for(chromium, site, world.cookies["learner"])
    page = context.new_page()
    page.goto(f"{site}/en/me")
    expect(page.locator("main")).to_contain_text(HANDLES["aye"])
    page.locator("form[action$='/sign-out'] button").click()
    page.go_back()
    page.wait_for_load_state()

    assert HANDLES["aye"] not in page.content()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    context.close()


def test_after_closing_nothing_is_fetched_for_later(
    crawler: Crawler, world: World, chromium: Browser, site: str
) -> None:
    context = context_for(chromium, site, world.cookies["learner"])
    page = context.new_page()
    page.goto(f"{site}/en/me", wait_until="networkidle")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.click(".leave button")
    page.wait_for_load_state("networkidle")

    # A stylesheet that lies in the browser for later pages would tell that somebody was here.
    assert f"{site}/en/closed" in asked
    assert [url for url in asked if url.endswith(".css")] == []
    assert context.cookies() == []
    context.close()
