"""From which revision a folder of files was changed. The files do not say: a package is what its author wrote."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.catalog.models import Blob, Course, Folder, Revision, RevisionFile

MOST_REVISIONS = 500
"""So far back the history is looked through."""

Hashes = Mapping[str, str]
"""Path to SHA-256."""


def base_of(session: Session, *, course: Course, mark: str, files: Mapping[str, bytes], hashes: Hashes) -> int | None:
    """Return the number of the revision row that a changed folder is based on; None for a course without any.

    A folder that was loaded from or exported to is known. Any other is compared with the history: its base is the
    revision that differs from it least, in files first and then in lines; of several the oldest, so that a doubt is
    settled by asking and not by writing over somebody's work.
    """
    known = session.scalar(select(Folder.revision_id).where(Folder.course_id == course.id, Folder.mark == mark))
    if known is not None:
        return known
    history = _history(session, course)
    apart = {number: _differing(there, hashes) for number, there in history.items()}
    if not apart:
        return None
    least = min(len(paths) for paths in apart.values())
    nearest = {number: paths for number, paths in apart.items() if len(paths) == least}
    if len(nearest) == 1:
        return next(iter(nearest))
    return min(nearest, key=lambda number: (_lines_apart(session, history[number], nearest[number], files), number))


def _history(session: Session, course: Course) -> dict[int, Hashes]:
    newest = (
        select(Revision.id)
        .where(Revision.course_id == course.id)
        .order_by(Revision.number.desc())
        .limit(MOST_REVISIONS)
        .subquery()
    )
    found: dict[int, dict[str, str]] = {}
    for number, path, sha256 in session.execute(
        select(RevisionFile.revision_id, RevisionFile.path, RevisionFile.sha256)
        .join(newest, newest.c.id == RevisionFile.revision_id)
        .order_by(RevisionFile.revision_id)
    ):
        found.setdefault(number, {})[path] = sha256
    return dict(found)


def _differing(one: Hashes, other: Hashes) -> set[str]:
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


def _lines_apart(session: Session, there: Hashes, paths: set[str], files: Mapping[str, bytes]) -> int:
    wanted = {there[path] for path in paths if path in there}
    rows = session.execute(select(Blob.sha256, Blob.body).where(Blob.sha256.in_(wanted)))
    bodies = {sha256: body for sha256, body in rows}  # noqa: C416 - a row is not a pair of known types
    apart = 0
    for path in paths:
        ours = Counter(files.get(path, b"").splitlines())
        theirs = Counter(bodies.get(there.get(path, ""), b"").splitlines())
        apart += (ours - theirs).total() + (theirs - ours).total()
    return apart
