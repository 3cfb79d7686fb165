"""What both the pages and the commands do with a file: make it, open it, plan what it changes."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from lms.catalog import loading
from lms.catalog import queries as catalog
from lms.catalog.loading import Ready
from lms.catalog.models import Origin, TextState
from lms.catalog.package.course import read_package
from lms.catalog.queries import Reading
from lms.errors import LmsError
from lms.translating import docx, docx_in, papers, queries, returning
from lms.translating.pairs import pairs
from lms.translating.papers import Key, key_in
from lms.translating.returning import Plan


class NotOurs(LmsError):
    """A document in which no table of ours stands."""

    status = 422
    message = _l(
        "This document was not made here, or the first cell of its table was changed. Get a new file, copy the "
        "translations into it, and send that."
    )


class OfAnotherCourse(LmsError):
    """A file of ours, of another course or another site, or of a revision that this site never had."""

    status = 422
    message = _l(
        "This file was not made from this course on this site. Look whether it belongs to another course; else get a "
        "new file here and copy the translations into it."
    )


class NothingToDo(LmsError):
    """There is no text like that, so no file is made."""

    status = 422
    message = _l("There is no text like that, so there is nothing to translate.")


def file_of(
    session: Session, reading: Reading, *, origin: str, to: str, states: Iterable[TextState] = (), module: str = ""
) -> bytes:
    """Return the file that a translator gets, of the revision that readers see.

    :param states: only texts in one of these states; all where none is named.
    :param module: only texts of the module in this folder.
    :raises NothingToDo: there is none.
    """
    tree = queries.tree(session, reading.revision_id)
    package = read_package(tree)
    found = papers.chosen(pairs(package, origin, to), states=states, module=module)
    if not found:
        raise NothingToDo
    return docx.write(papers.paper(package, found, Key(reading.code, origin, to, tree.digest)))


def opened(data: bytes) -> tuple[Key, list[list[str]]]:
    """Return the key of a file that came back, and its rows.

    :raises NotADocument: it is something else.
    :raises NotOurs: no table of ours is in it.
    """
    rows = docx_in.rows_of(data)
    key = next((found for cells in rows[:20] if cells and (found := key_in(cells[0]))), None)
    if key is None:
        raise NotOurs
    return key, rows


def planned(session: Session, reading: Reading, data: bytes) -> Plan:
    """Return what a file that came back would change in a course.

    :raises OfAnotherCourse: it was not made from it.
    """
    key, rows = opened(data)
    base = queries.revision_with(session, reading.course_id, key.digest) if key.code == reading.code else None
    if base is None or {key.origin, key.to} - set(reading.languages) or key.origin == key.to:
        raise OfAnotherCourse
    head = queries.tree(session, reading.revision_id)
    was = head if base == reading.revision_id else queries.tree(session, base)
    return returning.plan(key, rows, base=was, head=head)


def ready(plan: Plan) -> Ready:
    """Return what a plan leads to, rendered, before any lock is held."""
    assert plan.tree is not None, "there is nothing to take over"
    return loading.from_tree(plan.tree, "", "", Origin.IMPORT)


def before(session: Session, parent_id: int) -> Ready:
    """Return the course as it was in an earlier revision, rendered."""
    return loading.from_tree(queries.tree(session, parent_id), "", "", Origin.IMPORT)


def course(session: Session, slug: str) -> Reading | None:
    """Return the course that commands call `slug`."""
    found = catalog.by_slug(session, slug)
    return catalog.reading(session, found.code) if found else None
