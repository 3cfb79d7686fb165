"""Reads about texts in several languages: how far they are, what they say, what they were translated from."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from lms.catalog import queries as catalog
from lms.catalog.models import Blob, Course, Head, Outline, ParallelText, Revision, RevisionFile, TextState
from lms.catalog.package.tree import Tree
from lms.catalog.queries import Reading
from lms.translating.models import Returned

NAME_DIGITS = 12

Counts = dict[str, dict[TextState, int]]
"""How many texts are how far, by language."""


@dataclass(frozen=True)
class Work:
    """A course whose texts somebody looks after."""

    uid: str
    code: str
    languages: tuple[str, ...]
    titles: dict[str, str]
    counts: Counts

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return frozenset({("course", self.uid)})


def works(session: Session) -> list[Work]:
    """Return every course with how far its texts are, by slug."""
    wanted = (
        select(
            Course.uid, Course.code, Revision.languages, Outline.lang, Outline.title, ParallelText.state, func.count()
        )
        .join(Head, Head.course_id == Course.id)
        .join(Revision, Revision.id == Head.revision_id)
        .join(Outline, Outline.revision_id == Revision.id)
        .join(ParallelText, (ParallelText.revision_id == Revision.id) & (ParallelText.lang == Outline.lang))
        .group_by(
            Course.slug, Course.uid, Course.code, Revision.languages, Outline.lang, Outline.title, ParallelText.state
        )
        .order_by(Course.slug)
    )
    found: dict[str, Work] = {}
    for uid, code, languages, lang, title, state, count in session.execute(wanted):
        work = found.setdefault(uid, Work(uid, code, tuple(languages.split()), {}, {}))
        work.titles[lang] = title
        work.counts.setdefault(lang, {})[TextState(state)] = count
    return list(found.values())


@dataclass(frozen=True)
class TextEntry:
    """One text in one language, as a list shows it. `hash` is of its words; empty where they are missing."""

    owner: str
    field: str
    path: str
    hash: str
    state: TextState
    source_lang: str
    source_hash: str

    @property
    def name(self) -> str:
        """Return what it is called in an address, which tells nothing of what it is about."""
        return hashlib.sha256(f"{self.owner}\n{self.field}".encode()).hexdigest()[:NAME_DIGITS]

    @property
    def module(self) -> str:
        """Return the folder of its module; empty outside of modules."""
        return self.path.rpartition("/")[0]


def entries(session: Session, reading: Reading, lang: str) -> list[TextEntry]:
    """Return all texts of a course in one language, in the order of its files."""
    wanted = (
        select(
            ParallelText.owner,
            ParallelText.field,
            ParallelText.path,
            ParallelText.hash,
            ParallelText.state,
            ParallelText.source_lang,
            ParallelText.source_hash,
        )
        .where(ParallelText.revision_id == reading.revision_id, ParallelText.lang == lang)
        .order_by(ParallelText.position)
    )
    return [
        TextEntry(owner, field, path, digest, TextState(state), source_lang, source_hash)
        for owner, field, path, digest, state, source_lang, source_hash in session.execute(wanted)
    ]


def files(session: Session, revision_id: int, paths: Iterable[str]) -> Tree:
    """Return files of a revision; those that it does not have are left out."""
    wanted = _files(revision_id).where(RevisionFile.path.in_(set(paths)))
    return Tree({row.path: row.body for row in session.execute(wanted)})


def source_then(session: Session, reading: Reading, entry: TextEntry) -> Tree:
    """Return the file in which the original stood when a text was translated from it; empty where it was never here.

    It is known by its hash: the newest revision that had these words in this place.
    """
    then = (
        select(ParallelText.revision_id, ParallelText.path)
        .join(Revision, Revision.id == ParallelText.revision_id)
        .where(
            Revision.course_id == reading.course_id,
            ParallelText.owner == entry.owner,
            ParallelText.field == entry.field,
            ParallelText.lang == entry.source_lang,
            ParallelText.hash == entry.source_hash,
        )
        .order_by(Revision.number.desc())
        .limit(1)
        .subquery()
    )
    wanted = (
        select(RevisionFile.path, Blob.body)
        .join(Blob, Blob.sha256 == RevisionFile.sha256)
        .join(then, (then.c.revision_id == RevisionFile.revision_id) & (then.c.path == RevisionFile.path))
    )
    return Tree({row.path: row.body for row in session.execute(wanted)})


def _files(revision_id: int) -> Select[str, bytes]:
    return (
        select(RevisionFile.path, Blob.body)
        .join(Blob, Blob.sha256 == RevisionFile.sha256)
        .where(RevisionFile.revision_id == revision_id)
    )


def tree(session: Session, revision_id: int) -> Tree:
    """Return all files of a revision."""
    return Tree({row.path: row.body for row in session.execute(_files(revision_id))})


def revision_with(session: Session, course_id: int, digest: str) -> int | None:
    """Return the revision of a course whose digest begins so; None where it never had one."""
    return session.scalar(
        select(Revision.id)
        .where(Revision.course_id == course_id, Revision.digest.startswith(digest, autoescape=True))
        .order_by(Revision.number.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Waiting:
    """A file that came back, of a course."""

    reading: Reading
    returned: Returned

    @property
    def uid(self) -> str:
        """Return the file's uid, which stands in addresses."""
        return self.returned.uid

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.reading.places


def waiting(session: Session, course: str, returned: str) -> Waiting | None:
    """Return a file that came back, of the course with this code."""
    reading = catalog.reading(session, course)
    found = session.scalar(select(Returned).where(Returned.uid == returned))
    if reading is None or found is None or found.course_id != reading.course_id:
        return None
    return Waiting(reading, found)


@dataclass(frozen=True)
class Made:
    """The newest revision of a course: its number and day, and the one before."""

    number: int
    day: date
    digest: str
    origin: str
    parent_id: int | None


def newest(session: Session, reading: Reading) -> Made:
    """Return the revision that readers see."""
    row = session.execute(
        select(Revision.number, Revision.day, Revision.digest, Revision.origin, Revision.parent_id).where(
            Revision.id == reading.revision_id
        )
    ).one()
    return Made(*row)
