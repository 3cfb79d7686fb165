"""What a person does, in a real browser: without JavaScript, by keyboard, in a hurry."""

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Cookie, Page, expect

from tests.browser.conftest import ROLES, Site, sign_in
from tests.browser.walk import walk

Cookies = dict[str, list[Cookie]]

WORDS = {
    "en": {"handle": "Handle", "passphrase": "Passphrase", "enter": "Sign in", "me": "My account", "close": "Close"},
    "my": {
        "handle": "အမည်ဝှက်",
        "passphrase": "စကားဝှက်",
        "enter": "အကောင့်ဝင်ရန်",
        "me": "ကျွန်ုပ်၏ အကောင့်",
        "close": "ပိတ်ရန်",
    },
}


def opened(context: BrowserContext, cookies: Cookies, role: str) -> Page:
    """Return a page of a browser in which a role is signed in."""
    context.add_cookies(cookies[role])  # type: ignore[arg-type]
    return context.new_page()


@pytest.mark.parametrize("lang", WORDS)
def test_signing_in_looking_round_and_leaving_takes_no_javascript(site: Site, chromium: Browser, lang: str) -> None:
    words = WORDS[lang]
    # After signing in, pages are in the person's own language.
    handle, passphrase = site.people[{"my": "learner", "en": "staff"}[lang]]
    with chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{site.address}/{lang}/")
        page.get_by_role("navigation").get_by_role("link", name=words["enter"]).click()
        page.get_by_label(words["handle"], exact=True).fill(handle)
        page.get_by_label(words["passphrase"], exact=True).fill(passphrase)
        page.locator("main").get_by_role("button", name=words["enter"]).click()
        page.get_by_role("link", name=words["me"]).click()
        expect(page.locator("main")).to_contain_text(handle)
        page.get_by_role("button", name=words["close"], exact=True).click()
        expect(page).to_have_url(f"{site.address}/{page.url.split('/')[3]}/closed")
        page.goto(f"{site.address}/{lang}/me")
        expect(page).to_have_url(f"{site.address}/{lang}/sign-in?next=/{lang}/me")


def test_after_closing_back_shows_nothing_and_nothing_is_kept(site: Site, chromium: Browser) -> None:
    handle, passphrase = site.people["learner"]
    with chromium.new_context() as context:
        sign_in(context, site, handle, passphrase)
        page = context.new_page()
        page.goto(f"{site.address}/en/me")
        expect(page.locator("main")).to_contain_text(handle)
        page.get_by_role("button", name="Close", exact=True).click()
        page.wait_for_url("**/closed")
        assert context.cookies() == []
        page.go_back()
        page.wait_for_load_state()
        assert handle not in page.content()
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_after_signing_out_back_shows_nothing(site: Site, chromium: Browser) -> None:
    handle, passphrase = site.people["learner"]
    with chromium.new_context() as context:
        sign_in(context, site, handle, passphrase)
        page = context.new_page()
        page.goto(f"{site.address}/en/me")
        page.locator("main").get_by_role("button", name="Sign out", exact=True).click()
        page.wait_for_load_state()
        page.go_back()
        page.wait_for_load_state()
        assert handle not in page.content()


def focused(page: Page) -> str:
    """Return the words of what has the keyboard, or its id."""
    said: str = page.evaluate("document.activeElement.id || document.activeElement.innerText.trim()")
    return said


def test_the_keyboard_reaches_the_text_and_close_first(site: Site, chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.address}/en/sign-in")
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the text"
        page.keyboard.press("Enter")
        assert focused(page) == "main"
        page.goto(f"{site.address}/en/sign-in")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert focused(page) == "Close"
        page.keyboard.press("Enter")
        page.wait_for_url("**/closed")


@pytest.mark.parametrize("role", ROLES)
def test_close_stands_in_the_first_view_of_a_small_phone(
    site: Site, chromium: Browser, cookies: Cookies, role: str
) -> None:
    with chromium.new_context(viewport={"width": 320, "height": 480}) as context:
        page = opened(context, cookies, role)
        for address, _text in walk(context, f"{site.address}/my/"):
            page.goto(address)
            if not address.endswith("/closed"):
                expect(page.get_by_role("button", name=WORDS["my"]["close"], exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_fetched_from_elsewhere_and_the_policy_blocks_nothing_of_ours(
    site: Site, chromium: Browser, cookies: Cookies, role: str
) -> None:
    asked: list[str] = []
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(message.text)

    with chromium.new_context() as context:
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", note)
        context.on("weberror", lambda error: said.append(str(error.error)))
        page = opened(context, cookies, role)
        for address, _text in walk(context, f"{site.address}/en/"):
            page.goto(address)

    assert [url for url in asked if not url.startswith((f"{site.address}/", "data:"))] == []
    assert said == []
    assert len(asked) > 8


def test_a_request_that_leaves_is_seen(site: Site, chromium: Browser) -> None:
    """This shows that the test above can fail: a picture from elsewhere is asked for, and the policy blocks it."""
    said: list[str] = []
    with chromium.new_context() as context:
        context.on("console", lambda message: said.append(message.text))
        page = context.new_page()
        page.goto(f"{site.address}/en/")
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}))")
        page.wait_for_timeout(200)

    assert any("Content Security Policy" in words for words in said)


def test_a_card_puts_its_code_into_the_field_and_out_of_the_address(site: Site, chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.address}/en/sign-in/card#0123ABCD4567")
        expect(page.get_by_label("Code on your card")).to_have_value("0123ABCD4567")
        assert page.url == f"{site.address}/en/sign-in/card"
