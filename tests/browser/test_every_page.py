"""Every page in a real browser: axe finds nothing, nothing is wider than the screen, nothing leaves the site or is
blocked by its policy, and the way out is in sight."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from tests.support.chromium import context_for
from tests.support.crawl import READERS, Crawler

pytestmark = pytest.mark.browser

LOOKS = {"phone": ("my", 320, "light"), "desk": ("en", 1280, "dark")}
SKIPPED = {"accounts.second_step_set_up"}
"""Its drawing is looked at below, once it is there."""
LOOSE = """[...document.querySelectorAll("i")].map((kept) => kept.parentElement)
  .filter((box) => /flex|grid/.test(getComputedStyle(box).display)).map((box) => box.outerHTML)"""
"""A box that lays out what stands right inside of it would take a sentence with a kept syllable apart."""

_RANDOM = re.compile(r"\b[a-z0-9]{20,}\b")
"""What differs each time a page is fetched: uids, seals."""
_known: set[tuple[str, str]] = set()
"""What readers before saw in a look: half of the pages are the same for all of them, but for the frame around."""


def is_new(look: str, page: str) -> bool:
    """Tell whether no reader before saw these contents in this look, and note them."""
    contents = _RANDOM.sub("", page[page.find("<main") : page.rfind("</main>")])
    known = (look, contents) in _known
    _known.add((look, contents))
    return not known


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("actor", READERS)
def test_a_page_is_accessible_and_fits(crawler: Crawler, chromium: Browser, site: str, actor: str, look: str) -> None:
    lang, width, scheme = LOOKS[look]
    pages = [seen.page for seen in crawler.pages_at_first(actor, lang)]
    # The first one, too, for the frame of this reader.
    paths = [page.path for number, page in enumerate(pages) if is_new(look, page) or not number]
    cookie = "" if actor == "anonymous" else crawler.world.cookies[actor]
    context = context_for(
        chromium, site, cookie, viewport={"width": width, "height": 700}, color_scheme=scheme, reduced_motion="reduce"
    )
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(f"{message.type}: {message.text} {message.location}"))
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"{page.url}: {error}"))

    found = [fault for path in paths for fault in _faults(page, site + path, width)]
    context.close()

    assert not found, "\n".join(found)
    assert [url for url in asked if not url.startswith(site)] == []
    assert [words for words in said if words.startswith(("error", "warning"))] == []
    assert len(pages) >= 2


def _is_in_sight(control: Locator, width: int) -> bool:
    box = control.bounding_box()
    return box is not None and box["x"] + box["width"] <= width and box["y"] + box["height"] <= 100


def _faults(page: Page, address: str, width: int) -> list[str]:
    page.goto(address)
    found = []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{address} is wider than {width}")
    if not page.url.endswith("/closed") and not _is_in_sight(page.locator(".leave button"), width):
        found.append(f"{address}: the way out is not in sight")
    if loose := page.evaluate(LOOSE):
        found.append(f"{address}: syllables stand beside their words in {loose}")
    results = Axe().run(page)
    for violation in results.response["violations"]:
        where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
        found.append(f"{address}: {violation['id']} at {where}")
    return found
