"""Signing out, the quick exit, and the link for a friend."""

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account, LoginSession
from tests.support.browser import Browser, path_of


@pytest.mark.parametrize("way", ["accounts.sign_out", "accounts.leave"])
def test_the_session_ends_and_the_browser_is_wiped(db: Session, browser: Browser, aye: Account, way: str) -> None:
    cookie = browser.sign_in(aye).cookie
    page = browser.post(way)

    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert db.query(LoginSession).count() == 0
    assert browser.cookie == ""
    browser.client.set_cookie("lms", cookie, domain="localhost")
    browser.get("accounts.me", expect=303)


def test_leaving_shows_a_page_that_says_nothing(browser: Browser, aye: Account) -> None:
    browser.sign_in(aye).post("accounts.leave")
    page = browser.follow()

    assert page.words_of("h1") == "Closed"
    assert page.all("a") == []


def test_leaving_needs_no_token_and_no_session(browser: Browser) -> None:
    browser.post("accounts.leave", headers={"Sec-Fetch-Site": "cross-site"})


def test_the_link_for_a_friend_ends_every_session(db: Session, browser: Browser, aye: Account) -> None:
    page = browser.sign_in(aye).post("accounts.new_revoke_link", expect=200)
    link = path_of(page.words_of("code"))
    friend = browser.another()

    friend.get(link)
    assert db.query(LoginSession).count() == 1
    assert "signed out everywhere" in friend.post(link, expect=200)
    assert db.query(LoginSession).count() == 0
    friend.get("accounts.me", expect=303)


def test_a_link_that_was_bent_on_its_way_still_makes_a_page(browser: Browser, aye: Account) -> None:
    link = path_of(browser.sign_in(aye).post("accounts.new_revoke_link", expect=200).words_of("code"))
    page = browser.another().get(f"{link[:-4]}%00{link[-4:]}")

    assert "\0" not in page
    assert f'action="{link[:-4]}%00{link[-4:]}"' in page


def test_a_link_that_is_none_is_not_there(browser: Browser) -> None:
    browser.get("accounts.revoke", code="A" * 26, expect=404)
    browser.post("accounts.revoke", code="A" * 26, expect=404)


def test_a_new_link_ends_the_old_one(browser: Browser, aye: Account) -> None:
    old = path_of(browser.sign_in(aye).post("accounts.new_revoke_link", expect=200).words_of("code"))
    browser.post("accounts.new_revoke_link", expect=200)

    browser.get(old, expect=404)
