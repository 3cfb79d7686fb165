"""The small good package that tests read, and change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from lms.catalog.package.folder import read_folder
from lms.catalog.package.tree import Tree

SAMPLE = Path(__file__).parents[1] / "catalog" / "sample"
MODULE = "01-power-shared"
LESSON = f"{MODULE}/01-why-share-power"


class Draft:
    """A copy of the sample that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        """Copy the sample to `folder`/sample."""
        self.folder = folder / "sample"
        shutil.copytree(SAMPLE, self.folder)

    def put(self, path: str, old: str, new: str) -> int:
        """Replace `old`, which stands there once, by `new`; return the line it stands on."""
        text = (self.folder / path).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (self.folder / path).write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def write(self, path: str, data: bytes | str) -> int:
        """Write a file; return 1, the line a problem with the whole file is on."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return 1

    def append(self, path: str, text: str) -> int:
        """Add `text` at the end; return the line it begins on."""
        before = (self.folder / path).read_text("utf-8")
        assert before.endswith("\n")
        (self.folder / path).write_text(before + text, "utf-8")
        return before.count("\n") + 1

    def remove(self, path: str) -> int:
        """Delete a file; return 1."""
        (self.folder / path).unlink()
        return 1

    def contents(self) -> dict[str, bytes | str]:
        """Return what lies in the folder, links by where they lead."""
        return dict(self._contents())

    def _contents(self) -> Iterator[tuple[str, bytes | str]]:
        for file in sorted(self.folder.rglob("*")):
            if file.is_symlink():
                yield str(file), str(file.readlink())
            elif file.is_file():
                yield str(file), file.read_bytes()


def sample_tree() -> Tree:
    """Return the sample as a tree."""
    tree, problems = read_folder(SAMPLE)
    assert not problems
    return tree
