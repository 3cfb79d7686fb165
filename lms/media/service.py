"""Keeping files and letting go of them."""

import hashlib
import os
from datetime import date
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.media.models import MediaFile, Owner


def path_of(folder: Path, sha256: str) -> Path:
    """Return where a file lies: `<folder>/ab/ab…`."""
    return folder / sha256[:2] / sha256


def store(folder: Path, body: bytes) -> str:
    """Write bytes under the name of their SHA-256 and return it. Done before the row is written: a file without a row
    is swept up, a row without a file would be a page that breaks."""
    sha256 = hashlib.sha256(body).hexdigest()
    target = path_of(folder, sha256)
    if not target.exists():
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
