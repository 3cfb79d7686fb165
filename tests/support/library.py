"""What the gold set of the search speaks of: the site's own courses, and the Declaration, a line a step."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from lms import ids
from lms.catalog import queries, rows, service
from lms.catalog.derived.entries import Entry, EntryKind
from lms.catalog.derived.postings import index
from lms.catalog.models import Course, Head, Origin, Revision, Step, StepKind
from lms.config import SITE
from lms.seal import Keys
from lms.search.queries import results
from lms.search.scope import Scope
from lms.text.canonical import tidy
from tests.support.courses import ready_site
from tests.support.ground import Ground

DECLARATION = SITE / "tests/data/udhr"
LANGUAGES = ("my", "shn", "mnw")


def add_texts(session: Session, slug: str, lang: str, texts: list[tuple[str, str]]) -> None:
    """Add a course of one language whose steps are these titles and texts, named by their numbers from 1."""
    course = Course(slug=slug, code=ids.new_short(set(queries.codes(session).values())))
    session.add(course)
    session.flush()
    revision = Revision(
        course_id=course.id,
        number=1,
        digest=f"{slug:0<64}"[:64],
        parent_id=None,
        origin=Origin.FILES,
        day=date(2026, 6, 1),
        by_uid="",
        languages=lang,
        open=True,
        made_with=0,
    )
    session.add(revision)
    session.flush()
    session.add(Head(course_id=course.id, revision_id=revision.id))
    codes: set[str] = set()
    for number in range(1, len(texts) + 1):
        codes.add(code := ids.new_short(codes))
        session.add(Step(course_id=course.id, name=str(number), code=code, kind=StepKind.LESSON))
    session.flush()
    entries = [
        Entry(number, EntryKind.STEP, str(number), lang, True, title, tidy(text))
        for number, (title, text) in enumerate(texts, 1)
    ]
    rows.write_index(session, course, index(entries, []))


def fill(session: Session, _keys: Keys) -> None:
    """Load everything."""
    service.load(session, readies=ready_site(), by=None, today=date(2026, 6, 1))
    for lang in LANGUAGES:
        lines = (DECLARATION / f"{lang}.txt").read_text().splitlines()
        add_texts(session, f"udhr-{lang}", lang, [("", line) for line in lines])


class Library:
    """Searches as a member does, and says what was found as the gold set names it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.courses = queries.readings(session)

    def find(self, typed: str, lang: str) -> list[str]:
        """Return every page that was found, the best first."""
        scope = Scope(self.courses, lang, members=True)
        found = results(self.session, typed=typed, scope=scope, per_page=10_000)
        names = {"course": "", "step": "{}", "term": "#{}"}
        return [f"{hit.slug}:{names[hit.kind].format(hit.name)}" for hit in found.hits]


@pytest.fixture
def library(ground: Ground) -> Iterator[Library]:
    """Give the library; it is loaded once a run."""
    ground.lay("library", fill)
    with ground.session() as session:
        yield Library(session)
