"""Practice: questions of earlier quizzes that come back, one by one, each with its answer at once."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.queries import Reading
from lms.guard import config, needs
from lms.learn.forms import PracticeForm
from lms.learn.results import Answered
from lms.learn.views import bp, shown
from lms.learn.views.for_everybody import languages
from lms.permissions import Permission
from lms.points import points
from lms.quizzes import practice as items
from lms.quizzes.engine.kinds import question
from lms.quizzes.engine.question import NotAnAnswer
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
    asked = question(found.written)
    try:
        chosen = asked.read(form.chosen.data or ())
    except NotAnAnswer:
        return _page(reading, lang, found, error=_("Choose one of the answers on the page.")), 422
    mark = asked.mark(chosen)
    assert form.seen.data is not None  # The form takes no answer without it.
    comes_back = db.write(
        items.answer,
        account=who.account,
        course_id=reading.course_id,
        name=found.item.name,
        seen=form.seen.data,
        known=mark.right,
        today=_today(),
    )
    answered = Answered(frozenset(chosen), asked.right, points(mark.share))
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
        several=bool(asked and question(asked.written).several),
        # The answer to a form has no address of its own: another language asks what is due then.
        language_switch=lambda: languages("learn.practice", course=reading.code),
        **more,
    )


def _today() -> date:
    return clock.local_day(clock.now(), config().time_zone)
