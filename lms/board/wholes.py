"""A whole board, to be counted, cut into pages and taken away: of a small group out of memory, of a large one as kept.

Both say the same; a test holds them to it through random work.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import islice, starmap
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Date, Integer, and_, bindparam, case, func, select, true
from sqlalchemy.orm import Session

from lms.board import queries, rules
from lms.board.models import KeptBoard, KeptCount, KeptLine, KeptStretch
from lms.board.queries import Taken
from lms.board.rules import BoardStep, Count, Limits, Line, Order, Reason, Show, Sums, Work
from lms.cohorts.models import Cohort
from lms.db import Database
from lms.enrolment.models import Enrolment

LINES_AT_ONCE = 500


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
    if session.connection().scalar(_KEPT, here) == taken.revision_id:
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
            "not_begun": Reason.NOT_BEGUN.value if at.late_to_begin else _NONE,
        }
        self.sums = rules.sums(
            steps, [_count(row) for row in session.connection().execute(_counts(at.closed), self._said)]
        )
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
        by = _before_handle(show, order)
        if by is None:
            return [(None, self.sums.shown[show])]
        asked = _stretches(order) if by == Order.HANDLE else _alike(show, order, self._at.closed)
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
        wanted = _page(show, _before_handle(show, order), alike is None, down, self._at.closed)
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
        wanted, after = _after(show, self._at.closed), ""
        while rows := self._read(database, wanted, {"after": after, "limit": LINES_AT_ONCE}):
            yield rows
            after = rows[-1][-1]

    def _by_number(self, database: Database, show: Show, order: Order) -> Iterator[Sequence[Any]]:
        """Yield rows in an order that is asked for once."""
        with database.session() as session:
            asked = session.scalars(_ids(show, order, self._at.closed), self._said, execution_options=_IN_PARTS)
            ids = iter(array("q", asked))
        while some := list(islice(ids, LINES_AT_ONCE)):
            found = {row[0]: row[1:] for row in self._read(database, _OF, {"ids": some})}
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


_NONE = len(Reason) + 1
"""Comes after every reason."""
_IN_PARTS = {"yield_per": LINES_AT_ONCE}

# Rows of plain tables come faster than those of classes.
_LINE, _COUNT = KeptLine.__table__.c, KeptCount.__table__.c

_HERE = and_(_LINE.cohort_id == bindparam("cohort_id"), _LINE.course_id == bindparam("course_id"))
_WORK: tuple[Any, ...] = (
    _LINE.states,
    _LINE.needed_done,
    _LINE.modules_done,
    _LINE.next_place,
    _LINE.stuck_place,
    _LINE.stuck_tries,
    _LINE.quiz_points,
    _LINE.last_day,
    _LINE.finished,
)
_OF = select(_LINE.account_id, _LINE.handle, *_WORK).where(
    _HERE, _LINE.account_id.in_(bindparam("ids", expanding=True))
)


# Making a question takes longer than asking it, so each is made once and kept. What makes objects of rows is passed by.

_KEPT = select(KeptBoard.revision_id).where(
    KeptBoard.cohort_id == bindparam("cohort_id"), KeptBoard.course_id == bindparam("course_id")
)


@cache
def _counts(closed: bool) -> Any:
    """Return the question how many learners need help, finished and so on, by what they have done."""
    helped = _first_reason(closed, _COUNT.finished, _COUNT.stuck, _COUNT.needed_done, _COUNT.last_day)
    learners = _COUNT.learners
    return (
        select(
            _COUNT.needed_done,
            _COUNT.modules_done,
            func.sum(learners),
            func.sum(case((helped < _NONE, learners), else_=0)),
            func.sum(case((_COUNT.finished, learners), else_=0)),
            func.sum(case((_COUNT.last_day.is_(None), learners), else_=0)),
            func.sum(_COUNT.band_0),
            func.sum(_COUNT.band_1),
            func.sum(_COUNT.band_2),
            func.sum(_COUNT.band_3),
        )
        .where(_COUNT.cohort_id == bindparam("cohort_id"), _COUNT.course_id == bindparam("course_id"))
        .group_by(_COUNT.needed_done, _COUNT.modules_done)
    )


@cache
def _stretches(order: Order) -> Any:
    """Return the question how many learners are in each piece of a board, in the order."""
    table = KeptStretch.__table__.c
    here = and_(table.cohort_id == bindparam("cohort_id"), table.course_id == bindparam("course_id"))
    sorted_by = table.stretch.desc() if order == Order.HANDLE_DOWN else table.stretch
    return select(table.stretch, func.sum(table.learners)).where(here).group_by(table.stretch).order_by(sorted_by)


def _before_handle(show: Show, order: Order) -> Order | None:
    """Return what comes before the handle in an order, as it is sorted upwards; of everybody by handle, the piece."""
    by_handle = Order.HANDLE if show == Show.ALL else None
    return {
        Order.DONE: Order.DONE,
        Order.DONE_DOWN: Order.DONE,
        Order.LAST: Order.LAST,
        Order.LAST_DOWN: Order.LAST,
        Order.HELP: Order.HELP,
    }.get(order, by_handle)


@cache
def _alike(show: Show, order: Order, closed: bool) -> Any:
    """Return the question how many of those to be shown are alike in what an order sorts by, in the order."""
    reason = _first_reason(closed, _COUNT.finished, _COUNT.stuck, _COUNT.needed_done, _COUNT.last_day)
    alike: Any = {Order.DONE: _COUNT.needed_done, Order.LAST: _COUNT.last_day, Order.HELP: reason}[
        _before_handle(show, order) or order
    ]
    shown = {
        Show.ALL: true(),
        Show.HELP: reason < _NONE,
        Show.FINISHED: _COUNT.finished.is_(True),
        Show.NEW: _COUNT.last_day.is_(None),
    }[show]
    here = and_(_COUNT.cohort_id == bindparam("cohort_id"), _COUNT.course_id == bindparam("course_id"))
    label = alike.label("alike")
    sorted_by = {
        Order.DONE_DOWN: label.desc(),
        Order.LAST: label.asc().nulls_first(),
        Order.LAST_DOWN: label.desc().nulls_last(),
    }.get(order, label.asc())
    return select(label, func.sum(_COUNT.learners)).where(here, shown).group_by(label).order_by(sorted_by)


@cache
def _page(show: Show, by: Order | None, none: bool, down: bool, closed: bool) -> Any:
    """Return the question for some of the lines that are alike, by handle, and the places they belong to.

    :param by: in what they are alike; None: they are all lines.
    :param none: whether what they are alike in is nothing: who was never active.
    """
    among = _HERE if show == Show.ALL else and_(_HERE, _is_shown(show, closed))
    if by is not None:
        alike: Any = {
            Order.HANDLE: _LINE.stretch,
            Order.DONE: _LINE.needed_done,
            Order.LAST: _LINE.last_day,
            Order.HELP: _reason(closed),
        }[by]
        among = and_(among, alike.is_(None) if none else alike == bindparam("alike", type_=alike.type))
    sorted_by = _LINE.handle_key.desc() if down else _LINE.handle_key
    # Only handles are walked over, which an index holds by itself.
    first = select(_LINE.handle_key).where(among).order_by(sorted_by).limit(1).offset(bindparam("offset"))
    begun = first.scalar_subquery()
    place = and_(Enrolment.account_id == _LINE.account_id, Enrolment.cohort_id == _LINE.cohort_id)
    return (
        select(_LINE.handle, *_WORK, Enrolment.uid)
        .select_from(KeptLine.__table__)
        .join(Enrolment, place)
        .where(among, _LINE.handle_key <= begun if down else _LINE.handle_key >= begun)
        .order_by(sorted_by)
        .limit(bindparam("limit"))
    )


@cache
def _after(show: Show, closed: bool) -> Any:
    """Return the question for lines by handle, from one on."""
    shown = select(_LINE.handle, *_WORK, _LINE.handle_key)
    wanted = shown.where(_HERE, _is_shown(show, closed), _LINE.handle_key > bindparam("after"))
    return wanted.order_by(_LINE.handle_key).limit(bindparam("limit"))


@cache
def _ids(show: Show, order: Order, closed: bool) -> Any:
    """Return the question who is shown, in order."""
    return select(_LINE.account_id).where(_HERE, _is_shown(show, closed)).order_by(*_ordered(order, closed))


def _count(row: Any) -> Count:
    needed_done, modules_done, learners, helped, finished, new, *results = row
    return Count(needed_done, modules_done, learners, helped, finished, new, results)


def _first_reason(closed: bool, finished: Any, stuck: Any, needed_done: Any, last_day: Any) -> ColumnElement[int]:
    """Return the number of the most pressing reason why somebody needs help, _NONE where there is none: `rules.why`, as
    a database says it.
    """
    if closed:
        return case((finished, _NONE), else_=_NONE)
    return case(
        (finished, _NONE),
        (last_day.is_(None), bindparam("not_begun", type_=Integer)),
        (stuck, Reason.QUIZ.value),
        (last_day <= bindparam("idle_day", type_=Date), Reason.IDLE.value),
        (needed_done < bindparam("least_done", type_=Integer), Reason.BEHIND.value),
        else_=_NONE,
    )


def _reason(closed: bool) -> ColumnElement[int]:
    stuck = _LINE.stuck_place.is_not(None)
    return _first_reason(closed, _LINE.finished, stuck, _LINE.needed_done, _LINE.last_day)


def _is_shown(show: Show, closed: bool) -> ColumnElement[bool]:
    return {
        Show.ALL: true(),
        Show.HELP: _reason(closed) < _NONE,
        Show.FINISHED: _LINE.finished.is_(True),
        Show.NEW: _LINE.last_day.is_(None),
    }[show]


def _ordered(order: Order, closed: bool) -> tuple[Any, ...]:
    by_handle = _LINE.handle_key
    return {
        Order.HANDLE: (by_handle,),
        Order.HANDLE_DOWN: (by_handle.desc(),),
        Order.DONE: (_LINE.needed_done, by_handle),
        Order.DONE_DOWN: (_LINE.needed_done.desc(), by_handle),
        Order.LAST: (_LINE.last_day.asc().nulls_first(), by_handle),
        Order.LAST_DOWN: (_LINE.last_day.desc().nulls_last(), by_handle),
        Order.HELP: (_reason(closed), by_handle),
    }[order]
