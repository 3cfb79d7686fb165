"""A question inside a lesson, answered: whether it was right, why, and back to the place."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.queries import QuestionReading
from lms.guard import needs
from lms.learn.views import bp, shown
from lms.learn.views.for_everybody import languages
from lms.learn.views.shown import Shown
from lms.permissions import Permission
from lms.quizzes.engine.kinds import question
from lms.quizzes.engine.question import Mark, NotAnAnswer

FIELD = "chosen"


@dataclass(frozen=True)
class Answered:
    """What somebody chose, and what it is worth."""

    chosen: frozenset[str]
    right: frozenset[str]
    mark: Mark


@bp.post("/c/<short:course>/<short:lesson>/check/<short:question>")
@needs(Permission.READ_COURSE, on=queries.question_reading)
def check(_who: Visitor | None, reading: QuestionReading) -> ResponseReturnValue:
    """Say whether the answer is right, and why."""
    page = _shown(reading)
    asked = question(reading.content)
    try:
        chosen = asked.read(request.form.getlist(FIELD))
    except NotAnAnswer:
        return _answer(reading, page, None), 422
    return _answer(reading, page, Answered(chosen, asked.right, asked.mark(chosen)))


def _shown(reading: QuestionReading) -> Shown:
    lang = reading.lang_for(i18n.current())
    return shown.shown(queries.question_page(db.session(), reading.revision_id, reading.question_id, lang), lang)


def _answer(reading: QuestionReading, page: Shown, answered: Answered | None) -> str:
    return render_template(
        "learn/check.html",
        reading=reading,
        shown=page,
        answered=answered,
        # The answer to a form has no address of its own: another language leads to the lesson.
        language_switch=lambda: languages("learn.step", course=reading.code, step=reading.step_code),
    )
