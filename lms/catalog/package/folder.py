"""A package read from a folder on disk, never following a link and never reading more than the
bounds allow.
"""

import os
import stat
from pathlib import Path

from lms.catalog.package.report import Problem
from lms.catalog.package.tree import TOO_DEEP, Gatherer, Tree
from lms.said import say

_MOST_ENTRIES = 10_000


def read_folder(folder: Path) -> tuple[Tree, list[Problem]]:
    """Return the files below `folder` as a tree, and a problem for each one that is left out.

    Files and folders whose name begins with a dot (.git, .DS_Store) are not part of a package and
    are passed over.
    """
    gatherer = Gatherer()
    waiting: list[tuple[Path, str]] = [(folder, "")]
    entries = 0
    while waiting and not gatherer.full:
        place, prefix = waiting.pop(0)
        with os.scandir(place) as listing:
            found = []
            for entry in listing:
                entries += 1
                if entries > _MOST_ENTRIES:
                    break
                found.append(entry)
        if entries > _MOST_ENTRIES:
            gatherer.refuse(
                prefix,
                say("The folder holds more than %(most)d files.", most=_MOST_ENTRIES),
                say("Check that this is the folder of a course."),
            )
            break
        for entry in sorted(found, key=lambda each: each.name):
            if entry.name.startswith(".") or gatherer.full:
                continue
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if "/" in path:
                    gatherer.refuse(path, *TOO_DEEP)
                else:
                    waiting.append((Path(entry.path), f"{path}/"))
            else:
                _read(gatherer, Path(entry.path), path)
    return Tree(gatherer.files), gatherer.problems


def _read(gatherer: Gatherer, file: Path, path: str) -> None:
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        gatherer.refuse(
            path,
            say("This is a link or a device, not a file."),
            say("Put the file itself here."),
        )
        return
    if not gatherer.room_for(path, status.st_size):
        return
    # O_NOFOLLOW: between lstat and open the file could have been changed into a link.
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as stream:
        gatherer.take(path, stream.read(status.st_size))
