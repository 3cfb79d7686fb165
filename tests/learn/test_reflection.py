"""A question to oneself: it asks, and takes nothing."""

from tests.support.browser import Browser
from tests.support.courses import MODULE, Shelved


def test_it_asks_and_has_no_field_to_write_in(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.step", course=sample.code, step=sample.step(f"{MODULE}/reflection"))

    assert page.words_of("h1") == "A question to yourself"
    assert "When did somebody far away decide something on your street?" in page
    assert "Think of a road or a school." in page
    assert "This page sends nothing." in page
    assert page.all("textarea", "input") == []
