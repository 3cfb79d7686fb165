"""What a query finds in the courses that somebody may read."""

from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from lms.search import matching, rules
from lms.search.hits import Hit, hits
from lms.search.matching import COURSE_KEY_SHIFT, ITEM_MASK, Found
from lms.search.meant import meant
from lms.search.rules import Query
from lms.search.scope import Scope
from lms.text.zawgyi.judge import Verdict, converted, verdict

PER_PAGE = 10
MOST_SCATTERED = 20
"""Things that have only some of the words."""
_RANK_BITS = 48
"""Room for the order of courses and their parts, below what a score is worth."""


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
    typed = typed[: rules.MOST_SIGNS]
    query = rules.query(typed)
    if not query.chunks or not scope.courses:
        return Results([], How.EXACT, 0, 1, 1)
    found, how = _search(session, query, scope)
    if how != How.EXACT and verdict(typed, lang="my") is not Verdict.FINE:
        # A query is too short to be surely Zawgyi: what it finds decides.
        in_unicode, how_then = _search(session, rules.query(converted(typed)), scope)
        found, how = (in_unicode, how_then) if how_then != How.SCATTERED else (found, how)
    keys = _in_order(found, scope)
    if how == How.SCATTERED:
        keys = keys[:MOST_SCATTERED]
    pages = max(1, -(-len(keys) // per_page))
    page = min(max(1, page), pages)
    shown = keys[(page - 1) * per_page : page * per_page]
    return Results(hits(session, shown, found, scope), how, len(keys), page, pages)


def _search(session: Session, query: Query, scope: Scope) -> tuple[Found, How]:
    """Return what was found: exactly, else with slips of typing forgiven, else what has some of the words."""
    shelf = scope.shelf(session, {*query.tokens, *query.terms})
    found = matching.found(shelf, query)
    if found.scores:
        return found, How.EXACT
    lost = [chunk for chunk in query.chunks if not matching.found(shelf, replace(query, chunks=(chunk,))).scores]
    instead = {chunk: meant(session, chunk, scope) for chunk in lost}
    if lost and all(instead.values()):
        forgiven = matching.found(shelf, query, instead)
        if forgiven.scores:
            return forgiven, How.SLIPS
    return matching.scattered(shelf, query), How.SCATTERED


def _in_order(found: Found, scope: Scope) -> list[int]:
    """Return what was found, the best first; what is as good, in the order of courses and of their parts."""
    courses = {course_id: place for place, course_id in enumerate(scope.by_id)}
    ranked = [
        (courses[key >> COURSE_KEY_SHIFT] * (ITEM_MASK + 1) + (key & ITEM_MASK) - (score << _RANK_BITS), key)
        for key, score in found.scores.items()
    ]
    return [key for _rank, key in sorted(ranked)]
