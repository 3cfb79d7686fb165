"""Keeping the boards of large groups: every write that moves a learner also moves the kept line and the counts.

What moves a learner is written in rooms that know no board, so it is seen as it goes to the database: each transaction
that flushed progress, a place, a course of a cohort or an account brings the lines of those people up to date before it
commits. What goes past the session's objects (a demo's thousands) says `forget`; the minute's work counts again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, event, func, insert, or_, select
from sqlalchemy.orm import Session, UOWTransaction

from lms.accounts.models import Account
from lms.board import queries
from lms.board.models import KeptBoard, KeptCount, KeptLine, KeptStretch
from lms.board.queries import Standing
from lms.board.rules import BoardStep
from lms.catalog.models import Head
from lms.cohorts.models import CohortCourse
from lms.config import Config
from lms.enrolment.models import Enrolment, PlaceState
from lms.progress.models import CourseProgress, StepProgress

LARGE = 200
"""Learners from whom on the board of a group is kept; fewer are counted in some milliseconds."""
LINES_AT_ONCE = 2000
"""After so many lines the minute's work leaves further boards to the next minute: writers wait for it."""
LOOSE_COUNTS = 500
"""So many changes of a board may wait to be added up."""
STRETCH = 1000
"""Learners in one piece of a board that is kept anew. So many are passed over in a tenth of a millisecond."""

_TOUCHED, _COURSES = "lms.board.touched", "lms.board.courses"

Row = dict[str, Any]


def listen() -> None:
    """Look at what every session writes, from now on."""
    if not event.contains(Session, "after_flush", _note):
        event.listen(Session, "after_flush", _note)
        event.listen(Session, "before_commit", _settle)
        event.listen(Session, "after_rollback", _drop)


def _note(session: Session, _context: UOWTransaction) -> None:
    touched: set[int] = session.info.setdefault(_TOUCHED, set())
    for one in (*session.new, *session.dirty, *session.deleted):
        if isinstance(one, Account):
            touched.add(one.id)
        elif isinstance(one, (StepProgress, CourseProgress, Enrolment)):
            touched.add(one.account_id)
        elif isinstance(one, CohortCourse):
            session.info.setdefault(_COURSES, set()).add(one.cohort_id)


def _settle(session: Session) -> None:
    session.flush()
    touched, cohorts = session.info.pop(_TOUCHED, None), session.info.pop(_COURSES, None)
    if cohorts:
        forget(session, cohorts)
    if touched:
        refresh(session, touched)


def _drop(session: Session) -> None:
    session.info.pop(_TOUCHED, None)
    session.info.pop(_COURSES, None)


def refresh(session: Session, account_ids: Iterable[int]) -> None:
    """Bring the kept lines of some people up to date, in all their cohorts and courses, and the counts with them."""
    ids = list(account_ids)
    boards = session.execute(
        select(KeptBoard.cohort_id, KeptBoard.course_id, KeptBoard.revision_id, func.min(Enrolment.id))
        .join(Enrolment, Enrolment.cohort_id == KeptBoard.cohort_id)
        .where(Enrolment.account_id.in_(ids))
        .group_by(KeptBoard.cohort_id, KeptBoard.course_id, KeptBoard.revision_id)
    ).all()
    for cohort_id, course_id, revision_id, _some in boards:
        steps = queries.steps_of(session, revision_id)
        mine = (KeptLine.cohort_id == cohort_id, KeptLine.course_id == course_id, KeptLine.account_id.in_(ids))
        before = {line.account_id: dict(line._mapping) for line in session.execute(select(*_LINE).where(*mine))}
        found = queries.standings(session, cohort_id, course_id, steps, ids)
        now = {
            one.account_id: _line(cohort_id, course_id, steps, one)
            | {"stretch": _stretch(session, cohort_id, course_id, one, before.get(one.account_id))}
            for one in found
        }
        gone = [line for id_, line in before.items() if now.get(id_) != line]
        come = [line for id_, line in now.items() if before.get(id_) != line]
        if gone:
            session.execute(
                delete(KeptLine).where(*mine, KeptLine.account_id.in_([line["account_id"] for line in gone]))
            )
        _add(session, come, gone)


def rebuild(session: Session, *, cohort_id: int, course_id: int, revision_id: int) -> int:
    """Keep the board of a cohort in a course anew, by the steps of a revision; return how many lines it has."""
    for table in _TABLES:
        session.execute(delete(table).where(table.cohort_id == cohort_id, table.course_id == course_id))
    steps = queries.steps_of(session, revision_id)
    session.add(KeptBoard(cohort_id=cohort_id, course_id=course_id, revision_id=revision_id))
    session.flush()
    count = 0
    waiting: list[Row] = []
    for one in queries.standings(session, cohort_id, course_id, steps, None):
        waiting.append(_line(cohort_id, course_id, steps, one) | {"stretch": count // STRETCH})
        count += 1
        if len(waiting) == LINES_AT_ONCE:
            _add(session, waiting, [])
            waiting = []
    _add(session, waiting, [])
    _sum_up(session, cohort_id, course_id)
    return count


def forget(session: Session, cohort_ids: Iterable[int]) -> None:
    """Keep no board of these cohorts, until the minute's work counts again."""
    ids = list(cohort_ids)
    for table in _TABLES:
        session.execute(delete(table).where(table.cohort_id.in_(ids)))


def keep_all(session: Session, _config: Config, _now: datetime) -> int:
    """Keep the boards of large groups that are not kept yet, or by another revision; and add counts up.

    :returns: how many lines were counted.
    """
    for cohort_id, course_id in session.execute(
        select(KeptCount.cohort_id, KeptCount.course_id)
        .group_by(KeptCount.cohort_id, KeptCount.course_id)
        .having(func.sum(case((KeptCount.learners <= 0, 1), else_=0)) >= LOOSE_COUNTS)
    ).all():
        _sum_up(session, cohort_id, course_id)
    done = 0
    for cohort_id, course_id, revision_id in _unkept(session):
        if done < LINES_AT_ONCE:
            done += rebuild(session, cohort_id=cohort_id, course_id=course_id, revision_id=revision_id)
    return done


def _unkept(session: Session) -> list[Any]:
    large = (
        select(Enrolment.cohort_id)
        .where(Enrolment.state == PlaceState.TAKEN)
        .group_by(Enrolment.cohort_id)
        .having(func.count() >= LARGE)
    )
    kept = (KeptBoard.cohort_id == CohortCourse.cohort_id) & (KeptBoard.course_id == CohortCourse.course_id)
    return list(
        session.execute(
            select(CohortCourse.cohort_id, CohortCourse.course_id, Head.revision_id)
            .join(Head, Head.course_id == CohortCourse.course_id)
            .outerjoin(KeptBoard, kept)
            .where(or_(KeptBoard.revision_id.is_(None), KeptBoard.revision_id != Head.revision_id))
            .where(CohortCourse.cohort_id.in_(large))
            .order_by(CohortCourse.cohort_id, CohortCourse.position)
        )
    )


_TABLES: tuple[Any, ...] = (KeptLine, KeptCount, KeptStretch, KeptBoard)
_LINE = tuple(KeptLine.__table__.columns)
_ALIKE = (KeptCount.needed_done, KeptCount.modules_done, KeptCount.stuck, KeptCount.last_day, KeptCount.finished)
_PIECE = (KeptStretch.stretch, KeptStretch.learners)
_SUMS = (KeptCount.learners, KeptCount.band_0, KeptCount.band_1, KeptCount.band_2, KeptCount.band_3)


def _line(cohort_id: int, course_id: int, steps: tuple[BoardStep, ...], one: Standing) -> Row:
    work = one.work
    needed = sum(step.needed for step in steps)
    return {
        "cohort_id": cohort_id,
        "course_id": course_id,
        "account_id": one.account_id,
        "handle": one.handle,
        "handle_key": one.handle_key,
        "states": work.states,
        "needed_done": work.needed_done,
        "modules_done": work.modules_done,
        "next_place": work.next_place,
        "stuck_place": work.stuck_place,
        "stuck_tries": work.stuck_tries,
        "quiz_points": work.quiz_points,
        "last_day": one.last_day,
        "finished": one.finished_day is not None or 0 < needed <= work.needed_done,
        "results": " ".join(map(str, work.results)),
    }


def _stretch(session: Session, cohort_id: int, course_id: int, one: Standing, before: Row | None) -> int:
    """Return in which piece of the board somebody stands: that of whoever stands next before, by handle."""
    if before is not None and before["handle_key"] == one.handle_key:
        return int(before["stretch"])
    here = (KeptLine.cohort_id == cohort_id, KeptLine.course_id == course_id, KeptLine.handle_key < one.handle_key)
    return session.scalar(select(KeptLine.stretch).where(*here).order_by(KeptLine.handle_key.desc()).limit(1)) or 0


def _add(session: Session, come: list[Row], gone: list[Row]) -> None:
    """Write lines, and what they change of the counts."""
    if come:
        session.execute(insert(KeptLine.__table__), come)  # type: ignore[arg-type]
    counts: dict[tuple[Any, ...], list[int]] = {}
    pieces: Counter[tuple[int, int, int]] = Counter()
    for lines, sign in ((come, 1), (gone, -1)):
        for line in lines:
            alike = (
                line["cohort_id"],
                line["course_id"],
                line["needed_done"],
                line["modules_done"],
                line["stuck_place"] is not None,
                line["last_day"],
                line["finished"],
            )
            pieces[line["cohort_id"], line["course_id"], line["stretch"]] += sign
            sums = counts.setdefault(alike, [0] * len(_SUMS))
            for place, more in enumerate((1, *map(int, line["results"].split()))):
                sums[place] += sign * more
    _put(session, KeptCount, [*_ALIKE, *_SUMS], [(*alike, *sums) for alike, sums in counts.items() if any(sums)])
    _put(session, KeptStretch, _PIECE, [(*piece, more) for piece, more in pieces.items() if more])


def _put(session: Session, table: Any, columns: Sequence[Any], rows: list[tuple[Any, ...]]) -> None:
    names = ["cohort_id", "course_id", *(column.key for column in columns)]
    if rows:
        session.execute(insert(table.__table__), [dict(zip(names, row, strict=True)) for row in rows])


def _sum_up(session: Session, cohort_id: int, course_id: int) -> None:
    """Put the counts of a board together: one row for all who are alike, and one for each piece."""
    for table, alike, sums in ((KeptCount, _ALIKE, _SUMS), (KeptStretch, _PIECE[:1], _PIECE[1:])):
        here: list[Any] = [table.cohort_id == cohort_id, table.course_id == course_id]
        last = session.scalar(select(func.max(table.id)).where(*here))
        here.append(table.id <= (last or 0))
        added = select(*alike, *(func.sum(column) for column in sums)).where(*here).group_by(*alike)
        rows = session.execute(added).all()
        session.execute(delete(table).where(*here))
        _put(session, table, [*alike, *sums], [(cohort_id, course_id, *row) for row in rows if any(row[len(alike) :])])


listen()
