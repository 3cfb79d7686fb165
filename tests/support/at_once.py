"""Several threads that write at the same moment, and the database they write to."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session

from lms.db import Database
from tests.support.ground import Ground

T = TypeVar("T")


@pytest.fixture
def database(ground: Ground, db: Session) -> Iterator[Database]:
    """Give the database, and close the connections of a test's threads behind it."""
    yield ground.database
    db.close()
    ground.database.engine.dispose()


def at_once(works: list[Callable[[], T]]) -> list[T | Exception]:
    """Do all works at the same moment, each in a thread of its own; return what came of each."""
    barrier = threading.Barrier(len(works))

    def do(work: Callable[[], T]) -> T | Exception:
        barrier.wait()
        try:
            return work()
        except Exception as error:  # noqa: BLE001 (each test says which errors are answers)
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(do, works))
