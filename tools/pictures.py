"""Take the pictures of the README anew: python -m tools.pictures

Serves a demo out of a folder that is thrown away, and photographs its pages in Chromium as on a phone.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PORT = 8765
BASE = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Serve, sign in, photograph."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-c", "from lms.cli import main; main()", "run", "--port", str(PORT)],
            env={**os.environ, "LMS_INSTANCE": folder},
        )
        try:
            _wait()
            found = re.search(r"demo staff\s+(.+)", (Path(folder) / "demo.txt").read_text("utf-8"))
            assert found is not None
            _photograph(found[1].strip())
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{BASE}/healthz").close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the site does not answer")


def _photograph(passphrase: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 360, "height": 640}, device_scale_factor=1.5)
        _shoot(page, "/my/", "courses.my")
        page.click("main .card a >> nth=0")
        page.click("main ol a >> nth=0")
        page.screenshot(path=FOLDER / "lesson.my.png")
        _shoot(page, "/my/sign-up", "sign-up.my")
        page.goto(f"{BASE}/en/sign-in")
        page.fill("[name=handle]", "demo staff")
        page.fill("[name=passphrase]", passphrase)
        page.click("main button.primary")
        page.goto(f"{BASE}/en/staff/")
        page.click("main .card a >> nth=0")
        page.click("main .card a >> nth=0")
        page.screenshot(path=FOLDER / "group.en.png")
        board = str(page.get_attribute("main a[href$='/board']", "href"))
        page.set_viewport_size({"width": 1080, "height": 1080})
        _shoot(page, board, "board.en")
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(BASE + board.replace("/en/", "/my/", 1) + "?show=help")
        page.evaluate("scrollTo(0, document.querySelector('.keys').offsetTop - 80)")
        page.screenshot(path=FOLDER / "board.my.png")
        chromium.close()


def _shoot(page: Page, path: str, name: str) -> None:
    page.goto(BASE + path)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
