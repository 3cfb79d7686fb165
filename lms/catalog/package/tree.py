"""A package as a tree: an immutable mapping of path to bytes, and the bounds every tree keeps."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from lms.catalog.package.report import Problem
from lms.said import Said, printable, say

KB = 1024
MOST_FILES = 2_000
MOST_BYTES = 50 * KB * KB
MOST_TEXT_BYTES = 3 * KB * KB
"""All texts and drawings of a package: three times a full course of six modules in two languages."""
LARGEST = {
    ".yaml": KB * KB,
    ".md": 100 * KB,
    ".svg": 8 * KB,
    ".webp": 100 * KB,
    ".png": 100 * KB,
    ".jpg": 100 * KB,
    ".mp3": KB * KB,
    ".ogg": KB * KB,
    "": 100 * KB,
}
"""The largest file of each ending, in bytes. Other endings have no place in a package."""
TEXT_ENDINGS = frozenset({".yaml", ".md", ".svg", ""})

TOO_DEEP = (
    say("This lies too deep."),
    say("A package has files and one level of folders: modules and media."),
)
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_DEEPEST = 2


class Tree(Mapping[str, bytes]):
    """The files of a package. Nothing about a tree changes after it is made."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Hold `files`, sorted by path."""
        self._files = dict(sorted(files.items()))

    def __getitem__(self, path: str) -> bytes:
        """Return the bytes of the file at `path`."""
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        """Yield the paths in order."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._files)

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The SHA-256 of each file, as hex."""
        return {path: hashlib.sha256(data).hexdigest() for path, data in self._files.items()}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all paths and hashes: two trees are the same package if and only if it is
        the same.
        """
        listing = "".join(f"{digest} {path}\n" for path, digest in self.hashes.items())
        return hashlib.sha256(listing.encode()).hexdigest()


class Gatherer:
    """Takes files one by one, keeps those within bounds, and notes a problem for each of the
    others.

    A folder and an archive are gathered alike. Ask `room_for` with the size that is claimed before
    reading, so that a file that is too large is never in memory.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._seen: set[str] = set()
        self._bytes = 0
        self._text_bytes = 0
        self.full = False

    def refuse(self, path: str, what: Said, how: Said, line: int = 1) -> None:
        """Note that the file at `path` is left out, and why."""
        self.problems.append(Problem(printable(path), line, what, how))

    def room_for(self, path: str, size: int) -> bool:
        """Say whether a file of `size` bytes at `path` may come in; if not, note why."""
        refusal = unsafe_path(path)
        if refusal is None and path.casefold() in self._seen:
            refusal = (
                say("There are two files of this name."),
                say("Keep one; names that differ only in capital letters count as the same."),
            )
        if refusal is not None:
            self.refuse(path, *refusal)
            return False
        if len(self.files) >= MOST_FILES:
            self.refuse(
                path,
                say("The package has more than %(most)d files.", most=MOST_FILES),
                say("Take out what learners do not need."),
            )
            self.full = True
            return False
        ending = ending_of(path)
        largest = LARGEST.get(ending)
        if largest is None:
            self.refuse(
                path,
                say("Files that end in %(ending)s have no place in a package.", ending=ending),
                say("Take it out, or save it in a form that docs/course-format.md names."),
            )
            return False
        if size > largest:
            self.refuse(
                path,
                say("The file is larger than %(most)d KB.", most=largest // KB),
                say("Make it smaller or split it."),
            )
            return False
        self._bytes += size
        self._text_bytes += size if ending in TEXT_ENDINGS else 0
        if self._bytes > MOST_BYTES or self._text_bytes > MOST_TEXT_BYTES:
            self.refuse(
                path,
                say(
                    "The package is larger than %(all)d MB, or its texts than %(texts)d MB.",
                    all=MOST_BYTES // KB // KB,
                    texts=MOST_TEXT_BYTES // KB // KB,
                ),
                say("Make two courses of it, or its pictures and sound smaller."),
            )
            self.full = True
            return False
        self._seen.add(path.casefold())
        return True

    def take(self, path: str, data: bytes) -> None:
        """Keep the file."""
        self.files[path] = data


def ending_of(path: str) -> str:
    """Return the ending of a path in small letters with its dot, or nothing."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


def unsafe_path(path: str) -> tuple[Said, Said] | None:
    """Return why `path` may not be in a package, or None.

    Refused are paths that leave the folder or are read differently on another system: absolute
    ones, `..`, backslashes, control and right-to-left signs, spaces, device names of Windows, more
    than one folder deep.
    """
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or "\\" in path or ":" in path:
        return (
            say("The path leads out of the package."),
            say("Every file lies in the course's own folder."),
        )
    if len(parts) > _DEEPEST:
        return TOO_DEEP
    if any(not _PART.fullmatch(part) or part.endswith(".") or _RESERVED.match(part) for part in parts):
        return (
            say("The name of this file can't be used."),
            say("Use Latin letters, digits, hyphens and dots, at most 80, and begin with a letter or digit."),
        )
    return None
