"""A real Chromium before a real server with the demo's people in it."""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Cookie, sync_playwright

from tests.support.server import run_lms, serving

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""A browser that asks nobody but us; in a container it can't have a sandbox of its own."""

ROLES = ("anonymous", "learner", "trainer", "staff", "admin")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, and let one worker do all of it: each would start a browser and a server."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def missing(what: str) -> None:
    """Leave a test out for want of a tool; where everything must be there, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, so this was not tested")
    pytest.skip(f"{what} is missing")


@dataclass(frozen=True)
class Site:
    """A running site: its address, and who can sign in."""

    address: str
    people: dict[str, tuple[str, str]]
    """Handle and passphrase, by role."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a site with the demo's people, made for this run."""
    instance = tmp_path_factory.mktemp("site") / "instance"
    run_lms(instance, "init")
    made = json.loads(run_lms(instance, "demo", "--learners", 30, "--json").stdout)
    people = {person["role"]: (person["handle"], person["password"]) for person in made["people"]}
    with serving(instance) as server:
        yield Site(f"http://127.0.0.1:{server.port}", people)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, or another that is there."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cookies(site: Site, chromium: Browser) -> dict[str, list[Cookie]]:
    """Sign each role in once, by the page, and keep the cookies."""
    kept: dict[str, list[Cookie]] = {"anonymous": []}
    for role, (handle, passphrase) in site.people.items():
        with chromium.new_context() as context:
            sign_in(context, site, handle, passphrase)
            kept[role] = context.cookies()
    return kept


def sign_in(context: BrowserContext, site: Site, handle: str, passphrase: str) -> None:
    """Sign in as a person does."""
    page = context.new_page()
    page.goto(f"{site.address}/en/sign-in")
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("Passphrase").fill(passphrase)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.close()
