"""Small disks of our own, which can be full and can lose their power. They need root, and Linux."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_GO_DOWN = 0x8004587D
"""EXT4_IOC_SHUTDOWN: the file system forgets at once what it had not written to the disk, its own journal too."""
_NO_FLUSH = (2).to_bytes(4, "little")


class NoDisk(Exception):
    """This machine lends no disk; the message says why."""


@dataclass
class Disk:
    """A file system in a file, mounted at `folder`."""

    image: Path
    folder: Path

    def lose_power(self) -> None:
        """Forget everything that was not synced, as a disk does that loses its power."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _GO_DOWN, _NO_FLUSH)
        finally:
            os.close(handle)

    def sync(self) -> None:
        """Write everything to the disk."""
        _run("sync", "-f", self.folder)

    def come_back(self) -> None:
        """Mount it again, as a system does that starts; nothing may be open on it."""
        _run("umount", self.folder)
        self.mount()

    def mount(self) -> None:
        """Mount it."""
        _run("mount", "-o", "loop", self.image, self.folder)

    def fill(self) -> None:
        """Leave no room."""
        with (self.folder / "filler").open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 512, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def make_room(self) -> None:
        """Take away what `fill` put there."""
        (self.folder / "filler").unlink(missing_ok=True)


@contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Lend an ext4 disk of its own until the end of the block.

    :raises NoDisk: the machine lends none.
    """
    if os.name != "posix" or os.geteuid() != 0:
        raise NoDisk("only root may mount a disk")
    if not (shutil.which("mkfs.ext4") and shutil.which("mount")):
        raise NoDisk("mkfs.ext4 is missing (e2fsprogs)")
    made = Disk(folder / "disk.img", folder / "disk")
    made.folder.mkdir()
    with made.image.open("wb") as image:
        image.truncate(megabytes << 20)
    try:
        _run("mkfs.ext4", "-q", "-m", "0", made.image)
        made.mount()
    except subprocess.CalledProcessError as error:
        raise NoDisk(f"no disk can be mounted here: {error.stderr.decode().strip()}") from error
    try:
        yield made
    finally:
        subprocess.run(["umount", "-l", made.folder], check=False, capture_output=True)
        made.image.unlink()


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, capture_output=True)
