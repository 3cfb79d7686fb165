"""A tree written to a folder on disk: all of it, or, in a folder that has files already, file by file."""

import shutil
from pathlib import Path

from lms.catalog.package.tree import Tree


def write_folder(tree: Tree, folder: Path) -> None:
    """Make `folder` hold the files of `tree`. Names that begin with a dot (.git) are not part of a package and stay.

    A folder that is not there, or empty, appears whole or not at all.
    """
    if not folder.exists() or not any(folder.iterdir()):
        _whole(tree, folder)
        return
    for path, data in tree.items():
        _write(folder / path, data)
    for file in sorted(folder.rglob("*"), reverse=True):
        inside = file.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts):
            continue
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif inside.as_posix() not in tree:
            file.unlink()


def _whole(tree: Tree, folder: Path) -> None:
    partial = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        for path, data in tree.items():
            file = partial / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _write(file: Path, data: bytes) -> None:
    if file.is_file() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.part")
    partial.write_bytes(data)
    partial.replace(file)
