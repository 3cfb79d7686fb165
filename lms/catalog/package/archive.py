"""A package read from a zip file that somebody sent. What it claims about itself is not believed."""

import re
import stat
import zipfile
import zlib
from pathlib import Path

from lms.catalog.package.report import Problem
from lms.catalog.package.tree import MOST_BYTES, MOST_FILES, Gatherer, Tree
from lms.said import Said, say

_MOST_ARCHIVE_BYTES = MOST_BYTES
_MOST_DIRECTORY_BYTES = 4 * 1024 * 1024
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_HIDDEN = re.compile(r"(?:^|/)\.\w")


def read_archive(file: Path) -> tuple[Tree, list[Problem]]:
    """Return the files in the zip at `file` as a tree, and a problem for each one that is left out.

    A file is unpacked no further than the size its ending allows, whatever size the archive claims;
    nothing is written to disk. A single folder around everything is taken off.
    """
    gatherer = Gatherer()
    refusal = _not_plain(file)
    if refusal is not None:
        gatherer.refuse("", *refusal)
        return Tree({}), gatherer.problems
    try:
        with zipfile.ZipFile(file) as archive:
            _unpack(archive, gatherer)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        gatherer.refuse("", *_damaged())
    return Tree(gatherer.files), gatherer.problems


def _damaged() -> tuple[Said, Said]:
    return say("This is not a sound zip file."), say("Pack the course's folder again.")


def _not_plain(file: Path) -> tuple[Said, Said] | None:
    """Return why the file is refused before zipfile reads its directory, which it does at one go."""
    size = file.stat().st_size
    if size > _MOST_ARCHIVE_BYTES:
        return say("The zip file is too large."), say("Make pictures and sound smaller.")
    with file.open("rb") as stream:
        first = stream.read(4)
        stream.seek(max(0, size - 22))
        end = stream.read(22)
    if first != b"PK\x03\x04" or end[:4] != b"PK\x05\x06":
        # An end record anywhere else means a comment or another file behind the archive: two
        # readers could see two packages.
        return _damaged()
    entries = int.from_bytes(end[10:12], "little")
    if entries > 2 * MOST_FILES or int.from_bytes(end[12:16], "little") > _MOST_DIRECTORY_BYTES:
        return (
            say("The package has more than %(most)d files.", most=MOST_FILES),
            say("Take out what learners do not need."),
        )
    return None


def _unpack(archive: zipfile.ZipFile, gatherer: Gatherer) -> None:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    tops = {entry.filename.partition("/")[0] for entry in entries}
    wrapped = len(tops) == 1 and all("/" in entry.filename for entry in entries)
    for entry in entries:
        path = entry.filename.partition("/")[2] if wrapped else entry.filename
        if gatherer.full:
            return
        if _HIDDEN.search(path):
            continue
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG) or "\0" in entry.orig_filename:
            gatherer.refuse(
                path,
                say("This is a link or a device, not a file."),
                say("Put the file itself here."),
            )
        elif entry.flag_bits & _ENCRYPTED or entry.compress_type not in _STORED_OR_DEFLATED:
            gatherer.refuse(
                path,
                say("The file is locked or packed in an unusual way."),
                say("Pack the course's folder as an ordinary zip without a password."),
            )
        elif gatherer.room_for(path, entry.file_size):
            with archive.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
            if len(data) != entry.file_size:
                gatherer.refuse(path, *_damaged())
            else:
                gatherer.take(path, data)
