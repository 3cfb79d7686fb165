"""The instance folder: closed to others, and held while a process works in it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lms.errors import CommandRefused

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
LOCK = "in-use.lock"


def make_private(folder: Path) -> None:
    """Make the instance folder if it is not there, and close it and its keys to other users of the machine.

    What this process writes from now on is for no other user either.

    :raises CommandRefused: others can still get in, and it is not ours to change.
    """
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    if os.name != "posix":
        return
    _close(folder, PRIVATE_FOLDER)
    for key in sorted((folder / "keys").glob("*.key")):
        _close(key, PRIVATE_FILE)


def _close(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o077:
        try:
            path.chmod(mode)
        except OSError as error:
            raise CommandRefused(f"{path} is open to others: give it to the user that runs this site") from error
    if path.stat().st_mode & 0o077:
        raise CommandRefused(
            f"{path} is open to others and this disk can't close it: move the folder and set LMS_INSTANCE"
        )


@contextmanager
def held(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the instance folder: beside other commands and servers, or alone, as restoring needs it.

    The system lets go of it when the process ends, however it ends.

    :raises CommandRefused: a restore is running; with `alone`, anything is.
    """
    with (folder / LOCK).open("ab") as stream:
        (folder / LOCK).chmod(PRIVATE_FILE)
        if not _lock(stream, alone):
            raise CommandRefused(
                "a server or a command is at work in this instance folder: stop it, then try again"
                if alone
                else "the data is being restored just now: try again when that is done"
            )
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes], alone: bool) -> bool:
        # Windows locks a range for one process only: whoever is not to be alone takes one byte of a thousand.
        first, last = (0, 1000) if alone else (os.getpid() % 1000, os.getpid() % 1000 + 1)
        try:
            stream.seek(first)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, last - first)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(stream: IO[bytes], alone: bool) -> bool:
        try:
            fcntl.flock(stream, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
