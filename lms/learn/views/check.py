"""A question inside a lesson, answered: whether it was right, why, and back to the place."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.models import Content
from lms.catalog.queries import QuestionReading
from lms.enrolment.service import NotBegun, NotTakingPart
from lms.guard import needs
from lms.learn import refusals, results, sent, work
from lms.learn.results import Answered
from lms.learn.views import bp, shown
from lms.learn.views.for_everybody import languages
from lms.learn.views.shown import Shown
from lms.permissions import Permission
from lms.progress.models import StepProgress
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.task import Fields


@bp.post("/c/<short:course>/<short:lesson>/check/<short:question>")
@needs(Permission.READ_COURSE, on=queries.question_reading)
def check(who: Visitor | None, reading: QuestionReading) -> ResponseReturnValue:
    """Say whether the answer is right, and why."""
    page = _shown(reading)
    task = load(reading.content).task
    fields = sent.fields_of(request.form)
    try:
        fields = task.read(fields).fields()
    except NotAnAnswer as refused:
        return _answer(reading, page, None, refused=refused, fields=fields), 422
    answered = results.answered(task, fields, page.content)
    tried: StepProgress | None = None
    not_kept = ""
    try:
        tried = _keep(who, reading, answered.points) if who else None
    except NotBegun:
        not_kept = _("This answer is not kept: your group has not begun yet.")
    except NotTakingPart:
        not_kept = _("This answer is not kept: you take no part in this course yet. On its page is how.")
    return _answer(reading, page, answered, tried, not_kept)


def _next(reading: QuestionReading) -> tuple[Shown, Content] | None:
    """Return the step after the lesson, and what shows its title."""
    page = shown.step(reading)
    return (page, page.content["next"]) if page.content["next"] else None


def _shown(reading: QuestionReading) -> Shown:
    lang = reading.lang_for(i18n.current())
    return shown.shown(queries.question_page(db.session(), reading.revision_id, reading.question_id, lang), lang)


def _keep(who: Visitor, reading: QuestionReading, worth: int) -> StepProgress:
    """Write the answer down; return how far the lesson is now."""
    return db.write(
        work.answer_check,
        account=who.account,
        reading=reading,
        item=reading.question_code,
        points=worth,
        now=clock.now(),
    )


def _answer(
    reading: QuestionReading,
    page: Shown,
    answered: Answered | None,
    tried: StepProgress | None = None,
    not_kept: str = "",
    *,
    refused: NotAnAnswer | None = None,
    fields: Fields | None = None,
) -> str:
    return render_template(
        "learn/check.html",
        reading=reading,
        shown=page,
        answered=answered,
        tried=tried,
        not_kept=not_kept,
        # Without an answer the page itself says what to do.
        error=refusals.sentence(refused) if refused and refused.reason != Reason.NOTHING else "",
        fields=fields or {},
        onward=_next(reading) if tried and tried.done_day else None,
        # The answer to a form has no address of its own: another language leads to the lesson.
        language_switch=lambda: languages("learn.step", course=reading.code, step=reading.step_code),
    )
