"""Pages in a real Chromium: requests and bytes on a first visit and after it, and when the text can be read on 2G.

On the slow link Chromium delays each request by 800 ms, gives 280 kbit/s, and works at a quarter of its speed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tests.bench import wire
from tests.bench.stage import Say, Set
from tests.support.chromium import CHROMIUM, QUIET

LATENCY_S = 0.8
BYTES_A_SECOND = 280_000 / 8
SLOWER = 4
TURNS = 3
_BLOCKING = "performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus == 'blocking').length"


@dataclass
class Loaded:
    """What it took to show a page; `early` are the requests for which its text had to wait, itself among them."""

    requests: int
    early: int
    total: int
    document: int
    read_s: float


@dataclass
class _Wire:
    """What a page asks of the network, as it happens, and how large each answer is."""

    size: dict[str, int] = field(default_factory=dict)
    first: str = ""

    def listen(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._begin)
        session.on("Network.loadingFinished", self._end)

    def _begin(self, event: dict[str, Any]) -> None:
        self.first = self.first or event["requestId"]

    def _end(self, event: dict[str, Any]) -> None:
        self.size[event["requestId"]] = int(event["encodedDataLength"])


def measure(stage: Set, say: Say) -> dict[str, float]:
    """Measure the pages that a learner sees, in Burmese."""
    if not CHROMIUM.exists():
        say("no /usr/bin/chromium: pages are not measured")
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        figures = dict(_figures(browser, stage, say))
        browser.close()
    return figures


def _figures(browser: Browser, stage: Set, say: Say) -> Iterator[tuple[str, float]]:
    signed = stage.people["learner"]
    attempt = stage.opened[-1]
    pages = {
        "lesson": (stage.lesson, signed),
        "landing": ("/", ""),
        "sign-in": ("/sign-in", ""),
        "course": (stage.course, signed),
        "quiz": (attempt.path, attempt.cookie),
        "result": (_result(stage), stage.opened[-2].cookie),
    }
    for name, (path, cookie) in pages.items():
        say(f"{name}, in Chromium")
        with _visitor(browser, stage, cookie) as (context, address):
            cold = _load(context, address + path)
            warm = _load(context, address + path)
            nxt = _load(context, address + (stage.next_lesson if name == "lesson" else path))
        yield from _said(f"{name}, cold", cold)
        yield from _said(f"{name}, {'next' if name == 'lesson' else 'again'}", nxt)
        yield from _said(f"{name}, warm", warm)
    for name in ("lesson",):
        say(f"{name}, on 2G")
        colds, nexts = [], []
        for _ in range(TURNS):
            with _visitor(browser, stage, signed) as (context, address):
                # Whoever goes on reading follows a link: in a new tab, Chromium would begin a process first.
                page = context.new_page()
                colds.append(_show(page, address + stage.lesson, slow=True))
                nexts.append(_show(page, address + stage.next_lesson, slow=True))
        cold, nxt = (sorted(each, key=lambda one: one.read_s)[TURNS // 2] for each in (colds, nexts))
        least = LATENCY_S + cold.document / BYTES_A_SECOND
        yield "2G: lesson can be read after s", cold.read_s
        yield "2G: ratio to handshake and bytes", cold.read_s / least
        yield "2G: next lesson can be read after s", nxt.read_s


def _said(name: str, loaded: Loaded) -> Iterator[tuple[str, float]]:
    yield f"{name}: requests before the text", loaded.early
    yield f"{name}: bytes of the page", loaded.document
    yield f"{name}: requests", loaded.requests
    yield f"{name}: bytes of all", loaded.total


def _result(stage: Set) -> str:
    """Hand an attempt in and return the address of its result."""
    one = stage.opened[-2]
    path = one.path.rpartition("/")[0]
    answer = wire.fetch(stage.server.port, wire.asking(f"/my{path}", one.cookie, {}))
    assert answer.startswith(b"HTTP/1.1 303"), answer[:200]
    return path


@contextmanager
def _visitor(browser: Browser, stage: Set, cookie: str) -> Iterator[tuple[BrowserContext, str]]:
    address = f"http://127.0.0.1:{stage.server.port}"
    context = browser.new_context(locale="my", viewport={"width": 360, "height": 640})
    if cookie:
        name, _equals, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    yield context, f"{address}/my"
    context.close()


def _load(context: BrowserContext, address: str) -> Loaded:
    page = context.new_page()
    loaded = _show(page, address)
    page.close()
    return loaded


def _show(page: Page, address: str, *, slow: bool = False) -> Loaded:
    session = page.context.new_cdp_session(page)
    seen = _Wire()
    session.send("Network.enable")
    if slow:
        speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
        session.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_S * 1000, **speed})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    seen.listen(session)
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    assert answer.status == 200, f"{address}: {answer.status}"
    page.wait_for_timeout(2500 if slow else 600)
    read_s = _painted_s(page)
    blocking = int(page.evaluate(_BLOCKING))
    session.detach()
    sent = [size for size in seen.size.values() if size]  # What came out of the browser's own store has no bytes.
    return Loaded(len(sent), 1 + blocking, sum(sent), seen.size.get(seen.first, 0), read_s)


def _painted_s(page: Page) -> float:
    """Return when the first text was painted, in seconds after the navigation began."""
    found = page.evaluate("performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)[0] || 0")
    return float(found) / 1000
