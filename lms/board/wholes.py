"""A whole board, to be counted, cut into pages and taken away: of a small group out of memory, of a large one as kept.

Both say the same; a test holds them to it through random work.
"""

from array import array
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from lms.board import queries, rules
from lms.board.models import KeptBoard, KeptCount, KeptLine
from lms.board.queries import Taken
from lms.board.rules import BoardStep, Count, Limits, Line, Order, Reason, Show, State, Sums, Work
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
    kept = select(KeptBoard.revision_id).where(KeptBoard.cohort_id == cohort.id, KeptBoard.course_id == taken.course_id)
    if session.scalar(kept) == taken.revision_id:
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
        self._steps, self._at = steps, at
        self._here = and_(KeptLine.cohort_id == cohort_id, KeptLine.course_id == course_id)
        self._cohort_id = cohort_id
        here = (KeptCount.cohort_id == cohort_id, KeptCount.course_id == course_id)
        self.sums = rules.sums(steps, [_count(row) for row in session.execute(_counts(at).where(*here))])

    def page(self, session: Session, show: Show, order: Order, offset: int, limit: int) -> list[Line]:
        """Return some of those to be shown, in order."""
        wanted = self._ids(show, order).limit(limit).offset(offset)
        return list(self._lines(session, list(session.scalars(wanted)), places=True))

    def everybody(self, database: Database, show: Show, order: Order) -> Iterator[Line]:
        """Yield all of those to be shown, in order.

        Who is shown, and in which order, is asked once; the lines then come some at a time, each as it is at that
        moment, so that neither memory nor a connection is held while somebody takes a long file slowly.
        """
        with database.session() as session:
            asked = self._ids(show, order).execution_options(yield_per=LINES_AT_ONCE)
            ids = iter(array("q", session.scalars(asked)))
        while some := list(islice(ids, LINES_AT_ONCE)):
            with database.session() as session:
                lines = list(self._lines(session, some, places=False))
            yield from lines

    def _ids(self, show: Show, order: Order) -> Any:
        wanted = select(KeptLine.account_id).where(self._here)
        if show != Show.ALL:
            wanted = wanted.where(_is_shown(show, self._at))
        return wanted.order_by(*_ordered(order, self._at))

    def _lines(self, session: Session, ids: list[int], *, places: bool) -> Iterator[Line]:
        wanted = select(*_SHOWN).where(self._here, KeptLine.account_id.in_(ids))
        uids: dict[int, str] = {}
        if places:
            mine = select(Enrolment.account_id, Enrolment.uid).where(
                Enrolment.cohort_id == self._cohort_id, Enrolment.account_id.in_(ids)
            )
            uids = dict(session.execute(mine).all())
        found = {row[0]: row for row in session.execute(wanted)}
        for id_ in ids:
            if id_ in found:
                _id, handle, said, needed, modules, next_, stuck, tries, points, last_day, finished = found[id_]
                work = Work(self._states(said), needed, modules, next_, stuck, tries, points, ())
                why = self._why(finished, stuck is not None, needed, last_day)
                yield Line(handle, uids.get(id_, ""), work, last_day, finished, why)

    @cache  # noqa: B019  # A board lives as long as a request.
    def _states(self, signs: str) -> tuple[State, ...]:
        return rules.states(signs)

    @cache  # noqa: B019
    def _why(self, finished: bool, stuck: bool, needed: int, last_day: date | None) -> tuple[Reason, ...]:
        return rules.why(self._at, finished, stuck, needed, last_day)


_SHOWN: tuple[Any, ...] = (
    KeptLine.account_id,
    KeptLine.handle,
    KeptLine.states,
    KeptLine.needed_done,
    KeptLine.modules_done,
    KeptLine.next_place,
    KeptLine.stuck_place,
    KeptLine.stuck_tries,
    KeptLine.quiz_points,
    KeptLine.last_day,
    KeptLine.finished,
)


def _counts(at: Limits) -> Any:
    """Return the question how many learners need help, by what they have done: `rules.why`, as databases say it."""
    helped = _first_reason(at, KeptCount.finished, KeptCount.stuck, KeptCount.needed_done, KeptCount.last_day)
    learners = KeptCount.learners
    return select(
        KeptCount.needed_done,
        KeptCount.modules_done,
        func.sum(learners),
        func.sum(case((helped < _NONE, learners), else_=0)),
        func.sum(case((KeptCount.finished, learners), else_=0)),
        func.sum(case((KeptCount.last_day.is_(None), learners), else_=0)),
        func.sum(KeptCount.band_0),
        func.sum(KeptCount.band_1),
        func.sum(KeptCount.band_2),
        func.sum(KeptCount.band_3),
    ).group_by(KeptCount.needed_done, KeptCount.modules_done)


def _count(row: Any) -> Count:
    needed_done, modules_done, learners, helped, finished, new, *results = row
    return Count(needed_done, modules_done, learners, helped, finished, new, results)


_NONE = len(Reason) + 1
"""Comes after every reason."""


def _first_reason(at: Limits, finished: Any, stuck: Any, needed_done: Any, last_day: Any) -> ColumnElement[int]:
    """Return the number of the most pressing reason why somebody needs help, _NONE where there is none."""
    if at.closed:
        return case((finished, _NONE), else_=_NONE)
    return case(
        (finished, _NONE),
        (last_day.is_(None), Reason.NOT_BEGUN.value if at.late_to_begin else _NONE),
        (stuck, Reason.QUIZ.value),
        (last_day <= at.idle_day, Reason.IDLE.value),
        (needed_done < at.least_done, Reason.BEHIND.value),
        else_=_NONE,
    )


def _reason_of_line(at: Limits) -> ColumnElement[int]:
    return _first_reason(
        at, KeptLine.finished, KeptLine.stuck_place.is_not(None), KeptLine.needed_done, KeptLine.last_day
    )


def _is_shown(show: Show, at: Limits) -> ColumnElement[bool]:
    if show == Show.HELP:
        return _reason_of_line(at) < _NONE
    return KeptLine.finished.is_(True) if show == Show.FINISHED else KeptLine.last_day.is_(None)


def _ordered(order: Order, at: Limits) -> tuple[Any, ...]:
    by_handle = KeptLine.handle_key
    return {
        Order.HANDLE: (by_handle,),
        Order.HANDLE_DOWN: (by_handle.desc(),),
        Order.DONE: (KeptLine.needed_done, by_handle),
        Order.DONE_DOWN: (KeptLine.needed_done.desc(), by_handle),
        Order.LAST: (KeptLine.last_day.asc().nulls_first(), by_handle),
        Order.LAST_DOWN: (KeptLine.last_day.desc().nulls_last(), by_handle),
        Order.HELP: (_reason_of_line(at), by_handle),
    }[order]
