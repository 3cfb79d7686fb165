"""Writes what the site is made of, as CycloneDX 1.6, from the lock and what the installed packages say of themselves.

python -m tools.sbom          writes docs/sbom.cdx.json
python -m tools.sbom check    fails where that is no longer true

No moment and no random number stand in it: the same lock makes the same file.
"""

import json
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "locks" / "run.txt"
PAGE = ROOT / "docs" / "sbom.cdx.json"
OURS = "lms"

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "
NAMED = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Zope Public License": "ZPL-2.1",
    "ISC License (ISCL)": "ISC",
}
"""SPDX names of licences that packages name otherwise."""


def pinned(lock: str) -> dict[str, str]:
    """Return the version of every package in a lock, by its name."""
    return {canonicalize_name(name): version for name, version in _PINNED.findall(lock)}


def described(lock: str) -> dict[str, Any]:
    """Return the description of what a lock installs.

    :raises LookupError: a package of the lock is not installed here in that version, so its licence is not known.
    """
    versions = pinned(lock)
    found = {name: _installed(name, version) for name, version in sorted(versions.items())}
    needs = {name: sorted(_needs(one) & set(versions)) for name, one in found.items()}
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    first = {str(canonicalize_name(Requirement(line).name)) for line in ours["dependencies"]}
    served = _below(first, needs)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "version": ours["version"],
                "licenses": [{"expression": ours["license"]}],
            }
        },
        "components": [_component(name, one, is_served=name in served) for name, one in found.items()],
        "dependencies": [
            {"ref": OURS, "dependsOn": [_ref(each, versions) for each in sorted(first)]},
            *(
                {"ref": _ref(name, versions), "dependsOn": [_ref(each, versions) for each in needs[name]]}
                for name in found
            ),
        ],
    }


def licence_of(one: Distribution) -> str:
    """Return a package's licence as an SPDX expression; "NOASSERTION" where it says nothing that can be read."""
    said = one.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    words = [
        value.removeprefix(_CLASSIFIER) for value in said.get_all("Classifier") or [] if value.startswith(_CLASSIFIER)
    ]
    named = [NAMED[each] for each in words if each in NAMED]
    if named:
        return " OR ".join(sorted(set(named)))
    plain = " ".join(said.get_all("License") or []).strip()
    known = {value.casefold(): value for value in NAMED.values()} | {
        name.casefold(): value for name, value in NAMED.items()
    }
    return known.get(plain.casefold(), known.get(plain.casefold() + " license", "NOASSERTION"))


def _installed(name: str, version: str) -> Distribution:
    try:
        one = distribution(name)
    except PackageNotFoundError as error:
        raise LookupError(f"{name} is not installed here") from error
    if version != one.version:
        raise LookupError(f"{name} is installed here as {one.version}, and the lock says {version}")
    return one


def _needs(one: Distribution) -> set[str]:
    """Return the packages that one needs, on any platform, without its extras."""
    wanted = [Requirement(line) for line in one.requires or []]
    return {str(canonicalize_name(each.name)) for each in wanted if "extra ==" not in str(each.marker or "")}


def _below(first: set[str], needs: dict[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    ahead = set(first)
    while ahead:
        one = ahead.pop()
        reached.add(one)
        ahead |= set(needs[one]) - reached
    return reached


def _ref(name: str, versions: dict[str, str]) -> str:
    return f"pkg:pypi/{name}@{versions[name]}"


def _component(name: str, one: Distribution, *, is_served: bool) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{one.version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": one.version,
        # What only builds the package is in the lock, and not in a running site.
        "scope": "required" if is_served else "excluded",
        "licenses": [{"expression": licence_of(one)}],
        "purl": purl,
    }


def text() -> str:
    """Return the file as it should be."""
    return json.dumps(described(LOCK.read_text("utf-8")), indent=1, ensure_ascii=False) + "\n"


def main(words: list[str]) -> int:
    """Write the file, or say that it is stale."""
    try:
        wanted = text()
    except LookupError as error:
        print(f"locks/run.txt: {error}: install it first", file=sys.stderr)
        return 1
    if words == ["check"]:
        if not PAGE.exists() or PAGE.read_text("utf-8") != wanted:
            print("docs/sbom.cdx.json: is not what locks/run.txt installs: run `python -m tools.sbom`", file=sys.stderr)
            return 1
        return 0
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
