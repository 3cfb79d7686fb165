"""A question to oneself: the same page for all, with room to write and a button for keeping nothing."""

from tests.support.browser import Browser
from tests.support.courses import MODULE, Shelved


def test_it_asks_and_leaves_the_choice_to_keep_nothing(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.step", course=sample.code, step=sample.step(f"{MODULE}/reflection"))

    assert page.words_of("h1") == "A question to yourself"
    assert "When did somebody far away decide something on your street?" in page
    assert "Think of a road or a school." in page
    assert [each.words for each in page.all("textarea")] == [""]
    assert [each.get("value") for each in page.all("button") if each.get("name") == "keep"] == ["nothing"]
