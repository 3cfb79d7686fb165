"""The guide to a dialogue, and its cards."""

import pytest

from lms.accounts.models import Account
from tests.support.browser import Browser
from tests.support.courses import LESSON, MODULE, Shelved


def test_the_guide_is_for_members_of_an_open_course_too(browser: Browser, sample: Shelved, aye: Account) -> None:
    step = sample.step(f"{MODULE}/dialogue")
    guide = browser.address("learn.step", course=sample.code, step=step)
    for path in (guide, f"{guide}/cards"):
        assert browser.another().get(path, expect=303).location.startswith("/en/sign-in")
        browser.another().sign_in(aye).get(path)


def test_the_guide_has_all_that_a_facilitator_needs(browser: Browser, sample: Shelved, aye: Account) -> None:
    page = browser.sign_in(aye).get("learn.step", course=sample.code, step=sample.step(f"{MODULE}/dialogue"))

    for words in (
        "Who should decide?", "90 minutes", "For 8 to 16 people", "The group has sorted ten decisions.", "Facilitator",
        "Watches the time and the door.", "Ask each one in private about risk.", "You may pass.",
        "The cards, printed once for four people.", "Agree on the rules.", "Each card needs a reason.",
        "Read each card aloud.", "Write no names.", "A stranger joins.", "Change to songs.",
        "One sheet of ideas without names.",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(("lang", "front"), [("en", "A village well"), ("my", "ရွာရေတွင်း")])
def test_the_cards_can_be_printed(browser: Browser, sample: Shelved, aye: Account, lang: str, front: str) -> None:
    browser.lang = lang
    page = browser.sign_in(aye).get("learn.cards", course=sample.code, dialogue=sample.step(f"{MODULE}/dialogue"))

    assert next(strong.words for strong in page.all("strong") if strong.lies_in("div")) == front
    (sheet,) = [link.get("href") for link in page.all("link") if "print" in link.get("href")]
    assert browser.client.get(sheet).status_code == 200


def test_other_steps_have_no_cards(browser: Browser, sample: Shelved, aye: Account) -> None:
    browser.sign_in(aye).get("learn.cards", course=sample.code, dialogue=sample.step(LESSON), expect=404)
