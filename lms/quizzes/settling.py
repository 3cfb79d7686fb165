"""What an attempt comes to when it is handed in, and again whenever a person marked one of its answers."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from lms.accounts.models import Account
from lms.catalog.models import RevisionStep
from lms.progress import service as progress
from lms.progress.models import Event
from lms.quizzes import queries, weighing, works
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.engine.rules.quiz import QuizSettings
from lms.quizzes.grades import grade
from lms.quizzes.handed import Handed, HandedState
from lms.quizzes.marking import Contents, Marks
from lms.quizzes.models import Attempt


def hand_over(session: Session, *, attempt: Attempt, contents: Contents) -> None:
    """Let the answers of an attempt that a person marks wait for one. What was not answered waits for nobody."""
    written = [slot for slot in attempt.slots if contents[slot.question_id]["type"] in BY_PERSON]
    if not written:
        return
    works.drop_versions(session, written)
    for slot in written:
        if slot.is_answered:
            session.add(
                Handed(
                    attempt_id=attempt.id,
                    slot_id=slot.id,
                    account_id=attempt.account_id,
                    course_id=attempt.course_id,
                    revision_id=attempt.revision_id,
                    question_id=slot.question_id,
                    state=HandedState.WAITING,
                    two=contents[slot.question_id].get("markers", 1) > 1,
                    changes=0,
                )
            )


def settle_again(session: Session, *, attempt_id: int, day: date) -> None:
    """Settle an attempt that was handed in, after the mark of one of its answers was given or changed.

    :param day: in the programme's zone.
    """
    attempt = session.scalars(
        select(Attempt).where(Attempt.id == attempt_id).options(selectinload(Attempt.slots))
    ).one()
    settings = QuizSettings.of(session.get_one(RevisionStep, (attempt.revision_id, attempt.step_id)).settings)
    worth = weighing.weigh(session, attempt, queries.contents(session, attempt.slots), settings)
    before = attempt.points
    if worth.points is not None:
        put(attempt, worth)
        note(session, attempt=attempt, settings=settings, before=before, day=day)


def put(attempt: Attempt, worth: Marks) -> None:
    """Put into the rows of an attempt what it is worth."""
    for slot in attempt.slots:
        state = worth.states[slot.position]
        slot.points, slot.stage, slot.tries = worth.slots[slot.position], state.stage, state.tries
    attempt.points, attempt.passed = worth.points, worth.passed


def note(session: Session, *, attempt: Attempt, settings: QuizSettings, before: int | None, day: date) -> None:
    """Write an attempt that was handed in into the ledger, with what counts of all attempts now.

    As long as an answer waits to be marked the attempt is worth nothing that can be named: the step is begun, and done
    only where handing in is all it needs. Once done it stays so, even where a mark is lowered afterwards.

    :param before: what the attempt was worth until now; None: nothing was known.
    :param day: in the programme's zone.
    """
    place = progress.Place(attempt.account_id, attempt.course_id, attempt.revision_id, attempt.step_id, day)
    if attempt.points is None:
        progress.record(session, place=place, event=Event.HANDED, done=settings.by_trying)
        return
    session.flush()  # It counts among the others.
    account = session.get_one(Account, attempt.account_id)
    counted = grade(queries.attempts_of(session, account, attempt.step_id), settings.grade, settings.pass_share)
    assert counted is not None
    done = counted.passed or settings.by_trying
    if before is None:
        best = None if settings.grade == "highest" else counted.points
        progress.record(session, place=place, event=Event.QUIZ, points=attempt.points, grade=best, done=done)
    elif before != attempt.points:
        progress.record(session, place=place, event=Event.MARKED, points=counted.points, done=done)
