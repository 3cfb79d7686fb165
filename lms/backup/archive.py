r"""The file of a backup: one line that vouches for the rest, then a tar.gz.

    LMS BACKUP 1 <SHA-256 of everything after this line, 64 hexadecimal digits>\n
    tar.gz of manifest.json, lms.sqlite, media/<SHA-256> …

The hash finds accidents, not forgers, so a manifest is still read with suspicion: a member may only be what the
manifest says, and lands only where this page puts it.
"""

import gzip
import hashlib
import io
import json
import os
import re
import secrets
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from lms.errors import CommandRefused

DATABASE = "lms.sqlite"
MANIFEST = "manifest.json"
MEDIA = "media/"

_WORD = b"LMS BACKUP 1 "
_LINE_BYTES = len(_WORD) + 64 + 1
_MOST_MANIFEST_BYTES = 256 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_NAME = re.compile(r"lms\.sqlite|media/[0-9a-f]{64}")


class Damaged(CommandRefused):
    """The file is not, or no longer, what was written. Nothing was changed."""


@dataclass(frozen=True)
class Member:
    """One file in the archive."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself.

    `step`: the schema step of its database; `made`: the hour, UTC; `key_check`: tells whether a master key is the one
    that the database was written under.
    """

    step: str
    version: str
    made: str
    key_check: str
    members: tuple[Member, ...]


def sha256_of(file: Path) -> str:
    """Return a file's SHA-256 in hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write(target: Path, manifest: Manifest, sources: dict[str, Path], progress: Callable[[int], None]) -> None:
    """Write a backup to `target`, whole or not at all.

    :param sources: where each member of the manifest is now.
    :param progress: told of bytes as they are packed.
    """
    partial = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b") as stream:
            stream.write(_line("0" * 64))
            hashing = _Hashing(stream)
            with (
                gzip.GzipFile(filename="", mode="wb", fileobj=hashing, compresslevel=6, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
            ):
                said = json.dumps({"format": 1, **asdict(manifest)}, indent=1).encode()
                _add(tar, MANIFEST, len(said), io.BytesIO(said))
                for member in manifest.members:
                    with sources[member.name].open("rb") as source:
                        _add(tar, member.name, member.size_bytes, source)
                    progress(member.size_bytes)
            stream.seek(0)
            stream.write(_line(hashing.digest.hexdigest()))
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
        sync_folder(target.parent)
    finally:
        partial.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def verify(file: Path) -> None:
    """Read the whole file and tell that every byte is as it was written.

    :raises Damaged: a byte differs, is missing, or is one too many.
    """
    with file.open("rb") as stream:
        line = stream.read(_LINE_BYTES)
        if line != _line(hashlib.file_digest(stream, "sha256").hexdigest()):
            raise Damaged(f"{file}: this is no backup, or a damaged one; nothing was changed. Use another copy")


def unpack(file: Path, folder: Path) -> Manifest:
    """Verify a backup and lay its members under `folder`, each checked against the manifest.

    :raises Damaged: the file, or a member, is not what it should be.
    """
    verify(file)
    try:
        with file.open("rb") as stream:
            stream.seek(_LINE_BYTES)
            with gzip.GzipFile(fileobj=stream) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
                manifest = _read_manifest(_next(tar, MANIFEST, _MOST_MANIFEST_BYTES))
                _check_room(manifest, folder)
                for member in manifest.members:
                    _lay(member, _next(tar, member.name, member.size_bytes), folder)
                if tar.next() is not None:
                    raise Damaged(f"{file}: it holds more than its manifest says")
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(f"{file}: it can't be unpacked ({type(error).__name__})") from error
    return manifest


def _line(digest: str) -> bytes:
    return _WORD + digest.encode() + b"\n"


def _add(tar: tarfile.TarFile, name: str, size_bytes: int, source: IO[bytes]) -> None:
    # Neither owner nor time: a copy says nothing of the machine it was made on.
    about = tarfile.TarInfo(name)
    about.size, about.mode = size_bytes, 0o600
    tar.addfile(about, source)


def _next(tar: tarfile.TarFile, name: str, most_bytes: int) -> IO[bytes]:
    about = tar.next()
    if about is None or about.name != name or not about.isreg() or about.size > most_bytes:
        raise Damaged(f"the backup lacks {name}")
    stream = tar.extractfile(about)
    assert stream is not None
    return stream


def _read_manifest(stream: IO[bytes]) -> Manifest:
    said: dict[str, Any] = json.load(stream)
    if said.pop("format") != 1:
        raise Damaged("the backup has a format that this version does not know")
    members = tuple(Member(str(m["name"]), int(m["size_bytes"]), str(m["sha256"])) for m in said.pop("members"))
    names = {member.name for member in members}
    if DATABASE not in names or not all(_NAME.fullmatch(name) for name in names):
        raise Damaged("the backup's manifest names files that can't be in one")
    if any(member.size_bytes < 0 for member in members):
        raise Damaged("the backup's manifest gives a size below nothing")
    return Manifest(**{name: str(value) for name, value in said.items()}, members=members)


def _check_room(manifest: Manifest, folder: Path) -> None:
    needed = sum(member.size_bytes for member in manifest.members)
    if needed > shutil.disk_usage(folder).free:
        raise CommandRefused(
            f"the disk has no room for {needed:,} bytes; nothing was changed. Make room, then try again"
        )


def _lay(member: Member, source: IO[bytes], folder: Path) -> None:
    target = folder / member.name
    target.parent.mkdir(exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    if digest.hexdigest() != member.sha256 or target.stat().st_size != member.size_bytes:
        raise Damaged(f"{member.name} in the backup is not what its manifest says")


class _Hashing(io.RawIOBase):
    """Passes bytes on to a file and hashes them on the way."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        """Say that it takes bytes."""
        return True

    def write(self, data: Any) -> int:
        """Pass `data` on."""
        self.digest.update(data)
        return self.stream.write(data)
