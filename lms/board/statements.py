"""What boards of large groups ask the database. Each statement is made once: making one takes longer than asking it."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, bindparam, case, func, select, true

from lms.board.models import KeptBoard, KeptCount, KeptLine, KeptStretch
from lms.board.rules import Order, Reason, Show
from lms.enrolment.models import Enrolment

NONE = len(Reason) + 1
"""Comes after every reason."""

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
OF = select(_LINE.account_id, _LINE.handle, *_WORK).where(_HERE, _LINE.account_id.in_(bindparam("ids", expanding=True)))
"""The lines of some accounts."""

KEPT = select(KeptBoard.revision_id).where(
    KeptBoard.cohort_id == bindparam("cohort_id"), KeptBoard.course_id == bindparam("course_id")
)
"""By the steps of which revision a board is kept."""


@cache
def counts(closed: bool) -> Any:
    """Return the statement that asks how many learners need help, finished and so on, by what they have done."""
    helped = _first_reason(closed, _COUNT.finished, _COUNT.stuck, _COUNT.needed_done, _COUNT.last_day)
    learners = _COUNT.learners
    return (
        select(
            _COUNT.needed_done,
            _COUNT.modules_done,
            func.sum(learners),
            func.sum(case((helped < NONE, learners), else_=0)),
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
def stretches(order: Order) -> Any:
    """Return the statement that asks how many learners are in each piece of a board, in the order."""
    table = KeptStretch.__table__.c
    here = and_(table.cohort_id == bindparam("cohort_id"), table.course_id == bindparam("course_id"))
    sorted_by = table.stretch.desc() if order == Order.HANDLE_DOWN else table.stretch
    return select(table.stretch, func.sum(table.learners)).where(here).group_by(table.stretch).order_by(sorted_by)


def before_handle(show: Show, order: Order) -> Order | None:
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
def alike_in(show: Show, order: Order, closed: bool) -> Any:
    """Return the statement that counts who of those to be shown are alike in what an order sorts by, in the order."""
    reason = _first_reason(closed, _COUNT.finished, _COUNT.stuck, _COUNT.needed_done, _COUNT.last_day)
    alike: Any = {Order.DONE: _COUNT.needed_done, Order.LAST: _COUNT.last_day, Order.HELP: reason}[
        before_handle(show, order) or order
    ]
    shown = {
        Show.ALL: true(),
        Show.HELP: reason < NONE,
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
def page(show: Show, by: Order | None, none: bool, down: bool, closed: bool) -> Any:
    """Return the statement for some of the lines that are alike, by handle, and the places they belong to.

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
def after(show: Show, closed: bool) -> Any:
    """Return the statement for lines by handle, from one on."""
    shown = select(_LINE.handle, *_WORK, _LINE.handle_key)
    wanted = shown.where(_HERE, _is_shown(show, closed), _LINE.handle_key > bindparam("after"))
    return wanted.order_by(_LINE.handle_key).limit(bindparam("limit"))


@cache
def ids(show: Show, order: Order, closed: bool) -> Any:
    """Return the statement that asks who is shown, in order."""
    return select(_LINE.account_id).where(_HERE, _is_shown(show, closed)).order_by(*_ordered(order, closed))


def _first_reason(closed: bool, finished: Any, stuck: Any, needed_done: Any, last_day: Any) -> ColumnElement[int]:
    """Return the number of the most pressing reason why somebody needs help, NONE where there is none: `rules.why`, as
    a database says it.
    """
    if closed:
        return case((finished, NONE), else_=NONE)
    return case(
        (finished, NONE),
        (last_day.is_(None), bindparam("not_begun", type_=Integer)),
        (stuck, Reason.QUIZ.value),
        (last_day <= bindparam("idle_day", type_=Date), Reason.IDLE.value),
        (needed_done < bindparam("least_done", type_=Integer), Reason.BEHIND.value),
        else_=NONE,
    )


def _reason(closed: bool) -> ColumnElement[int]:
    stuck = _LINE.stuck_place.is_not(None)
    return _first_reason(closed, _LINE.finished, stuck, _LINE.needed_done, _LINE.last_day)


def _is_shown(show: Show, closed: bool) -> ColumnElement[bool]:
    return {
        Show.ALL: true(),
        Show.HELP: _reason(closed) < NONE,
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
