"""What the site is made of, as other tools read it."""

import json
from importlib.metadata import distribution

import pytest

from tools import sbom


def test_the_file_says_what_the_lock_installs() -> None:
    assert sbom.main(["check"]) == 0


def test_every_package_has_a_version_and_a_licence() -> None:
    said = json.loads(sbom.PAGE.read_text("utf-8"))
    versions = sbom.pinned(sbom.LOCK.read_text("utf-8"))

    assert {each["name"]: each["version"] for each in said["components"]} == versions
    assert len(versions) > 30
    assert [each for each in said["components"] if each["licenses"][0]["expression"] == "NOASSERTION"] == []
    named = {each["bom-ref"] for each in said["components"]} | {"lms"}
    assert {ref for each in said["dependencies"] for ref in (each["ref"], *each["dependsOn"])} == named


def test_what_only_builds_is_told_from_what_serves() -> None:
    scope = {each["name"]: each["scope"] for each in json.loads(sbom.PAGE.read_text("utf-8"))["components"]}

    assert (scope["flask"], scope["werkzeug"], scope["hatchling"]) == ("required", "required", "excluded")


def test_a_lock_that_changed_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sbom, "PAGE", sbom.LOCK)

    assert sbom.main(["check"]) == 1
    assert "run `python -m tools.sbom`" in capsys.readouterr().err


def test_a_package_that_is_not_installed_as_locked_is_told() -> None:
    with pytest.raises(LookupError, match="and the lock says"):
        sbom.described("flask==0.0.1 \\\n")
    with pytest.raises(LookupError, match="not installed"):
        sbom.described("no-such-package-anywhere==1 \\\n")


def test_a_licence_is_read_however_it_is_said() -> None:
    assert sbom.licence_of(distribution("waitress")) == "ZPL-2.1"
    assert sbom.licence_of(distribution("flask")) == "BSD-3-Clause"
