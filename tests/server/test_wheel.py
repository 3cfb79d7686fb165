"""The wheel: everything that a site needs travels in it."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.server import ROOT, Serving, environment, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT], check=True)
    (made,) = folder.glob("lms-*.whl")
    return made


def test_pages_and_their_files_come_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", "--target", tmp_path / "installed", wheel], check=True)
    # The packages it needs are those of the tests; the site itself is found in the wheel first.
    here = {"PYTHONPATH": str(tmp_path / "installed")}
    at = subprocess.run(
        [sys.executable, "-c", "import lms; print(lms.__file__)"],
        cwd=tmp_path,
        env=environment(tmp_path / "instance", **here),
        capture_output=True,
        text=True,
        check=True,
    )
    assert at.stdout.startswith(str(tmp_path / "installed"))

    with serving(tmp_path / "instance", cwd=tmp_path, **here) as server:
        for lang in ("my", "en"):
            status, body = server.visit().get(f"/{lang}/sign-in")
            assert status == 200
            assert f'lang="{lang}"'.encode() in body
        assert _stylesheet(server, body)


def _stylesheet(server: Serving, body: bytes) -> bool:
    named = re.search(rb'href="(/static/site\.[0-9a-f]+\.css)"', body)
    assert named is not None
    return server.visit().get(named[1].decode())[0] == 200


def test_the_wheel_holds_no_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert not [name for name in names if re.search(r"(^|/)(instance|tests|\.git|\.venv)/", name)]
    assert [name for name in names if name.endswith("messages.po")]
    assert [name for name in names if name.endswith("LICENSE")]
