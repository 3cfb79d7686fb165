"""An attempt: its questions one by one, all of them looked over, and handed in; then its result."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.errors import NotFound
from lms.guard import needs
from lms.ids import new_uid
from lms.learn import results
from lms.learn.forms import AnswerForm
from lms.learn.views import bp, shown
from lms.learn.views.shown import Shown
from lms.permissions import Permission
from lms.quizzes import queries, service
from lms.quizzes.engine.kinds import question as kind_of
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.question import NotAnAnswer
from lms.quizzes.models import AttemptState, Slot
from lms.quizzes.queries import AttemptReading
from lms.quizzes.service import Sent


@bp.route("/c/<short:course>/<short:quiz>/<uid:attempt>/<int:number>", methods=["GET", "POST"])
@needs(Permission.OWN_ATTEMPT, on=queries.reading)
def question(_who: Visitor, reading: AttemptReading) -> ResponseReturnValue:
    """Show one question with the answer that holds; save an answer, and go where the pressed button leads."""
    slot = _slot(reading)
    if request.method != "POST":
        if reading.attempt.state != AttemptState.OPEN:
            return redirect(_address(reading, "learn.attempt"), 303)
        return _question(reading, slot)
    form = AnswerForm(request.form)
    if not form.accepted():
        return _refused(reading, slot, _("That did not come through whole. Choose again."))
    chosen: Sequence[str] = form.chosen.data or ()
    was_marked = slot.points is not None
    if was_marked and not chosen:  # Its page shows what was right, and nothing to choose.
        return _onward(reading, slot)
    try:
        held = slot if form.changes_nothing else _save(reading, slot, form)
    except NotAnAnswer:
        return _refused(reading, slot, _("Choose one of the answers on the page."))
    other = set(held.values) != set(chosen)
    if other:
        flash(_("Another page of yours had saved an answer here already: that one is shown."), "warning")
    return _onward(reading, slot, stay=other or (held.points is not None and not was_marked))


@bp.route("/c/<short:course>/<short:quiz>/<uid:attempt>", methods=["GET", "POST"])
@needs(Permission.OWN_ATTEMPT, on=queries.reading)
def attempt(_who: Visitor, reading: AttemptReading) -> ResponseReturnValue:
    """Show all questions and take the attempt in; afterwards show its result."""
    if request.method == "POST":
        db.write(service.hand_in, attempt=reading.attempt, now=clock.now())
        return redirect(_address(reading, "learn.attempt"), 303)
    slots = reading.attempt.slots
    if reading.attempt.state == AttemptState.OPEN:
        return render_template("learn/attempt.html", reading=reading, slots=slots)
    lang = reading.lang_for(i18n.current())
    pages = catalog.answered_pages(db.session(), reading.revision_id, [slot.question_id for slot in slots], lang)
    answered = [results.answered(slot, pages[slot.question_id][1]) for slot in slots]
    parts = [shown.shown(pages[slot.question_id][0], lang) for slot in slots]
    return render_template("learn/result.html", reading=reading, results=list(zip(answered, parts, strict=True)))


def _slot(reading: AttemptReading) -> Slot:
    """Return the question that the address names."""
    number = (request.view_args or {})["number"]
    found = next((slot for slot in reading.attempt.slots if slot.position == number), None)
    if found is None:
        raise NotFound
    return found


def _save(reading: AttemptReading, slot: Slot, form: AnswerForm) -> Slot:
    """Save an answer; return the question with the one that holds now."""
    assert form.seq.data is not None  # The form takes no answer without it.
    sent = Sent(form.chosen.data or (), form.seq.data, form.uid.data)
    return db.write(service.save, attempt=reading.attempt, position=slot.position, sent=sent, now=clock.now())


def _refused(reading: AttemptReading, slot: Slot, error: str) -> ResponseReturnValue:
    """Return the question again, with what is wrong; one that was handed in takes no answer, right or wrong."""
    if reading.attempt.state != AttemptState.OPEN:
        raise service.HandedIn
    return _question(reading, slot, error), 422


def _question(reading: AttemptReading, slot: Slot, error: str = "") -> str:
    lang = reading.lang_for(i18n.current())
    ((content, written),) = catalog.answered_pages(db.session(), reading.revision_id, [slot.question_id], lang).values()
    page = shown.shown(content, lang)
    return render_template(
        "learn/attempt_question.html",
        heading=shown.KINDS[reading.kind],
        reading=reading,
        slots=reading.attempt.slots,
        slot=slot,
        shown=page,
        options=_options(reading, slot, page),
        answered=results.answered(slot, written) if slot.points is not None else None,
        several=kind_of(written).several,
        uid=new_uid(),
        error=error,
    )


def _options(reading: AttemptReading, slot: Slot, page: Shown) -> list[dict[str, Any]]:
    """Return the options in the order of this attempt, the same in every language."""
    options: list[dict[str, Any]] = page.content["options"]
    if not reading.settings["shuffle_options"] or page.content["type"] == "truefalse":
        return options
    return shaken(options, f"{reading.attempt.seed} {slot.position}", lambda option: str(option["id"]))


def _onward(reading: AttemptReading, slot: Slot, *, stay: bool = False) -> ResponseReturnValue:
    """Return the way to where the pressed button leads: a place, everything, or another language."""
    to = request.form.get("to", "")
    count = len(reading.attempt.slots)
    if to in i18n.offered():
        return redirect(_address(reading, "learn.question", number=slot.position, lang=to), 303)
    if stay:
        return redirect(_address(reading, "learn.question", number=slot.position), 303)
    number = int(to) if to.isascii() and to.isdecimal() and len(to) < 4 else slot.position + 1
    if to != "all" and 1 <= number <= count:
        return redirect(_address(reading, "learn.question", number=number), 303)
    return redirect(_address(reading, "learn.attempt"), 303)


def _address(reading: AttemptReading, endpoint: str, **more: object) -> str:
    values: dict[str, Any] = {"course": reading.code, "quiz": reading.step_code, "attempt": reading.attempt.uid, **more}
    return url_for(endpoint, **values)
