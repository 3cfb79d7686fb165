"""A whole board, to be counted, cut into pages and taken away: of a small group out of memory, of a large one as kept.

Both say the same; a test holds them to it through random work. What makes objects of rows is passed by: it takes longer
than the database.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import islice, starmap
from typing import Any, Protocol

from sqlalchemy.orm import Session

from lms.board import queries, rules, statements
from lms.board.queries import Taken
from lms.board.rules import BoardStep, Count, Limits, Line, Order, Reason, Show, Sums, Work
from lms.cohorts.models import Cohort
from lms.db import Database

LINES_AT_ONCE = 500
_IN_PARTS = {"yield_per": LINES_AT_ONCE}


class Whole(Protocol):
    """The learners of a cohort in a course."""

    @property
    def sums(self) -> Sums:
        """Return what they come to."""

    def page(self, session: Session, show: Show, order: Order, offset: int, limit: int) -> list[Line]:
        """Return some of those to be shown, in order."""

    def everybody(self, database: Database, show: Show, order: Order) -> Iterator[Line]:
        """Yield all of those to be shown, in order. Lines may lack the place's uid."""


def whole(session: Session, cohort: Cohort, taken: Taken, steps: tuple[BoardStep, ...], at: Limits) -> Whole:
    """Return the board of a cohort in a course."""
    here = {"cohort_id": cohort.id, "course_id": taken.course_id}
    if session.connection().scalar(statements.KEPT, here) == taken.revision_id:
        return Kept(session, cohort.id, taken.course_id, steps, at)
    return Counted(session, cohort, taken.course_id, steps, at)


class Counted:
    """All lines in memory, made of the kept totals of each learner."""

    def __init__(
        self, session: Session, cohort: Cohort, course_id: int, steps: tuple[BoardStep, ...], at: Limits
    ) -> None:
        self._lines = queries.lines(session, cohort, course_id, steps, at)
        self.sums = rules.sums(steps, rules.counted(self._lines))

    def page(self, _session: Session, show: Show, order: Order, offset: int, limit: int) -> list[Line]:
        """Return some of those to be shown, in order."""
        return rules.arranged(self._lines, show, order)[offset : offset + limit]

    def everybody(self, _database: Database, show: Show, order: Order) -> Iterator[Line]:
        """Yield all of those to be shown, in order."""
        return iter(rules.arranged(self._lines, show, order))


class Kept:
    """Kept lines and kept counts of a large group: only what is shown is read."""

    def __init__(
        self, session: Session, cohort_id: int, course_id: int, steps: tuple[BoardStep, ...], at: Limits
    ) -> None:
        self._at = at
        self._said: dict[str, Any] = {
            "cohort_id": cohort_id,
            "course_id": course_id,
            "idle_day": at.idle_day,
            "least_done": at.least_done,
            "not_begun": Reason.NOT_BEGUN.value if at.late_to_begin else statements.NONE,
        }
        counts = session.connection().execute(statements.counts(at.closed), self._said)
        self.sums = rules.sums(steps, [_count(row) for row in counts])
        self._why = cache(partial(rules.why, at))

    def page(self, session: Session, show: Show, order: Order, offset: int, limit: int) -> list[Line]:
        """Return some of those to be shown, in order.

        To reach a page in the middle, a database walks over all lines before it. So lines that are counted are passed
        over by their count, as far as they stand together in the order, and the rest from its nearer end.
        """
        found: list[Line] = []
        for alike, count in self._groups(session, show, order):
            if offset < count and len(found) < limit:
                found += self._some(session, show, order, alike, count, offset, limit - len(found))
            offset = max(0, offset - count)
        return found

    def _groups(self, session: Session, show: Show, order: Order) -> list[tuple[Any, int]]:
        """Return how many of those to be shown are alike in what comes first in the order, in the order."""
        by = statements.before_handle(show, order)
        if by is None:
            return [(None, self.sums.shown[show])]
        asked = statements.stretches(order) if by == Order.HANDLE else statements.alike_in(show, order, self._at.closed)
        rows = session.connection().execute(asked, self._said).all()
        return [(alike, count) for alike, count in rows if count]

    def _some(
        self, session: Session, show: Show, order: Order, alike: Any, count: int, offset: int, limit: int
    ) -> list[Line]:
        """Return some of those who are alike, by handle."""
        behind = max(0, count - offset - limit)
        from_end = behind < offset
        said = {**self._said, "alike": alike, "offset": behind if from_end else offset}
        said["limit"] = min(limit, count - offset)
        down = (order == Order.HANDLE_DOWN) != from_end
        wanted = statements.page(show, statements.before_handle(show, order), alike is None, down, self._at.closed)
        rows = session.connection().execute(wanted, said)
        lines = [self._line(*work)._replace(place_uid=uid) for *work, uid in rows]
        return lines[::-1] if from_end else lines

    def everybody(self, database: Database, show: Show, order: Order) -> Iterator[Line]:
        """Yield all of those to be shown, in order.

        The lines come some at a time, each as it is at that moment, so that neither memory nor a connection is held
        while somebody takes a long file slowly.
        """
        parts = self._by_handle(database, show) if order == Order.HANDLE else self._by_number(database, show, order)
        for rows in parts:
            yield from starmap(self._line, rows)

    def _by_handle(self, database: Database, show: Show) -> Iterator[Sequence[Any]]:
        """Yield rows in the order in which the index has them: each part begins after the last of the one before."""
        wanted, after = statements.after(show, self._at.closed), ""
        while rows := self._read(database, wanted, {"after": after, "limit": LINES_AT_ONCE}):
            yield rows
            after = rows[-1][-1]

    def _by_number(self, database: Database, show: Show, order: Order) -> Iterator[Sequence[Any]]:
        """Yield rows in an order that is asked for once."""
        with database.session() as session:
            wanted = statements.ids(show, order, self._at.closed)
            ids = iter(array("q", session.scalars(wanted, self._said, execution_options=_IN_PARTS)))
        while some := list(islice(ids, LINES_AT_ONCE)):
            found = {row[0]: row[1:] for row in self._read(database, statements.OF, {"ids": some})}
            yield [found[id_] for id_ in some if id_ in found]

    def _read(self, database: Database, wanted: Any, more: dict[str, Any]) -> Sequence[Any]:
        with database.session() as session:
            return session.execute(wanted, {**self._said, **more}).all()

    def _line(
        self,
        handle: str,
        states: str,
        needed_done: int,
        modules_done: int,
        next_place: int | None,
        stuck_place: int | None,
        stuck_tries: int,
        quiz_points: int | None,
        last_day: date | None,
        finished: bool,
        _handle_key: str = "",
    ) -> Line:
        work = Work(states, needed_done, modules_done, next_place, stuck_place, stuck_tries, quiz_points, ())
        why = self._why(finished, stuck_place is not None, needed_done, last_day)
        return Line(handle, "", work, last_day, finished, why)


def _count(row: Any) -> Count:
    needed_done, modules_done, learners, helped, finished, new, *results = row
    return Count(needed_done, modules_done, learners, helped, finished, new, results)
