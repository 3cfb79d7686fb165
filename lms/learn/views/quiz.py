"""Before a quiz or test: what it asks, the tries so far, and one button to begin or go on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock, db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import NotFound
from lms.guard import needs
from lms.learn import times
from lms.learn.views import bp, shown
from lms.permissions import Permission
from lms.quizzes import queries, service
from lms.quizzes.engine.rules.paging import Navigation
from lms.quizzes.engine.rules.quiz import QuizSettings
from lms.quizzes.engine.rules.review import Item, moment_at
from lms.quizzes.engine.rules.settings import Settings
from lms.quizzes.grades import grade
from lms.quizzes.models import Attempt, AttemptState
from lms.quizzes.standing import Standing, standing

QUIZZES = frozenset({StepKind.QUIZ, StepKind.TEST})


def intro(who: Visitor | None, reading: StepReading) -> str:
    """Return the page before a quiz."""
    now = clock.now()
    settings = QuizSettings.of(reading.settings)
    stands = Standing([], settings.clock, "")
    if who is not None:
        stands = standing(db.session(), who.account, reading.course_id, reading.step_id, settings.clock)
    not_now = stands.not_now(now)
    ended = [each for each in stands.attempts if each.state != AttemptState.OPEN]
    counted = grade(stands.attempts, settings.grade, settings.pass_share)
    return render_template(
        "learn/quiz.html",
        reading=reading,
        shown=shown.step(reading),
        settings=settings,
        clock=stands.clock,
        opens=_moment(stands.clock.opens_at, stands.tz, now),
        closes=_moment(stands.clock.closes_at, stands.tz, now, i18n.until),
        wait=times.lasting(timedelta(seconds=_wait_s(stands.clock, len(ended)))),
        why=times.said(not_now, stands.tz or "UTC") if not_now else "",
        attempts=[(each, _marks_shown(settings, each, now)) for each in ended],
        counted=counted,
        open_attempt=stands.open,
        left=times.left(stands.open.ends_at, now) if stands.open else "",
        count=sum(each["count"] for each in reading.settings["draw"]),
    )


def _moment(at: datetime | None, tz: str, now: datetime, said: Callable[[datetime, str], str] = i18n.moment) -> str:
    """Return a moment that is still to come, as people write it."""
    return said(at, tz) if at is not None and at > now else ""


def _wait_s(rules: Settings, tries: int) -> int:
    return rules.wait_later_s if tries > 1 else rules.wait_s


def _marks_shown(settings: QuizSettings, attempt: Attempt, now: datetime) -> bool:
    moment = moment_at(handed_in_at=attempt.handed_in_at, closes_at=attempt.closes_at, now=now)
    return attempt.state == AttemptState.HANDED_IN and settings.review.shows(moment, Item.MARKS)


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
    first = _first(attempt, QuizSettings.of(reading.settings).navigation)
    address: dict[str, Any] = {"course": reading.code, "quiz": reading.step_code, "attempt": attempt.uid}
    if first is None:
        return redirect(url_for("learn.attempt", **address), 303)
    return redirect(url_for("learn.question", **address, number=first), 303)


def _first(attempt: Attempt, navigation: Navigation) -> int | None:
    """Return the place to go on at. A try with no answer yet begins at its first words, be they a question or not."""
    if navigation == Navigation.SEQUENTIAL:
        return attempt.reached if attempt.reached <= len(attempt.slots) else None
    if not any(slot.is_answered for slot in attempt.slots):
        return 1
    return next((slot.position for slot in queries.unanswered(db.session(), attempt)), None)
