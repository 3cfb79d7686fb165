"""What a query finds in the courses that somebody may read."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from lms.search import matching, rules
from lms.search.hits import Hit, Key, hits
from lms.search.matching import Found, Shelf
from lms.search.meant import meant
from lms.search.rules import Chunk, Query
from lms.search.scope import Scope

PER_PAGE = 10
MOST_SCATTERED = 20
"""Things that have only some of the words."""


class How(StrEnum):
    """How near what was found is to what was typed."""

    EXACT = "exact"
    SLIPS = "slips"
    """Nothing has just these words; words spelt much alike were found."""
    SCATTERED = "scattered"
    """Nothing has all the words; what has at least half of them was found."""


@dataclass(frozen=True)
class Results:
    """One page of what was found: `count` is of all pages."""

    hits: list[Hit]
    how: How
    count: int
    page: int
    pages: int


def results(session: Session, *, typed: str, scope: Scope, page: int = 1, per_page: int = PER_PAGE) -> Results:
    """Return what was found for what was typed, the best first; the same on every database.

    :param typed: at most `rules.MOST_SIGNS` signs of it are read.
    :param page: from 1; the nearest there is.
    """
    query = rules.query(typed)
    if not query.chunks or not scope.courses:
        return Results([], How.EXACT, 0, 1, 1)
    found, how = _search(session, query, scope)
    keys = _in_order(found)
    if how == How.SCATTERED:
        keys = keys[:MOST_SCATTERED]
    pages = max(1, -(-len(keys) // per_page))
    page = min(max(1, page), pages)
    shown = keys[(page - 1) * per_page : page * per_page]
    return Results(hits(session, shown, found, scope), how, len(keys), page, pages)


def _search(session: Session, query: Query, scope: Scope) -> tuple[dict[str, Found], How]:
    """Return by course what was found: exactly, else with slips of typing forgiven, else what has some of the words."""
    shelves = scope.shelves(session, {*query.tokens, *query.terms})
    found = {slug: matching.found(shelf, query) for slug, shelf in shelves.items()}
    if not _is_any(found):
        forgiven = _with_slips(session, query, scope, shelves)
        if _is_any(forgiven):
            return forgiven, How.SLIPS
        return {slug: matching.scattered(shelf, query) for slug, shelf in shelves.items()}, How.SCATTERED
    return found, How.EXACT


def _with_slips(session: Session, query: Query, scope: Scope, shelves: dict[str, Shelf]) -> dict[str, Found]:
    """Return what is found where each chunk that stands nowhere is what it may have been meant for."""
    lost = [chunk for chunk in query.chunks if not any(_stands(shelf, query, chunk) for shelf in shelves.values())]
    instead = {chunk: meant(session, chunk, scope) for chunk in lost}
    if not lost or not all(instead.values()):
        return {}
    return {
        slug: matching.found(
            shelves.get(slug) or Shelf(lang=scope.number_in(slug)),
            query,
            {chunk: marks[slug] for chunk, marks in instead.items() if slug in marks},
        )
        for slug in scope.courses
    }


def _stands(shelf: Shelf, query: Query, chunk: Chunk) -> bool:
    return bool(shelf.row(chunk.tokens)) or any(shelf.term(key) for key in query.covering(chunk))


def _is_any(found: dict[str, Found]) -> bool:
    return any(each.scores for each in found.values())


def _in_order(found: dict[str, Found]) -> list[Key]:
    """Return what was found, the best first; what is as good, in the order of courses and of their parts."""
    scored = [
        (tuple(-part for part in score), slug, item)
        for slug, each in found.items()
        for item, score in each.scores.items()
    ]
    return [(slug, item) for _score, slug, item in sorted(scored)]
