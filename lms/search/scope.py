"""In what somebody may search, and where words stand in it."""

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from lms.catalog.derived.postings import MEMBERS, unpacked
from lms.catalog.models import SearchWord
from lms.catalog.queries import Reading
from lms.search.matching import Shelf


@dataclass(frozen=True)
class Scope:
    """What the reader may find and in which language they read.

    :param courses: the courses they may read, by slug and in that order.
    :param members: whether they may read what of these is for members.
    """

    courses: Mapping[str, Reading]
    lang: str
    members: bool

    @cached_property
    def by_id(self) -> dict[int, str]:
        """The slugs by the courses' numbers, in the order of slugs."""
        return {reading.course_id: slug for slug, reading in self.courses.items()}

    def shelf(self, session: Session, tokens: Collection[str]) -> Shelf:
        """Return where tokens stand."""
        wanted = select(SearchWord.course_id, SearchWord.token, SearchWord.places)
        rows = session.execute(wanted.where(SearchWord.token.in_(tokens)))
        return Shelf(self.together(rows), self.lang)

    def together(self, rows: Iterable[Row[int, str, bytes]]) -> dict[str, "array[int]"]:
        """Return the places of rows by their keys, ascending; without what this reader may not find.

        :param rows: course, key, places.
        """
        found: dict[str, list[bytes]] = {}
        for course_id, key, places in sorted(rows, key=itemgetter(0)):
            if course_id in self.by_id:
                found.setdefault(key, []).append(places)
        together = {key: unpacked(b"".join(parts)) for key, parts in found.items()}
        return together if self.members else {key: _open(places) for key, places in together.items()}


def _open(places: "array[int]") -> "array[int]":
    return array("Q", [place for place in places if not place & MEMBERS])
