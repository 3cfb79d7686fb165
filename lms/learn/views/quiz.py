"""Before a quiz or test: what it asks, the tries so far, and one button to begin or go on."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock, db
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import NotFound
from lms.guard import needs
from lms.learn.views import bp, shown
from lms.permissions import Permission
from lms.quizzes import queries, service
from lms.quizzes.models import Attempt, AttemptState

QUIZZES = frozenset({StepKind.QUIZ, StepKind.TEST})


def intro(who: Visitor | None, reading: StepReading) -> str:
    """Return the page before a quiz."""
    attempts = queries.attempts_of(db.session(), who.account, reading.step_id) if who else []
    page = shown.step(reading)
    return render_template(
        "learn/quiz.html",
        reading=reading,
        shown=page,
        attempts=[each for each in attempts if each.state == AttemptState.HANDED_IN],
        open_attempt=next((each for each in attempts if each.state == AttemptState.OPEN), None),
        left=_left(reading, attempts),
        count=sum(each["count"] for each in reading.settings["draw"]),
    )


@bp.post("/c/<short:course>/<short:quiz>/begin")
@needs(Permission.KEEP_OWN, on=catalog.step_reading)
def begin(who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Begin a try, or go on with the one that is open, at its first question without an answer."""
    if reading.kind not in QUIZZES:
        raise NotFound
    attempt = db.write(
        service.begin,
        account=who.account,
        course_id=reading.course_id,
        step_id=reading.step_id,
        revision_id=reading.revision_id,
        now=clock.now(),
    )
    first = _first(attempt)
    address: dict[str, Any] = {"course": reading.code, "quiz": reading.step_code, "attempt": attempt.uid}
    if first is None:
        return redirect(url_for("learn.attempt", **address), 303)
    return redirect(url_for("learn.question", **address, number=first), 303)


def _first(attempt: Attempt) -> int | None:
    """Return the place to go on at. A try with no answer yet begins at its first words, be they a question or not."""
    if not any(slot.is_answered for slot in attempt.slots):
        return 1
    return next((slot.position for slot in queries.unanswered(db.session(), attempt)), None)


def _left(reading: StepReading, attempts: list[Attempt]) -> int | None:
    """Return how many tries may still be begun; None: as many as one likes."""
    allowed = reading.settings["attempts"]
    return None if allowed is None else max(0, allowed - len(attempts))
