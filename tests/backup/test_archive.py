"""The file of a backup: any damage is seen, and a hostile one writes nothing where it should not."""

import gzip
import hashlib
import io
import json
import random
import shutil
import tarfile
from pathlib import Path

import pytest

from lms.backup import archive
from lms.backup.archive import Damaged, Manifest, Member
from lms.errors import CommandRefused
from tests.support.installation import Installation

DAMAGES = 1000


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, bare_installation: Path) -> bytes:
    """Make a backup of an installation in which nobody is."""
    folder = tmp_path_factory.mktemp("good")
    shutil.copytree(bare_installation, folder / "instance")
    Installation(folder / "instance").lms("backup", folder / "good.lms")
    return (folder / "good.lms").read_bytes()


def test_every_one_of_a_thousand_damaged_bytes_is_seen(good: bytes, tmp_path: Path) -> None:
    file = tmp_path / "copy.lms"
    file.write_bytes(good)
    archive.verify(file)
    chance = random.Random(1)
    # The whole first line, where an unlucky change would be to the proof itself, and places all over.
    places = [*range(80), *(chance.randrange(len(good)) for _ in range(DAMAGES - 80))]
    for place in places:
        wrong = bytearray(good)
        wrong[place] ^= 1 << chance.randrange(8)
        file.write_bytes(wrong)
        with pytest.raises(Damaged):
            archive.verify(file)


@pytest.mark.parametrize("cut", [0, 1, 77, 78, 79, 500, -1])
def test_a_backup_that_was_cut_off_is_seen(good: bytes, tmp_path: Path, cut: int) -> None:
    file = tmp_path / "cut.lms"
    file.write_bytes(good[:cut])
    with pytest.raises(Damaged):
        archive.verify(file)


def test_a_byte_too_many_is_seen(good: bytes, tmp_path: Path) -> None:
    file = tmp_path / "long.lms"
    file.write_bytes(good + b"\0")
    with pytest.raises(Damaged):
        archive.verify(file)


BODY = b"not a database, and nobody asks here"
ME = Member(archive.DATABASE, len(BODY), hashlib.sha256(BODY).hexdigest())


def _manifest(*members: Member, **wrong: object) -> bytes:
    said = {
        "format": 1,
        "step": "0001",
        "version": "0",
        "made": "",
        "key_check": "",
        "members": [vars(member) for member in members],
    }
    return json.dumps(said | wrong).encode()


def _file(folder: Path, manifest: bytes, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    """Write an archive with the right hash in front, whatever is in it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for about, body in ((_named(archive.MANIFEST), manifest), *members):
            about.size = len(body) if about.isreg() else 0
            tar.addfile(about, io.BytesIO(body))
    file = folder / "hostile.lms"
    body = packed.getvalue()
    file.write_bytes(b"LMS BACKUP 1 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    return file


def _named(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.type, about.linkname = kind, link
    return about


def _unpacked(folder: Path, file: Path) -> Manifest:
    inside = folder / "inside"
    inside.mkdir()
    return archive.unpack(file, inside)


def test_an_honest_archive_is_unpacked(tmp_path: Path) -> None:
    file = _file(tmp_path, _manifest(ME), (_named(archive.DATABASE), BODY))

    assert _unpacked(tmp_path, file).members == (ME,)
    assert (tmp_path / "inside" / archive.DATABASE).read_bytes() == BODY


OUT = Member("../out", len(BODY), ME.sha256)
HOSTILE = {
    "a name that leads out": (_manifest(ME, OUT), [(_named(archive.DATABASE), BODY), (_named("../out"), BODY)]),
    "an absolute name": (_manifest(ME), [(_named("/tmp/out"), BODY)]),
    "a link in place of the database": (
        _manifest(ME),
        [(_named(archive.DATABASE, tarfile.SYMTYPE, "/etc/passwd"), b"")],
    ),
    "a device": (_manifest(ME), [(_named(archive.DATABASE, tarfile.CHRTYPE), b"")]),
    "more than the manifest says": (_manifest(ME), [(_named(archive.DATABASE), BODY), (_named("more"), BODY)]),
    "the same name twice": (_manifest(ME, ME), [(_named(archive.DATABASE), BODY), (_named(archive.DATABASE), BODY)]),
    "a larger member than the manifest says": (_manifest(ME), [(_named(archive.DATABASE), BODY + b"!")]),
    "a smaller member": (_manifest(ME), [(_named(archive.DATABASE), BODY[1:])]),
    "other bytes": (_manifest(ME), [(_named(archive.DATABASE), BODY[::-1])]),
    "no database": (_manifest(), []),
    "nothing behind the manifest": (_manifest(ME), []),
    "another format": (_manifest(ME, format=2), [(_named(archive.DATABASE), BODY)]),
    "a size below nothing": (_manifest(Member(archive.DATABASE, -1, "")), [(_named(archive.DATABASE), b"")]),
    "a manifest that is no JSON": (b"{", []),
    "a manifest of another shape": (b"[]", []),
    "a manifest with fields of its own": (_manifest(ME, more="x"), [(_named(archive.DATABASE), BODY)]),
    "a manifest that is deep": (b"[" * 100_000, []),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_archive_is_refused_and_writes_nothing_outside(tmp_path: Path, case: str) -> None:
    manifest, members = HOSTILE[case]
    file = _file(tmp_path, manifest, *members)

    with pytest.raises(Damaged):
        _unpacked(tmp_path, file)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.lms", "inside"]
    written = list((tmp_path / "inside").rglob("*"))
    assert {path.name for path in written} <= {archive.DATABASE}
    assert all(path.stat().st_size <= len(BODY) for path in written)  # However much is packed behind it.


def test_what_is_no_gzip_is_refused(tmp_path: Path) -> None:
    body = gzip.compress(b"x" * 1000)[:-9]
    file = tmp_path / "cut.lms"
    file.write_bytes(b"LMS BACKUP 1 " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    with pytest.raises(Damaged):
        _unpacked(tmp_path, file)


def test_a_bomb_stops_at_the_size_it_claims(tmp_path: Path) -> None:
    huge = Member(archive.DATABASE, 1 << 60, ME.sha256)
    file = _file(tmp_path, _manifest(huge), (_named(archive.DATABASE), BODY))

    with pytest.raises(CommandRefused, match="no room"):
        _unpacked(tmp_path, file)
