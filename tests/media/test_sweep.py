"""Files that nobody owns are swept up."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from lms.media import service
from lms.media.models import Owner
from tests.support.cast import TODAY
from tests.support.ground import Ground
from tests.support.moment import NOON


@pytest.fixture
def folder(ground: Ground) -> Path:
    """Give the folder of the files, emptied."""
    found = service.folder_of(ground.config)
    for file in found.glob("*/*"):
        file.unlink()
    return found


def stored(folder: Path, body: bytes, minutes_ago: int) -> Path:
    """Store a file that was written so many minutes before noon."""
    path = service.path_of(folder, service.store(folder, body))
    written = (NOON - timedelta(minutes=minutes_ago)).timestamp()
    os.utime(path, (written, written))
    return path


def sweep(ground: Ground, db: Session) -> int:
    """Sweep every shelf, as sixteen minutes do; the clock stands meanwhile."""
    minute = NOON.replace(second=0)
    return sum(service.sweep(db, ground.config, minute + timedelta(seconds=60 * n)) for n in range(16))


def test_a_file_that_nobody_has_owned_for_an_hour_goes(ground: Ground, db: Session, folder: Path) -> None:
    old = stored(folder, b"nobody's", 90)

    assert sweep(ground, db) == 1
    assert not old.exists()
    assert sweep(ground, db) == 0


def test_a_young_one_stays_for_its_row_may_be_on_the_way(ground: Ground, db: Session, folder: Path) -> None:
    young = stored(folder, b"just written", 40)

    assert sweep(ground, db) == 0
    assert young.exists()


def test_one_with_an_owner_stays_however_old(ground: Ground, db: Session, folder: Path) -> None:
    path = stored(folder, b"somebody's", 9000)
    service.keep(
        db, sha256=path.name, size_bytes=9, mimetype="image/png", owner=Owner.PERSON, owner_uid="p" * 26, today=TODAY
    )

    assert sweep(ground, db) == 0
    assert path.exists()


def test_what_was_cut_off_while_it_was_written_goes_too(ground: Ground, db: Session, folder: Path) -> None:
    path = stored(folder, b"nobody's", 90)
    part = path.rename(path.with_suffix(".77.part"))

    assert sweep(ground, db) == 1
    assert not part.exists()


def test_a_file_stored_anew_is_young_again(ground: Ground, db: Session, folder: Path) -> None:
    path = stored(folder, b"given again", 90)
    service.store(folder, b"given again")

    assert sweep(ground, db) == 0
    assert path.exists()


def test_a_minute_sweeps_one_shelf(ground: Ground, db: Session, folder: Path) -> None:
    for number in range(64):
        stored(folder, f"nobody's {number}".encode(), 90)
    first = service.sweep(db, ground.config, NOON)

    assert 0 < first < 64
    assert service.sweep(db, ground.config, NOON) == 0
    assert first + sweep(ground, db) == 64


def test_a_file_that_goes_meanwhile_is_no_error(ground: Ground, db: Session, folder: Path) -> None:
    path = stored(folder, b"nobody's", 90)
    path.unlink()
    path.symlink_to(folder / "nowhere")

    assert sweep(ground, db) == 0
