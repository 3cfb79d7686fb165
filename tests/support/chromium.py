"""A real Chromium before the site of a test, served by waitress in a thread."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from waitress.server import create_server

from tests.support.ground import Ground

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a run its browser. Where there is none, tests are skipped; with CI=true that is a failure."""
    if not CHROMIUM.exists():
        said = "there is no /usr/bin/chromium: tools/install_for_tests.sh installs it on Debian"
        if os.environ.get("CI") == "true":
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(ground: Ground) -> Iterator[str]:
    """Serve the application of the run; return its address."""
    with served(ground.app) as address:
        yield address


@pytest.fixture(scope="session")
def site_without_policy(ground: Ground) -> Iterator[str]:
    """Serve the same without its Content-Security-Policy, so that nothing but the pages themselves keeps order."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def begin(status: str, headers: Headers, *error: Any) -> Callable[[bytes], object]:
            kept = [(name, value) for name, value in headers if name.lower() != "content-security-policy"]
            return start_response(status, kept, *error)

        return ground.app(environ, begin)

    with served(answer) as address:
        yield address


@contextmanager
def served(app: "WSGIApplication") -> Iterator[str]:
    """Serve an application while the context lasts; give its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def context_for(chromium: Browser, site: str, cookie: str = "", **how: object) -> BrowserContext:
    """Return a browser in which nobody, or the owner of `cookie`, is signed in."""
    context = chromium.new_context(**how)  # type: ignore[arg-type]
    if cookie:
        context.add_cookies([{"name": "lms", "value": cookie, "url": site}])
    return context
