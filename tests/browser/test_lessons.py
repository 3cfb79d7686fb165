"""Lessons in a real browser: under a policy of their own, in another language, without their line ends."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext
from sqlalchemy.orm import Session

from lms.catalog.package.tree import Tree
from tests.support.browser import Browser
from tests.support.chromium import context_for
from tests.support.courses import LESSON, Shelved, changed, shelved
from tests.support.ground import Ground
from tests.support.sample_package import sample_tree

pytestmark = pytest.mark.browser


def path_of(db: Session, course: Shelved, lang: str) -> str:
    path = f"/{lang}/c/{course.code}/{course.step(LESSON)}"
    db.commit()
    return path


def refusals(context: BrowserContext, address: str) -> tuple[list[str], list[str]]:
    """Return what the browser complains of on a page, and the addresses it asked for."""
    said: list[str] = []
    asked: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    return said, asked


@pytest.mark.parametrize("visit", ["first", "second"])
def test_the_policy_without_scripts_lets_everything_in_that_a_lesson_shows(
    chromium: Chromium, site: str, db: Session, sample: Shelved, visit: str
) -> None:
    path = path_of(db, sample, "my")
    context = context_for(chromium, site)
    if visit == "second":
        refusals(context, site + path)
        assert "look" in {cookie["name"] for cookie in context.cookies()}
    said, asked = refusals(context, site + path)
    colour = context.pages[-1].evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()

    assert said == []
    assert any("/static/icon" in address for address in asked)
    assert colour != "rgba(0, 0, 0, 0)"


def test_a_lesson_in_another_language_is_accessible(chromium: Chromium, site: str, db: Session, ground: Ground) -> None:
    tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", "languages: [my]\npartial: [en]")
    half = shelved(db, ground, Tree({path: data for path, data in tree.items() if not path.endswith("power.en.md")}))
    context = context_for(chromium, site, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(site + path_of(db, half, "en"))
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    notice = page.locator(".notice").inner_text()
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert found == []
    assert notice.endswith("This text is not in this language yet. You read it in: Burmese.")
    assert wide <= 320


def test_no_word_is_read_otherwise_without_the_line_ends(
    chromium: Chromium, browser: Browser, sample: Shelved, site: str
) -> None:
    kept = browser.get("learn.step", course=sample.code, step=sample.step(LESSON))
    loose = re.sub(r"(</?(?:p|div|ul|li|h[1-4]|form|fieldset|figure|dl|dt|dd|nav|main)\b[^<>]*>)", r"\n\1\n", kept)
    page = context_for(chromium, site).new_page()
    read = []
    for html in (kept, loose):
        page.set_content(html)
        read.append(page.locator("body").inner_text())
    page.context.close()

    assert len(loose) > len(kept)
    assert read[0] == read[1]
