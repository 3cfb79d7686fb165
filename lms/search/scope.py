"""In what somebody may search, and where words stand in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from lms.catalog.models import SearchWord
from lms.catalog.queries import Reading
from lms.search.matching import Shelf


@dataclass(frozen=True)
class Scope:
    """What the reader may find and in which language they read.

    :param courses: the courses they may read, by slug.
    :param members: whether they may read what of these is for members.
    """

    courses: Mapping[str, Reading]
    lang: str
    members: bool

    def shelves(self, session: Session, tokens: Collection[str]) -> dict[str, Shelf]:
        """Return where tokens stand, by the slugs of courses in which one stands."""
        shelves: dict[str, Shelf] = {}
        for slug, token, _sound, places in self.words(session, SearchWord.token.in_(tokens)):
            shelves.setdefault(slug, Shelf(lang=self.number_in(slug))).add(token, places, members=self.members)
        return shelves

    def number_in(self, slug: str) -> int | None:
        """Return the number of the reader's language in a course; None where it is not in it."""
        languages = self.courses[slug].languages
        return languages.index(self.lang) if self.lang in languages else None

    def words(self, session: Session, which: ColumnElement[bool]) -> Iterator[tuple[str, str, str, bytes]]:
        """Yield words of these courses: slug, token, sound, and the places as bytes."""
        slugs = {reading.course_id: slug for slug, reading in self.courses.items()}
        wanted = select(SearchWord.course_id, SearchWord.token, SearchWord.sound, SearchWord.places).where(which)
        for course_id, token, sound, places in session.execute(wanted):
            if course_id in slugs:
                yield slugs[course_id], token, sound, places
