"""Packages as trees: the same from a folder and a zip, and nothing from outside gets in."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.package.archive import read_archive
from lms.catalog.package.check import check_paths
from lms.catalog.package.folder import read_folder
from lms.catalog.package.tree import Tree, unsafe_path
from tests.support.sample_package import SAMPLE, sample_tree

GOOD = {f"course/{path}": data for path, data in sample_tree().items()}


def packed(files: dict[str, bytes], *, level: int = 6) -> bytes:
    """Return a zip of `files`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def special(name: str, mode: int) -> bytes:
    """Return a zip of the sample with one more entry of a special kind."""
    buffer = io.BytesIO(packed(GOOD))
    with zipfile.ZipFile(buffer, "a") as archive:
        entry = zipfile.ZipInfo(f"course/{name}")
        entry.external_attr = mode << 16
        archive.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def lying_size(data: bytes, name: bytes, claimed: int) -> bytes:
    """Return the zip with the size of one entry claimed smaller, in its directory and before its bytes."""
    raw = bytearray(data)
    for signature, offset, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = 0
        while (at := raw.find(signature, at)) >= 0:
            if raw[at + name_at : at + name_at + len(name)] == name:
                struct.pack_into("<I", raw, at + offset, claimed)
            at += 4
    return bytes(raw)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "out by dots": (lambda: packed({**GOOD, "course/../../evil.yaml": b"x"}), "leads out"),
    "out by a root": (lambda: packed({**GOOD, "/etc/evil.yaml": b"x"}), "leads out"),
    "out by a drive": (lambda: packed({**GOOD, "course/c:evil.yaml": b"x"}), "leads out"),
    "out by backslashes": (lambda: packed({**GOOD, "course/..\\evil.yaml": b"x"}), "leads out"),
    "a link": (lambda: special("media/link.svg", 0o120777), "link or a device"),
    "a device": (lambda: special("media/null.svg", 0o020666), "link or a device"),
    "a device of Windows": (lambda: packed({**GOOD, "course/con.yaml": b"x"}), "can't be used"),
    "a name that ends in a dot": (lambda: packed({**GOOD, "course/media/a.svg.": b"x"}), "can't be used"),
    "a name of 4,000 letters": (lambda: packed({**GOOD, f"course/{'a' * 4000}.yaml": b"x"}), "can't be used"),
    "a line end in a name": (lambda: packed({**GOOD, "course/a\nb.yaml": b"x"}), "can't be used"),
    "a zip in the zip": (lambda: packed({**GOOD, "course/media/more.zip": packed(GOOD)}), "no place in a package"),
    "twins but for capitals": (lambda: packed({**GOOD, "course/Course.yaml": b"x"}), "two files of this name"),
    "a bomb of zeros": (lambda: packed({**GOOD, "course/sources.yaml": bytes(200_000_000)}), "larger than 1024 KB"),
    "a bomb that lies": (
        lambda: lying_size(packed({**GOOD, "course/plan.shn.md": bytes(50_000_000)}), b"course/plan.shn.md", 5_000),
        "not a sound zip",
    ),
    "five thousand files": (lambda: packed({f"n{number}.md": b"" for number in range(5_000)}), "more than 2000"),
    "a size that is claimed larger": (
        lambda: lying_size(packed({**GOOD, "course/plan.shn.md": b"short"}), b"course/plan.shn.md", 5_000),
        "not a sound zip",
    ),
    "more than 50 MB": (lambda: b"PK\x03\x04" + bytes(50 * 1024 * 1024), "too large"),
    "cut off": (lambda: packed(GOOD)[:-30], "not a sound zip"),
    "a byte changed": (lambda: _flip(packed(GOOD), 200), "not a sound zip"),
    "another file in front": (lambda: b"#!/bin/sh\n" + packed(GOOD), "not a sound zip"),
    "a comment behind": (lambda: _commented(packed(GOOD)), "not a sound zip"),
    "a password": (lambda: _encrypted(packed(GOOD)), "locked"),
    "not a zip": (lambda: b"PK\x03\x04" + bytes(100), "not a sound zip"),
    "nothing": (lambda: b"", "not a sound zip"),
}


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _commented(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", 5) + b"hello"


def _encrypted(data: bytes) -> bytes:
    raw = bytearray(data)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = 0
        while (at := raw.find(signature, at)) >= 0:
            raw[at + offset] |= 1
            at += 4
    return bytes(raw)


def test_a_folder_and_its_zip_are_the_same_tree(tmp_path: Path) -> None:
    file = tmp_path / "course.zip"
    file.write_bytes(packed(GOOD))

    tree, problems = read_archive(file)

    assert problems == []
    assert dict(tree) == dict(sample_tree())
    assert tree.digest == sample_tree().digest


def test_a_zip_can_be_checked_as_a_folder_can(tmp_path: Path) -> None:
    file = tmp_path / "course.zip"
    file.write_bytes(packed(GOOD))

    assert check_paths([file]).as_json() == check_paths([SAMPLE]).as_json()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_and_writes_nothing(name: str, tmp_path: Path) -> None:
    make, says = HOSTILE[name]
    file = tmp_path / "course.zip"
    file.write_bytes(make())

    report = check_paths([file])

    said = [str(problem) for problem in report.problems]
    assert any(says in each for each in said), said
    assert all(each.startswith((f"{file}:1: ", f"{file}/")) and "/:" not in each for each in said)
    assert all(each.isprintable() for each in said)
    assert [each.name for each in tmp_path.iterdir()] == ["course.zip"]


def test_a_package_that_is_full_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "course.zip"
    file.write_bytes(packed({f"n{number}.md": b"" for number in range(2_100)}))

    _, problems = read_archive(file)

    assert [str(problem) for problem in problems] == [
        "n2000.md:1: The package has more than 2000 files. Take out what learners do not need."
    ]


def test_hidden_files_in_a_zip_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "course.zip"
    file.write_bytes(packed({**GOOD, "course/.DS_Store": b"x", "course/.git/config": b"x"}))

    tree, problems = read_archive(file)

    assert (len(tree), problems) == (len(GOOD), [])


def test_files_that_begin_with_a_dot_are_not_part_of_a_package(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "course.yaml").write_text("a: 1\n")

    tree, problems = read_folder(tmp_path)

    assert (list(tree), problems) == (["course.yaml"], [])


def test_a_tree_changes_its_digest_with_any_byte_or_name() -> None:
    tree = Tree({"a.yaml": b"1", "b.yaml": b"2"})

    assert tree.digest == Tree({"b.yaml": b"2", "a.yaml": b"1"}).digest
    others = [{"a.yaml": b"1"}, {"a.yaml": b"2", "b.yaml": b"1"}, {"a.yaml": b"1", "c.yaml": b"2"}, {}]
    assert len({tree.digest, *(Tree(files).digest for files in others)}) == 5


@given(st.text(alphabet="ab./\\:~ \x00\n\u202eကcon-_A0", max_size=30))
def test_a_path_that_is_let_in_stays_in(path: str) -> None:
    if unsafe_path(path) is None:
        parts = Path(path).parts
        assert 1 <= len(parts) <= 2
        assert path.isascii()
        assert path.isprintable()
        assert not any(part.startswith(".") or part.endswith(".") for part in parts)
