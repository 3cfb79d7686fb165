"""The script that converts Zawgyi in a real browser: the same as on the server, sign for sign."""

import random

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from lms.text.zawgyi.convert import to_unicode
from tests.support.browser import Browser as Pages
from tests.support.chromium import context_for
from tests.support.taking import Taking
from tests.text import samples

pytestmark = pytest.mark.browser

ZAWGYI, UNICODE = "ေရတြင္းကို ကြၽန္ုပ္တို႔ ကိုယ္တိုင္ တူးခဲ့ၾကသည္", "ရေတွင်းကို ကျွန်ုပ်တို့ ကိုယ်တိုင် တူးခဲ့ကြသည်"
SIGNS = [*map(chr, range(0x1000, 0x10A0)), *" \u200b\n", "a", "3", "😀"]


@pytest.fixture
def notes(browser: Pages, taking: Taking, chromium: Browser, site: str, db: Session) -> Page:
    """Give the page on which Aye writes notes, in Burmese, in Chromium."""
    learner = browser.sign_in(taking.account)
    context = context_for(chromium, site, learner.cookie)
    page = context.new_page()
    path = f"/my/c/{taking.shelved.code}/{taking.shelved.step('power-shared/reflection')}/mine"
    page.goto(site + path)
    return page


def converted(page: Page, texts: list[str]) -> list[str]:
    """Return texts as the page's script converts them with the rules it fetches."""
    return page.evaluate(  # type: ignore[no-any-return]
        """async (texts) => {
            const rules = await (await fetch(document.querySelector("[data-rules]").dataset.rules)).json();
            return texts.map((text) => zawgyiToUnicode(rules, text));
        }""",
        texts,
    )


def test_browser_and_server_convert_alike(notes: Page) -> None:
    chance = random.Random(1)
    texts = [text for name in ("news", "udhr") for pair in samples.pairs(name) for text in pair]
    texts += [text for pair in samples.words() for text in pair]
    texts += [line for lang in ("my", "shn", "mnw") for line in samples.udhr(lang)]
    texts += ["".join(chance.choices(SIGNS, k=chance.randint(0, 40))) for _ in range(3000)]

    assert converted(notes, texts) == [to_unicode(text) for text in texts]


def test_while_one_types_zawgyi_the_page_shows_it_in_unicode(notes: Page) -> None:
    shown = notes.locator("[data-zawgyi-of=words]")
    assert not shown.is_visible()

    notes.locator("#words").fill(ZAWGYI)
    shown.wait_for(state="visible")
    assert shown.locator("q").inner_text() == UNICODE

    notes.locator("#words").fill(UNICODE)
    shown.wait_for(state="hidden")


def test_what_is_not_zawgyi_is_hardly_ever_taken_for_it(notes: Page) -> None:
    zawgyi = [zawgyi for name in ("news", "udhr") for zawgyi, _ in samples.pairs(name)]
    unicode = [line for lang in ("my", "shn", "mnw") for line in samples.udhr(lang)]
    counted = [notes.evaluate("(lines) => lines.filter(looksLikeZawgyi).length", lines) for lines in (zawgyi, unicode)]

    assert counted == [119, 2], "all long lines; a line of Burmese and one of Mon with broken signs"
