"""Keeping files and letting go of them."""

import hashlib
import math
import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.config import Config
from lms.media.models import MediaFile, Owner

UNOWNED_FOR = timedelta(hours=1)
"""How long a file may lie without a row: its row may be on the way."""

SHELVES = "0123456789abcdef"
"""First digits of names. One shelf is swept a minute, so that a large store is not walked while others wait."""

_MOST_NAMES = 500
"""Names asked for in one statement."""


def folder_of(config: Config) -> Path:
    """Return where the files of an installation lie."""
    return config.instance / "media"


def path_of(folder: Path, sha256: str) -> Path:
    """Return where a file lies: `<folder>/ab/ab…`."""
    return folder / sha256[:2] / sha256


def store(folder: Path, body: bytes) -> str:
    """Write bytes under the name of their SHA-256 and return it. Done before the row is written: a file without a row
    is swept up, a row without a file would be a page that breaks."""
    sha256 = hashlib.sha256(body).hexdigest()
    target = path_of(folder, sha256)
    if target.exists():
        target.touch()  # It may be waiting to be swept up: now it is young again.
    else:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = target.with_suffix(f".{os.getpid()}.part")
        with partial.open("wb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(target)
    return sha256


def keep(
    session: Session,
    *,
    sha256: str,
    size_bytes: int,
    mimetype: str,
    owner: Owner,
    owner_uid: str,
    today: date,
) -> MediaFile:
    """Note that a stored file belongs to an owner; noting it twice changes nothing."""
    found = session.get(MediaFile, (sha256, owner, owner_uid))
    if found is None:
        found = MediaFile(
            sha256=sha256,
            owner=owner,
            owner_uid=owner_uid,
            mimetype=mimetype,
            size_bytes=size_bytes,
            made_day=today,
        )
        session.add(found)
    return found


def forget(session: Session, *, owner: Owner, owner_uid: str) -> list[str]:
    """Forget an owner's files; return the names of those that nobody else owns, to be deleted after the commit."""
    mine = list(
        session.scalars(select(MediaFile.sha256).where(MediaFile.owner == owner, MediaFile.owner_uid == owner_uid))
    )
    session.execute(delete(MediaFile).where(MediaFile.owner == owner, MediaFile.owner_uid == owner_uid))
    still = set(session.scalars(select(MediaFile.sha256).where(MediaFile.sha256.in_(mine))))
    return [name for name in mine if name not in still]


def delete_files(folder: Path, names: Iterable[str]) -> None:
    """Delete files that nobody owns any more. Called after the commit that let go of them."""
    for name in names:
        path_of(folder, name).unlink(missing_ok=True)


def sweep(session: Session, config: Config, now: datetime) -> int:
    """Delete the files of this minute's shelf that nobody has owned for an hour, and what was cut off while written."""
    shelf = SHELVES[int(now.timestamp() // 60) % len(SHELVES)]
    oldest = (now - UNOWNED_FOR).timestamp()
    old = [file for file in folder_of(config).glob(f"{shelf}?/*") if _written_at(file) < oldest]
    owned: set[str] = set()
    for start in range(0, len(old), _MOST_NAMES):
        names = [file.name for file in old[start : start + _MOST_NAMES]]
        owned.update(session.scalars(select(MediaFile.sha256).where(MediaFile.sha256.in_(names))))
    unowned = [file for file in old if file.name not in owned]
    for file in unowned:
        file.unlink(missing_ok=True)
    return len(unowned)


def _written_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # Somebody who was erased took it along.
        return math.inf
