"""Reads about files."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.media.models import MediaFile


def owners_of(session: Session, sha256: str) -> list[MediaFile]:
    """Return a file's rows, one an owner."""
    return list(session.scalars(select(MediaFile).where(MediaFile.sha256 == sha256)))
