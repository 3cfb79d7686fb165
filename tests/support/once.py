"""What is costly is made by one process of a run; the others wait and read it.

The processes of a run find each other in `TEST_FOLDER`; runs that share one share what lies there.
"""

import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

_FOLDER = "TEST_FOLDER"
_made: list[Path] = []


def pytest_configure() -> None:
    """Make the folder before other processes are started, unless it is given."""
    if _FOLDER not in os.environ:
        _made.append(Path(tempfile.mkdtemp(prefix="lms-tests-")))
        os.environ[_FOLDER] = str(_made[0])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Throw the folder away with whoever made it."""
    del config
    while _made:
        shutil.rmtree(_made.pop(), ignore_errors=True)
        del os.environ[_FOLDER]


def folder() -> Path:
    """Return the folder of the run."""
    return Path(os.environ[_FOLDER])


def once(name: str, make: Callable[[], T]) -> T:
    """Return what `make` returns to the first who asks for `name`."""
    kept = folder() / f"{name}.pickle"
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            made = pickle.dumps(make())
            kept.with_suffix(".new").write_bytes(made)
            kept.with_suffix(".new").rename(kept)
    return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
