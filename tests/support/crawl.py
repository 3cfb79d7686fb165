"""Every page that somebody may see, and every form that stands on one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from werkzeug.routing import Rule

from tests.support.actors import World
from tests.support.browser import Browser
from tests.support.forms import Form, forms_of
from tests.support.ground import Ground
from tests.support.page import Page

READERS = ("anonymous", "learner", "trainer", "staff", "admin", "half", "choosing")
"""One of each kind; the matrix sees to it that the others get no more."""

PAGE_ENDPOINTS = frozenset({"static", "media.send", "healthz", "learn.root", "translating.file", "exchange.picture"})
"""What sends something else than a page."""


@dataclass(frozen=True)
class Seen:
    """A page as somebody saw it."""

    actor: str
    lang: str
    endpoint: str
    page: Page

    def again(self) -> "Seen":
        """Return the same, read once more: what a page consists of is large."""
        page = self.page
        read = Page.read(page, status=page.status, headers=page.headers, path=page.path, size_bytes=page.size_bytes)
        return replace(self, page=read)


Known = dict[tuple[str, str], list[Seen]]
"""What an actor sees in a language while nothing was done yet, without the elements of the pages."""


class Crawler:
    """Fetches pages as the actors of the matrix; each browser is one actor in one language."""

    def __init__(self, ground: Ground, world: World, browser: Browser, known: Known | None = None) -> None:
        self.ground, self.world, self.browser = ground, world, browser
        self._known = {} if known is None else known

    def lay(self) -> None:
        """Bring back the state in which nothing was done yet."""
        self.browser.db.rollback()
        self.ground.lay("matrix", self.world.fill)

    def as_actor(self, actor: str, lang: str = "en") -> Browser:
        """Return a browser in which somebody is signed in."""
        browser = self.browser.another()
        browser.lang = lang
        if actor != "anonymous":
            browser.client.set_cookie("lms", self.world.cookies[actor])
        return browser

    def rules(self) -> Iterator[Rule]:
        """Yield the addresses that can be read."""
        for rule in self.ground.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint not in PAGE_ENDPOINTS:
                yield rule

    def address(self, browser: Browser, actor: str, rule: Rule, side: str = "near") -> str:
        """Return the address of a rule about the thing that is near to an actor."""
        things = {name: self.world.uid(actor, name, side) for name in rule.arguments - {"lang"}}
        return browser.address(rule.endpoint, **things)

    def pages(self, actor: str, lang: str) -> Iterator[Seen]:
        """Yield every page that an actor may read, in one language, as it is now, each looked over."""
        browser = self.as_actor(actor, lang)
        addresses = [(rule.endpoint, self.address(browser, actor, rule)) for rule in self.rules()]
        if actor == "learner":
            addresses += self.of_other_steps(browser)
        for endpoint, path in addresses:
            page = browser.get_if_served(path, size_bytes=20_000)
            if page is not None:
                yield Seen(actor, lang, endpoint, page)

    def pages_at_first(self, actor: str, lang: str) -> Iterator[Seen]:
        """Yield the same as they are while nothing was done yet; they are fetched once a run."""
        if (actor, lang) not in self._known:
            self.lay()
            seen = list(self.pages(actor, lang))
            for one in seen:
                one.page.elements.clear()
            self._known[actor, lang] = seen
        return (seen.again() for seen in self._known[actor, lang])

    def of_other_steps(self, browser: Browser) -> Iterator[tuple[str, str]]:
        """Yield endpoints and addresses at which another kind of step has another page; the rules lead to a lesson."""
        uids = self.world.uids["near"]
        here = {"course": uids["course"]}
        for kind in ("case", "reflection", "quiz", "dialogue", "page"):
            yield "learn.step", browser.address("learn.step", **here, step=uids[kind])
        yield "learn.own", browser.address("learn.own", **here, step=uids["reflection"])
        ending = {"case": uids["case"], "scene": 1, "decision": 2}
        yield "learn.scene", browser.address("learn.scene", **here, **ending)

    def forms(self, actor: str) -> list[Form]:
        """Return every different form that an actor finds on the pages while nothing was done yet."""
        found: dict[tuple[str, tuple[str, ...]], Form] = {}
        for seen in self.pages_at_first(actor, "en"):
            for form in forms_of(seen.page):
                found.setdefault((form.action, tuple(sorted(form.kinds))), form)
        return list(found.values())


@pytest.fixture(scope="session")
def known_pages() -> Known:
    """Keep what was crawled, for the next who asks for it."""
    return {}


@pytest.fixture
def crawler(ground: Ground, world: World, browser: Browser, known_pages: Known) -> Crawler:
    """Give somebody who fetches every page, on fresh ground."""
    crawler = Crawler(ground, world, browser, known_pages)
    crawler.lay()
    return crawler
