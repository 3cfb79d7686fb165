"""Every page, for every role: nothing that axe finds fault with, and nothing wider than a phone."""

from itertools import product
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Cookie, Page

from tests.browser.conftest import ROLES, Site
from tests.browser.walk import walk

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PHONE, DESK = 320, 1280
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def findings(page: Page) -> list[str]:
    """Return what axe finds on a page, each with its place."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:150]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "my"])
@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing(
    site: Site, chromium: Browser, cookies: dict[str, list[Cookie]], role: str, lang: str
) -> None:
    faults, looked_at = [], 0
    with chromium.new_context() as reader:
        reader.add_cookies(cookies[role])  # type: ignore[arg-type]
        addresses = [address for address, _text in walk(reader, f"{site.address}/{lang}/")]
    for width, scheme in product((PHONE, DESK), SCHEMES):
        # The policy of our pages keeps axe out, too.
        with chromium.new_context(
            viewport={"width": width, "height": 640}, color_scheme=scheme, bypass_csp=True
        ) as context:
            context.add_cookies(cookies[role])  # type: ignore[arg-type]
            page = context.new_page()
            for address in addresses:
                page.goto(address)
                faults += [f"{address} at {width}, {scheme}: {fault}" for fault in findings(page)]
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                    faults.append(f"{address} at {width}: it scrolls sideways")
                looked_at += 1
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:40])
    assert looked_at >= 4 * 5


def test_axe_finds_a_fault_that_is_there(chromium: Browser) -> None:
    """This shows that the test above can fail."""
    page = chromium.new_page()
    page.set_content("<html><main><h1>A</h1><input name=a><p style='color:#ccc'>faint</p></main></html>")

    assert {fault.split(":")[0] for fault in findings(page)} >= {"html-has-lang", "label", "color-contrast"}
    page.close()
