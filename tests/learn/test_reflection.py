"""A question to oneself: the page asks, and shows nobody what was written."""

from lms.accounts.models import Account
from tests.support.browser import Browser
from tests.support.courses import MODULE, Shelved


def test_it_asks_with_an_empty_field_for_everybody(browser: Browser, sample: Shelved, aye: Account) -> None:
    step = sample.step(f"{MODULE}/reflection")
    page = browser.get("learn.step", course=sample.code, step=step)

    assert page.words_of("h1") == "A question to yourself"
    assert "When did somebody far away decide something on your street?" in page
    assert "Think of a road or a school." in page
    assert [field.words.strip() for field in page.all("textarea")] == [""]
    assert browser.another().sign_in(aye).get("learn.step", course=sample.code, step=step) == page
