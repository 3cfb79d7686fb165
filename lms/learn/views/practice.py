"""Practice: questions of earlier quizzes that come back, one by one, each with its answer at once."""

from datetime import date
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import clock, db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.queries import Reading
from lms.guard import config, needs
from lms.learn import refusals, results, sent
from lms.learn.forms import PracticeForm
from lms.learn.views import bp, shown
from lms.learn.views.for_everybody import languages
from lms.permissions import Permission
from lms.quizzes import practice as items
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import NotAnAnswer
from lms.quizzes.engine.task import Task
from lms.quizzes.practice import Asked


@bp.get("/me/practice")
@needs(Permission.OWN_ACCOUNT)
def practices(who: Visitor) -> ResponseReturnValue:
    """List the courses of which questions come back to a person."""
    today = _today()
    waiting = items.waiting(db.session(), who.account, today=today)
    outlines = queries.outlines(db.session(), {each.course for each in waiting}, i18n.current())
    courses = [(each, shown.shown(*outlines[each.course])) for each in waiting]
    return render_template("learn/practices.html", courses=courses, today=today)


@bp.route("/c/<short:course>/practice", methods=["GET", "POST"])
@needs(Permission.KEEP_OWN, on=queries.reading)
def practice(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Ask the question that waits longest; say whether an answer is right, and when the question comes back."""
    if request.method != "POST":
        return _ask(who, reading)
    form = PracticeForm(request.form)
    lang = reading.lang_for(i18n.current())
    found = items.one(db.session(), who.account, reading, lang, form.item.data) if form.accepted() else None
    if found is None:  # It was known for the last time, or the course has it no more: on with what there is.
        return _ask(who, reading)
    task = _task(found)
    try:
        fields = task.read(sent.fields_of(request.form)).fields()
    except NotAnAnswer as refused:
        return _page(reading, lang, found, error=refusals.sentence(refused)), 422
    answered = results.answered(task, fields, found.shown)
    assert form.seen.data is not None  # The form takes no answer without it.
    comes_back = db.write(
        items.answer,
        account=who.account,
        course_id=reading.course_id,
        name=found.item.name,
        seen=form.seen.data,
        known=answered.outcome == "right",
        today=_today(),
    )
    return _page(reading, lang, found, answered=answered, comes_back=comes_back)


def _ask(who: Visitor, reading: Reading) -> str:
    lang = reading.lang_for(i18n.current())
    asked = items.first(db.session(), who.account, reading, lang, today=_today())
    return _page(reading, lang, asked)


def _page(reading: Reading, lang: str, asked: Asked | None, **more: object) -> str:
    return render_template(
        "learn/practice.html",
        reading=reading,
        asked=asked,
        shown=shown.shown(asked.shown if asked else {}, lang),
        numbers=_task(asked).said() if asked else {},
        # The answer to a form has no address of its own: another language asks what is due then.
        language_switch=lambda: languages("learn.practice", course=reading.code),
        **more,
    )


def _task(asked: Asked) -> Task[Any]:
    """Return what a question asks, with the numbers of this turn."""
    return load(asked.written).asked(f"{asked.item.name} {asked.item.due_day}").task


def _today() -> date:
    return clock.local_day(clock.now(), config().time_zone)
