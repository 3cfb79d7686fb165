"""Verbs about courses: loading files, giving them back, making derived rows anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.audit import service as audit
from lms.audit.service import Actor
from lms.catalog import history, loading, queries, revisions, rows
from lms.catalog.derived.derive import VERSION, derive
from lms.catalog.loading import Ready
from lms.catalog.models import Course, Revision
from lms.catalog.package.course import read_package
from lms.catalog.package.folder import read_folder
from lms.catalog.package.report import Problem
from lms.catalog.package.tree import Tree
from lms.db import Database
from lms.errors import LmsError
from lms.said import say


class ChangedInBothPlaces(LmsError):
    """The files were changed, and the course here was changed too since the files were loaded or exported."""

    status = 409
    message = _l("The course was changed in both places, here and in the files. Nothing was changed.")

    def __init__(self, ready: Ready) -> None:
        """Keep what was to be loaded."""
        super().__init__()
        self.slug = ready.slug
        self.problem = Problem(
            f"{ready.place}/course.yaml",
            1,
            say("The course was changed in both places, here and in the files. Nothing was changed."),
            say(
                "Export it with “lms course export %(slug)s --to DIR” and bring the two together there; or load with "
                "--replace, and what is here stays in the history only.",
                slug=ready.slug,
            ),
        )


class ChangedMeanwhile(LmsError):
    """What was to be changed is not what readers see any more."""

    status = 409
    message = _l(
        "The course was changed meanwhile. Nothing was changed by you: look at it as it is now, and decide again."
    )


class Outcome(StrEnum):
    """What loading a package led to."""

    NEW = "new"
    """A new revision, which readers see now."""
    SAME = "same"
    """Nothing: readers see these files already."""
    OLDER = "older"
    """Nothing: the course was so once, and has moved on."""


@dataclass(frozen=True)
class Loaded:
    """What loading a package led to, and the revision with its files."""

    slug: str
    code: str
    number: int
    outcome: Outcome


def load(
    session: Session, *, readies: Iterable[Ready], by: Actor | None, today: date, replace: bool = False
) -> list[Loaded]:
    """Load packages: each becomes a new revision, unless the course has had exactly these files before.

    :param by: who loads; None where the site does it by itself, at its start.
    :param today: the day of the new revisions.
    :param replace: let the files stand, whatever was changed here meanwhile; the history keeps that.
    :raises ChangedInBothPlaces: a package was not made from what readers see now.
    """
    return [_load(session, ready, by, today, replace) for ready in readies]


def _load(session: Session, ready: Ready, by: Actor | None, today: date, replace: bool) -> Loaded:
    recognised = recognise(session, tree=ready.tree, mark=ready.mark)
    if recognised is not None and (not replace or recognised.outcome == Outcome.SAME):
        return recognised
    course = queries.by_slug(session, ready.slug) or revisions.begin(session, ready.slug)
    head = queries.head(session, course)
    if head is not None and not replace:
        base = history.base_of(session, course=course, mark=ready.mark, files=ready.tree, hashes=ready.tree.hashes)
        if base != head.id:
            raise ChangedInBothPlaces(ready)
    revision = revisions.add(session, course, head, ready, by.uid if by else "", today)
    revisions.remember(session, course, ready.mark, revision)
    audit.note(session, by, action="course.load", kind="course", uid=course.uid)
    return Loaded(course.slug, course.code, revision.number, Outcome.NEW)


def revise(session: Session, *, ready: Ready, base_id: int, by: Actor | None, action: str, today: date) -> Loaded:
    """Add the next revision of a course that is here, made from the one that readers see.

    :param base_id: the number of the row of the revision that the files of `ready` were made from.
    :param action: what the audit calls it.
    :raises ChangedMeanwhile: readers see another revision now.
    """
    course = queries.by_slug(session, ready.slug)
    head = queries.head(session, course) if course else None
    if course is None or head is None or head.id != base_id:
        raise ChangedMeanwhile
    if head.digest == ready.tree.digest:
        return Loaded(course.slug, course.code, head.number, Outcome.SAME)
    revision = revisions.add(session, course, head, ready, by.uid if by else "", today)
    audit.note(session, by, action=action, kind="course", uid=course.uid)
    return Loaded(course.slug, course.code, revision.number, Outcome.NEW)


def recognise(session: Session, *, tree: Tree, mark: str) -> Loaded | None:
    """Return at which revision exactly these files are here already, and note that the folder is there; else None."""
    known = queries.with_tree(session, tree.digest)
    if known is None:
        return None
    course, revision = known
    head = queries.head(session, course)
    revisions.remember(session, course, mark, revision)
    outcome = Outcome.SAME if head is not None and head.digest == revision.digest else Outcome.OLDER
    return Loaded(course.slug, course.code, revision.number, outcome)


def note_export(session: Session, *, course: Course, revision: Revision, mark: str) -> None:
    """Note that a folder holds the files of a revision now, as `queries.tree` gives them.

    :param mark: stands for the folder, as `loading.mark_of` gives it.
    """
    revisions.remember(session, course, mark, revision)


def rebuild(session: Session, *, course: Course, revision: Revision) -> None:
    """Make anew what is made out of a revision: its files, steps and questions stay as they are."""
    derived = derive(read_package(queries.tree(session, revision)))
    rows.erase(session, revision)
    rows.write(session, course, revision, derived)
    head = queries.head(session, course)
    if head is not None and head.id == revision.id:
        rows.write_index(session, course, derived.index)


def rebuild_outdated(session: Session) -> int:
    """Make anew what another version of the code made; return for how many revisions."""
    wanted = (
        select(Course, Revision).join(Revision, Revision.course_id == Course.id).where(Revision.made_with != VERSION)
    )
    outdated = session.execute(wanted).all()
    for course, revision in outdated:
        rebuild(session, course=course, revision=revision)
    return len(outdated)


@dataclass(frozen=True)
class Start:
    """What was loaded of the courses that come with the site, and what was not."""

    loaded: list[Loaded]
    problems: list[Problem]
    changed_here: list[str]
    """Slugs of courses that were changed in both places: what is here stays."""


def load_all(database: Database, folder: Path, *, media: Path, today: date) -> Start:
    """Load every course in `folder`, each in a transaction of its own, and make anew what an older version made.

    One that can't be loaded keeps no other from it: what readers see stays as it was.

    :param media: where the site's pictures and recordings lie.
    """
    start = Start([], [], [])
    with database.session() as session:
        for place in sorted(file.parent for file in folder.glob("*/course.yaml")):
            _start(database, session, place, start, media=media, today=today)
        database.write(session, rebuild_outdated)
    return start


def _start(database: Database, session: Session, place: Path, start: Start, *, media: Path, today: date) -> None:
    tree, refused = read_folder(place)
    known = None if refused else database.write(session, recognise, tree=tree, mark=loading.mark_of(place))
    if known is not None:
        start.loaded.append(known)
        return
    try:
        readies = loading.ready([place])
        revisions.store_media(media, readies)
        start.loaded.extend(database.write(session, load, readies=readies, by=None, today=today))
    except loading.NotSound as refusal:
        start.problems.extend(refusal.problems)
    except ChangedInBothPlaces as refusal:
        start.changed_here.append(refusal.slug)
