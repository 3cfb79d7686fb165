"""Every page that somebody may see, and every form that stands on one."""

from collections.abc import Iterator
from dataclasses import dataclass

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


class Crawler:
    """Fetches pages as the actors of the matrix; each browser is one actor in one language."""

    def __init__(self, ground: Ground, world: World, browser: Browser) -> None:
        self.ground, self.world, self.browser = ground, world, browser

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
        """Yield every page that an actor may read, in one language, each looked over."""
        browser = self.as_actor(actor, lang)
        addresses = [(rule.endpoint, self.address(browser, actor, rule)) for rule in self.rules()]
        if actor == "learner":
            addresses += self.of_other_steps(browser)
        for endpoint, path in addresses:
            status = browser.client.get(path).status_code
            if status == 200:
                yield Seen(actor, lang, endpoint, browser.get(path, size_bytes=20_000))

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
        """Return every different form that an actor finds on the pages."""
        found: dict[tuple[str, tuple[str, ...]], Form] = {}
        for seen in self.pages(actor, "en"):
            for form in forms_of(seen.page):
                found.setdefault((form.action, tuple(sorted(form.kinds))), form)
        return list(found.values())


@pytest.fixture
def crawler(ground: Ground, world: World, browser: Browser) -> Crawler:
    """Give somebody who fetches every page, on fresh ground."""
    crawler = Crawler(ground, world, browser)
    crawler.lay()
    return crawler
