"""A whole board, to be counted, cut into pages and taken away: of a small group out of memory, of a large one as kept.

Both say the same; a test holds them to it through random work.
"""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Date, Integer, and_, bindparam, case, func, literal, select, true
from sqlalchemy.orm import Session

from lms.board import queries, rules
from lms.board.models import KeptBoard, KeptCount, KeptLine
from lms.board.queries import Taken
from lms.board.rules import BoardStep, Count, Limits, Line, Order, Reason, Show, Sums, Work
from lms.cohorts.models import Cohort
from lms.db import Database
from lms.enrolment.models import Enrolment

LINES_AT_ONCE = 1000


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
    if session.scalar(_KEPT, {"cohort_id": cohort.id, "course_id": taken.course_id}) == taken.revision_id:
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
        self.sums = rules.sums(steps, [_count(row) for row in session.execute(_counts(at.closed), self._said)])
        self._why = cache(partial(rules.why, at))

    def page(self, session: Session, show: Show, order: Order, offset: int, limit: int) -> list[Line]:
        """Return some of those to be shown, in order."""
        some = {**self._said, "limit": limit, "offset": offset}
        return [self._line(*row) for row in session.execute(_page(show, order, self._at.closed), some)]

    def everybody(self, database: Database, show: Show, order: Order) -> Iterator[Line]:
        """Yield all of those to be shown, in order.

        The lines come some at a time, each as it is at that moment, so that neither memory nor a connection is held
        while somebody takes a long file slowly.
        """
        parts = self._by_handle(database, show) if order == Order.HANDLE else self._by_number(database, show, order)
        for rows in parts:
            for row in rows:
                yield self._line(*row)

    def _by_handle(self, database: Database, show: Show) -> Iterator[Sequence[Any]]:
        """Yield rows in the order in which the index has them: each part begins after the last of the one before."""
        wanted, after = _after(show, self._at.closed), ""
        while rows := self._read(database, wanted, {"after": after, "limit": LINES_AT_ONCE}):
            yield [row[1:] for row in rows]
            after = rows[-1][0]

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
        place_uid: str,
        states: str,
        needed_done: int,
        modules_done: int,
        next_place: int | None,
        stuck_place: int | None,
        stuck_tries: int,
        quiz_points: int | None,
        last_day: date | None,
        finished: bool,
    ) -> Line:
        work = Work(states, needed_done, modules_done, next_place, stuck_place, stuck_tries, quiz_points, ())
        why = self._why(finished, stuck_place is not None, needed_done, last_day)
        return Line(handle, place_uid, work, last_day, finished, why)


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
_OF = select(_LINE.account_id, _LINE.handle, literal(""), *_WORK).where(
    _HERE, _LINE.account_id.in_(bindparam("ids", expanding=True))
)


# Making a question takes longer than asking it, so each is made once and kept.

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
def _page(show: Show, order: Order, closed: bool) -> Any:
    """Return the question for the lines of a page, and the places they belong to."""
    ids = _ids(show, order, closed).limit(bindparam("limit")).offset(bindparam("offset")).subquery()
    mine = and_(_HERE, _LINE.account_id == ids.c.account_id)
    place = and_(Enrolment.account_id == _LINE.account_id, Enrolment.cohort_id == _LINE.cohort_id)
    shown = (
        select(_LINE.handle, Enrolment.uid, *_WORK)
        .select_from(ids)
        .join(KeptLine.__table__, mine)
        .join(Enrolment, place)
    )
    return shown.order_by(*_ordered(order, closed))


@cache
def _after(show: Show, closed: bool) -> Any:
    """Return the question for lines by handle, from one on."""
    shown = select(_LINE.handle_key, _LINE.handle, literal(""), *_WORK)
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
