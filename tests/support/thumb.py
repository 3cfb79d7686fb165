"""A person at a phone: taps what is on the page, types into fields, and counts the taps."""

from dataclasses import dataclass
from types import TracebackType

from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.chromium import context_for

NARROW = {"width": 320, "height": 640}


@dataclass
class Thumb:
    """One thumb on one page; each page it comes to fits the screen and is in the language that was asked for."""

    page: Page
    site: str
    lang: str
    taps: int = 0

    def open(self, path: str) -> None:
        """Go to an address, as a QR code or a bookmark does."""
        self.page.goto(self.site + path)
        self.look()

    def tap(self, what: str) -> None:
        """Tap the first thing that a selector names, which leads to another page."""
        self.taps += 1
        with self.page.expect_navigation():
            self.page.locator(what).first.click()
        self.look()

    def pick(self, what: str, number: int) -> None:
        """Tap one of several things, from 0, and stay on the page."""
        self.taps += 1
        self.page.locator(what).nth(number).click()

    def type(self, field: str, text: str) -> None:
        """Tap a field and type into it."""
        self.taps += 1
        self.page.locator(field).fill(text)

    def look(self) -> None:
        """Hold the page to what every page of a phone must be."""
        assert self.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], self.page.url
        expect(self.page.locator("html")).to_have_attribute("lang", self.lang)

    def at(self, what: str) -> Locator:
        """Return a thing on the page."""
        return self.page.locator(what)

    @property
    def path(self) -> str:
        """Return the path of the page."""
        return self.page.url.removeprefix(self.site)

    @property
    def title(self) -> str:
        """Return the words of its first heading."""
        return self.at("h1").inner_text()


class Phone:
    """A phone of 320 pixels; closed at the end of a `with`."""

    def __init__(self, chromium: Browser, site: str, lang: str, *, scripts: bool = True, cookie: str = "") -> None:
        self.context = context_for(
            chromium, site, cookie, viewport=NARROW, java_script_enabled=scripts, reduced_motion="reduce"
        )
        self.thumb = Thumb(self.context.new_page(), site, lang)

    def __enter__(self) -> Thumb:
        """Give the thumb."""
        return self.thumb

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the phone."""
        self.context.close()
