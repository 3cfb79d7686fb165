"""Writing down what a learner did: the row of the ledger and the totals, in one transaction."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import RevisionStep
from lms.points import WHOLE
from lms.progress import queries, rules
from lms.progress.models import Bookmark, CourseProgress, Event, LedgerRow, StepProgress


@dataclass(frozen=True)
class Place:
    """Whose work it is, where in which revision of a course, and on which day of the programme."""

    account_id: int
    course_id: int
    revision_id: int
    step_id: int
    day: date


def answer_check(session: Session, *, place: Place, item: str, points: int) -> StepProgress:
    """Write down that a check question of a lesson was answered; the lesson may be done with it.

    Only the first answer, better ones, and the one with which the lesson is done are written down, so answering again
    and again fills nothing. The last may be no better: a new revision may ask less than the one before.

    :param item: the question's code.
    :param points: 0 to 10,000.
    """
    best = queries.best_checks(session, place.account_id, place.step_id)
    settings = session.get_one(RevisionStep, (place.revision_id, place.step_id)).settings
    known = item in settings.get("checks", ())
    done = known and rules.lesson_done(settings, {**best, item: max(points, best.get(item, 0))})
    kept = session.get(StepProgress, (place.account_id, place.step_id))
    if kept is not None and points <= best.get(item, -1) and (kept.done_day is not None or not done):
        return kept
    return record(session, place=place, event=Event.CHECK, item=item, points=points, done=done)


def do_once(session: Session, *, place: Place, event: Event) -> StepProgress:
    """Write down that a step was done which counts once: a case ended, a reflection thought about, a page read."""
    kept = session.get(StepProgress, (place.account_id, place.step_id))
    if kept is not None and kept.done_day is not None:
        return kept
    return record(session, place=place, event=event, points=WHOLE, done=True)


def record(
    session: Session,
    *,
    place: Place,
    event: Event,
    item: str = "",
    points: int = 0,
    grade: int | None = None,
    done: bool = False,
) -> StepProgress:
    """Write down what was done in a step, and keep the totals.

    :param grade: what counts of all that was done here; None: the best.
    :param done: whether the step counts as done with it. Once done it stays so.
    """
    _note(session, place, event, item=item, points=points)
    course = _course(session, place)
    step = _step(session, place)
    if event == Event.MARKED:
        step.points = points
    elif event != Event.HANDED:  # Neither is a further try.
        step.times += 1
        step.points = max(step.points, points)
    if grade is not None:
        _note(session, place, Event.MARKED, points=grade)
        step.points = grade
    if done:
        _done(session, place, course, step)
    return step


def correct(session: Session, *, place: Place, points: int, done: bool) -> None:
    """Write down that a step was marked again, and what is the best there now; it may be less than before.

    Nobody was there on this day, and no try is counted. What was done stays done.

    :param points: the best so far, 0 to 10,000.
    :param done: whether the step counts as done with it.
    """
    step = session.get(StepProgress, (place.account_id, place.step_id))
    if step is None:  # Of whoever takes part nowhere, nothing is kept here.
        return
    if step.points != points:
        _note(session, place, Event.MARKED, points=points)
        step.points = points
    if done:
        _done(session, place, session.get_one(CourseProgress, (place.account_id, place.course_id)), step)


def _done(session: Session, place: Place, course: CourseProgress, step: StepProgress) -> None:
    """Let a step count as done from this day, if it did not; perhaps the course is finished with it."""
    if step.done_day is not None:
        return
    _note(session, place, Event.DONE)
    step.done_day = place.day
    course.steps_done += 1
    session.flush()  # Whether all is done is asked of the database.
    if course.finished_day is None and queries.is_all_done(session, place.account_id, place.revision_id):
        _note(session, place, Event.FINISHED, of_step=False)
        course.finished_day = place.day


def mark_page(session: Session, *, account: Account, step_id: int, marked: bool, day: date) -> None:
    """Put a page into a person's list of pages to find again, or take it out."""
    kept = session.get(Bookmark, (account.id, step_id))
    if marked and kept is None:
        session.add(Bookmark(account_id=account.id, step_id=step_id, day=day))
    elif kept is not None and not marked:
        session.delete(kept)


def forget_person(session: Session, *, account: Account) -> None:
    """Delete everything that is known of what a person did."""
    for table in (LedgerRow, StepProgress, CourseProgress, Bookmark):
        session.execute(delete(table).where(table.account_id == account.id))


def _note(
    session: Session, place: Place, event: Event, *, item: str = "", points: int = 0, of_step: bool = True
) -> None:
    session.add(
        LedgerRow(
            account_id=place.account_id,
            course_id=place.course_id,
            step_id=place.step_id if of_step else None,
            revision_id=place.revision_id,
            event=event,
            item=item,
            points=points,
            day=place.day,
        )
    )


def _course(session: Session, place: Place) -> CourseProgress:
    kept = session.get(CourseProgress, (place.account_id, place.course_id))
    if kept is None:
        kept = CourseProgress(
            account_id=place.account_id,
            course_id=place.course_id,
            steps_done=0,
            begun_day=place.day,
            last_day=place.day,
        )
        session.add(kept)
    # Work that comes home late is of an earlier day.
    kept.begun_day, kept.last_day = min(kept.begun_day, place.day), max(kept.last_day, place.day)
    return kept


def _step(session: Session, place: Place) -> StepProgress:
    kept = session.get(StepProgress, (place.account_id, place.step_id))
    if kept is None:
        kept = StepProgress(
            account_id=place.account_id,
            step_id=place.step_id,
            course_id=place.course_id,
            points=0,
            times=0,
            last_day=place.day,
        )
        session.add(kept)
    kept.last_day = max(kept.last_day, place.day)
    return kept
