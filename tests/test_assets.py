"""Static files, and the stylesheet in its two forms."""

import re

import pytest

from lms import assets
from tests.support.browser import Browser


def test_every_file_is_found_under_a_name_of_its_content(browser: Browser) -> None:
    for plain, asset in assets.all_assets().items():
        answer = browser.client.get(f"/static/{asset.name}")
        assert answer.status_code == 200, plain
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert re.search(r"\.[0-9a-f]{10}\.\w+$", asset.name)


@pytest.mark.parametrize("name", ["site.css", "nothing.css", "../pyproject.toml", "fonts/", "%2e%2e/lms/app.py"])
def test_nothing_else_is(browser: Browser, name: str) -> None:
    assert browser.client.get(f"/static/{name}").status_code == 404


def test_the_stylesheet_names_only_files_that_are_there(browser: Browser) -> None:
    css = assets.all_assets()["site.css"].body.decode()
    named = re.findall(r"url\(([^)]+)\)", css)

    assert named
    for address in named:
        assert browser.client.get(address).status_code == 200, address


def test_a_first_page_carries_its_style_and_the_next_ones_link_it(browser: Browser) -> None:
    first = browser.get("/en/")
    assert first.all("style")
    (prefetch,) = [link for link in first.all("link") if link.get("rel") == "prefetch"]

    browser.client.get(prefetch.get("href"))
    again = browser.get("/en/")
    assert not again.all("style")
    assert [link.get("href") for link in again.all("link") if link.get("rel") == "stylesheet"] == [prefetch.get("href")]


def test_a_browser_that_fetched_an_older_stylesheet_gets_the_new_one_in_the_page(browser: Browser) -> None:
    browser.client.set_cookie(assets.STYLE_COOKIE, "0123456789", domain="localhost")

    assert browser.get("/en/").all("style")


def test_the_stylesheet_that_was_fetched_ahead_is_used_by_the_page_that_brings_its_cookie(browser: Browser) -> None:
    answer = browser.client.get(f"/static/{assets.all_assets()['site.css'].name}")

    assert answer.headers["Set-Cookie"].startswith(f"{assets.STYLE_COOKIE}=")
    assert answer.headers["Vary"] == "Accept-Encoding"
