"""Writing a revision: its files, and what is made out of them. Nothing here changes a revision that is there."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms import ids
from lms.catalog import queries, rows
from lms.catalog.derived.derive import VERSION
from lms.catalog.loading import Ready
from lms.catalog.models import Blob, Course, Folder, Head, Revision, RevisionFile
from lms.catalog.package.tree import Tree, ending_of
from lms.media import service as media
from lms.media.models import Owner

MIMETYPES = {
    ".webp": "image/webp",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
}
"""What is sent by itself. Drawings stand inside pages, so they are not among them."""


def store_media(folder: Path, readies: Iterable[Ready]) -> None:
    """Write pictures and recordings to the store. Done before the rows are written, with no lock held."""
    for each in readies:
        for path, data in each.tree.items():
            if ending_of(path) in MIMETYPES:
                media.store(folder, data)


def begin(session: Session, slug: str) -> Course:
    """Begin a course, with a code for its addresses that no other has."""
    course = Course(slug=slug, code=ids.new_short(set(queries.codes(session).values())))
    session.add(course)
    session.flush()  # Its number stands in its revisions.
    return course


def add(session: Session, course: Course, head: Revision | None, ready: Ready, by_uid: str, today: date) -> Revision:
    """Add the next revision of a course, which readers see from now on."""
    revision = Revision(
        course_id=course.id,
        number=head.number + 1 if head else 1,
        digest=ready.tree.digest,
        parent_id=head.id if head else None,
        origin=ready.origin,
        day=today,
        by_uid=by_uid,
        languages=" ".join(ready.derived.languages),
        open=ready.derived.open,
        made_with=VERSION,
    )
    session.add(revision)
    session.flush()  # Its number stands in its files and in every derived row.
    _keep_files(session, revision, ready.tree)
    rows.write(session, course, revision, ready.derived)
    rows.write_index(session, course, ready.derived.index)
    for path, data in ready.tree.items():
        if ending_of(path) in MIMETYPES:
            media.keep(
                session,
                sha256=ready.tree.hashes[path],
                size_bytes=len(data),
                mimetype=MIMETYPES[ending_of(path)],
                owner=Owner.COURSE,
                owner_uid=course.uid,
                today=today,
            )
    session.merge(Head(course_id=course.id, revision_id=revision.id))
    return revision


def _keep_files(session: Session, revision: Revision, tree: Tree) -> None:
    wanted = {sha256: tree[path] for path, sha256 in tree.hashes.items()}
    there = set(session.scalars(select(Blob.sha256).where(Blob.sha256.in_(wanted))))
    missing = [{"sha256": sha256, "body": body} for sha256, body in wanted.items() if sha256 not in there]
    if missing:
        session.execute(insert(Blob), missing)
    files = [{"revision_id": revision.id, "path": path, "sha256": sha256} for path, sha256 in tree.hashes.items()]
    session.execute(insert(RevisionFile), files)


def remember(session: Session, course: Course, mark: str, revision: Revision) -> None:
    """Note which revision lies in a folder now."""
    session.merge(Folder(course_id=course.id, mark=mark, revision_id=revision.id))
