"""The course and the languages that a command names."""

from sqlalchemy.orm import Session

from lms.catalog import queries as catalog
from lms.catalog.queries import Reading
from lms.errors import CommandRefused
from lms.translating import desk


def course(session: Session, slug: str) -> Reading:
    """Return the course that is called so.

    :raises CommandRefused: there is none.
    """
    reading = desk.course(session, slug)
    if reading is None:
        known = ", ".join(sorted(catalog.codes(session))) or "none"
        raise CommandRefused(f"there is no course “{slug}”; here are: {known}")
    return reading


def language(reading: Reading, lang: str) -> str:
    """Return a language of the course.

    :raises CommandRefused: the course has not this one.
    """
    if lang not in reading.languages:
        known = ", ".join(reading.languages)
        raise CommandRefused(
            f"the course has no language “{lang}”; it has: {known}. Add it to course.yaml under “partial” and load it"
        )
    return lang
