"""Reads about questions that come and go."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.catalog import queries as catalog
from lms.catalog.package.course import Package
from lms.catalog.queries import Reading
from lms.exchange import formats
from lms.exchange.found import NoSuchFile
from lms.exchange.kept import Kept, unpacked
from lms.exchange.written import Source
from lms.translating.models import Returned


@dataclass(frozen=True)
class Waiting:
    """A file of questions that somebody sent, of a course."""

    reading: Reading
    uid: str
    kept: Kept

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.reading.places


def waiting(session: Session, course: str, brought: str) -> Waiting | None:
    """Return a file of questions for the course with this code."""
    reading = catalog.reading(session, course)
    found = session.scalar(select(Returned).where(Returned.uid == brought))
    if reading is None or found is None or found.course_id != reading.course_id:
        return None
    kept = unpacked(found.body)
    return Waiting(reading, found.uid, kept) if kept else None


@dataclass(frozen=True)
class Pictured:
    """A picture in a file of questions."""

    waiting: Waiting
    name: str
    data: bytes

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.waiting.places


def pictured(session: Session, course: str, brought: str, number: int) -> Pictured | None:
    """Return the picture of the question that begins at a line of a file of questions."""
    found = waiting(session, course, brought)
    if found is None:
        return None
    try:
        _, read = formats.read(found.kept.data, found.kept.lang, found.kept.format)
    except NoSuchFile:
        return None
    files = next((each.files for each in read.brought if each.line == number), {})
    return next((Pictured(found, name, data) for name, data in files.items()), None)


def sources(package: Package, module: str = "") -> list[Source]:
    """Return the questions of the banks of a course, in their order.

    :param module: the folder of one module; empty for all.
    """
    folders = [each for each in package.modules if module in ("", each)]
    paths = [f"{folder}/bank.yaml" for folder in folders]
    return [
        Source(question, path.partition("/")[0], package.line(path, "questions", number))
        for path in paths
        for number, question in package.questions(path)
    ]


def media(package: Package) -> dict[str, bytes]:
    """Return the pictures of a course by their names."""
    return {path.removeprefix("media/"): data for path, data in package.tree.items() if path.startswith("media/")}
