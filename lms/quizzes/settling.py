"""What an attempt comes to when it is handed in, and again whenever a person marked one of its answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from lms.catalog.models import RevisionStep
from lms.progress import service as progress
from lms.progress.models import Event
from lms.quizzes import queries, works
from lms.quizzes.engine import grading
from lms.quizzes.engine.registry import BY_PERSON
from lms.quizzes.handed import Handed, HandedState
from lms.quizzes.marking import Contents, Marks, marks
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


def settle_again(session: Session, *, attempt_id: int, today: date) -> None:
    """Settle an attempt that was handed in, after the mark of one of its answers was given or changed.

    :param today: in the programme's zone.
    """
    attempt = session.scalars(
        select(Attempt).where(Attempt.id == attempt_id).options(selectinload(Attempt.slots))
    ).one()
    settings = session.get_one(RevisionStep, (attempt.revision_id, attempt.step_id)).settings
    contents = queries.contents(session, attempt.slots)
    worth = marks(attempt.slots, attempt.seed, contents, settings["pass_share"])
    if worth.points is not None:
        settle(session, attempt=attempt, worth=worth, settings=settings, today=today)


def settle(session: Session, *, attempt: Attempt, worth: Marks, settings: Mapping[str, Any], today: date) -> None:
    """Write down what an attempt is worth, in its rows and in the ledger.

    As long as an answer waits to be marked the attempt is worth nothing that can be named: the step is begun, and done
    only where handing in is all it needs. Once done it stays so, even where a mark is lowered afterwards.

    :param today: in the programme's zone.
    """
    before = attempt.points
    for slot in attempt.slots:
        slot.points = worth.slots[slot.position]
    attempt.points, attempt.passed = worth.points, worth.passed
    place = progress.Place(attempt.account_id, attempt.course_id, attempt.revision_id, attempt.step_id, today)
    done = bool(worth.passed) or settings["rule"] == "tried"
    if worth.points is None:
        progress.record(session, place=place, event=Event.HANDED, done=done)
    elif before is None:
        progress.record(session, place=place, event=Event.QUIZ, points=worth.points, done=done)
    elif before != worth.points:
        counts = _counting(session, attempt, str(settings.get("grade", "highest")))
        progress.record(session, place=place, event=Event.MARKED, points=counts, done=done)


def _counting(session: Session, attempt: Attempt, how: str) -> int:
    """Return what counts of all attempts of this person at this step."""
    session.flush()  # This attempt's own points are among them.
    mine = select(Attempt.points).where(Attempt.account_id == attempt.account_id, Attempt.step_id == attempt.step_id)
    found = session.scalars(mine.where(Attempt.points.is_not(None)).order_by(Attempt.number))
    return grading.grade([each for each in found if each is not None], how)
