"""An attempt: its questions one by one, all of them looked over, and handed in; then its result."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n, kept
from lms.accounts.rules import Visitor
from lms.attached import attached
from lms.catalog import queries as catalog
from lms.catalog.models import Content
from lms.errors import NotFound
from lms.guard import config, needs
from lms.ids import new_uid
from lms.learn import refusals, results, sent
from lms.learn.forms import AnswerForm, EssayForm
from lms.learn.results import Answered
from lms.learn.views import bp, handing, shown
from lms.learn.views.handing import Words
from lms.learn.views.shown import Shown
from lms.media import service as media
from lms.permissions import Permission
from lms.quizzes import queries, service, works
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.refusal import NotAnAnswer
from lms.quizzes.engine.task import Fields
from lms.quizzes.engine.types.upload import FileUpload
from lms.quizzes.marking import asked
from lms.quizzes.models import AttemptState, Slot
from lms.quizzes.queries import AttemptReading
from lms.quizzes.service import Sent
from lms.quizzes.works import TakenIn
from lms.signin import keys


@bp.route("/c/<short:course>/<short:quiz>/<uid:attempt>/<int:number>", methods=["GET", "POST"])
@needs(Permission.OWN_ATTEMPT, on=queries.reading)
def question(_who: Visitor, reading: AttemptReading) -> ResponseReturnValue:
    """Show one question with the answer that holds; save an answer, and go where the pressed button leads."""
    slot = _slot(reading)
    if request.method != "POST":
        if reading.attempt.state != AttemptState.OPEN:
            return redirect(_address(reading, "learn.attempt"), 303)
        return _question(reading, slot)
    handing.make_room()
    form = AnswerForm(request.form)
    if not form.accepted():
        return _refused(reading, slot, _("That did not come through whole. Choose again."))
    essay = handing.essay_form()
    if essay and not essay.accepted():
        return _refused(reading, slot, str(essay.text.errors[0]), essay=essay)
    typed = handing.with_words(request.form, essay) if essay else request.form
    fields = sent.fields_of(typed)
    if kept.FILE_LEFT in request.form:
        return _refused(reading, slot, _("Your file did not come along. Choose it again and save."), fields)
    was_marked = slot.points is not None
    if was_marked and not fields:  # Its page shows what was right, and nothing to choose.
        return _onward(reading)
    try:
        files = _files(reading, slot)
        held = slot if sent.changes_nothing(typed) and not files else _save(reading, form, fields, essay, files)
    except NotAnAnswer as refused:
        return _refused(reading, slot, refusals.sentence(refused), fields, essay)
    other = handing.is_other(held, fields, len(files))
    if other:
        flash(_("Another page of yours had saved an answer here already: that one is shown."), "warning")
    return _onward(reading, stay=other or (held.points is not None and not was_marked))


@bp.route("/c/<short:course>/<short:quiz>/<uid:attempt>", methods=["GET", "POST"])
@needs(Permission.OWN_ATTEMPT, on=queries.reading)
def attempt(_who: Visitor, reading: AttemptReading) -> ResponseReturnValue:
    """Show all questions and take the attempt in; afterwards show its result."""
    if request.method == "POST":
        db.write(service.hand_in, attempt=reading.attempt, now=clock.now())
        return redirect(_address(reading, "learn.attempt"), 303)
    slots = reading.attempt.slots
    if reading.attempt.state == AttemptState.OPEN:
        missing = queries.unanswered(db.session(), reading.attempt)
        return render_template("learn/attempt.html", reading=reading, slots=slots, missing=missing)
    lang = reading.lang_for(i18n.current())
    pages = catalog.answered_pages(db.session(), reading.revision_id, [slot.question_id for slot in slots], lang)
    words = Words.handed_in(slots, reading.attempt)
    parts = [_part(reading, slot, lang, words, *pages[slot.question_id]) for slot in slots]
    return render_template("learn/result.html", reading=reading, results=parts)


@bp.get("/c/<short:course>/<short:quiz>/<uid:attempt>/<int:number>/file/<int:file>")
@needs(Permission.OWN_ATTEMPT, on=queries.reading)
def file(_who: Visitor, reading: AttemptReading) -> ResponseReturnValue:
    """Send a file that its learner handed in; where it was taken out meanwhile, lead to its question."""
    slot, place = _slot(reading), (request.view_args or {})["file"]
    found = works.file_of(db.session(), keys(), media.folder_of(config()), slot.chosen, place)
    if found is None:
        return redirect(_address(reading, "learn.question", number=slot.position), 303)
    return attached(found[1], found[0], f"{slot.position}-{place}")


def _slot(reading: AttemptReading) -> Slot:
    """Return the question that the address names."""
    number = (request.view_args or {})["number"]
    if request.method == "POST":  # Its page shows all of them; an answer concerns one.
        found = queries.slot(db.session(), reading.attempt, number)
    else:
        found = next((slot for slot in reading.attempt.slots if slot.position == number), None)
    if found is None:
        raise NotFound
    return found


def _files(reading: AttemptReading, slot: Slot) -> tuple[TakenIn, ...]:
    """Take in the files that came with an answer, as far as they fit the question.

    :raises NotAnAnswer: they do not.
    """
    if not handing.brings_files() or reading.attempt.state != AttemptState.OPEN:
        return ()
    written = queries.contents(db.session(), [slot])[slot.question_id]
    task = asked(slot, reading.attempt.seed, written).task
    return handing.files(task) if isinstance(task, FileUpload) else ()


def _save(
    reading: AttemptReading, form: AnswerForm, fields: Fields, essay: EssayForm | None, files: tuple[TakenIn, ...]
) -> Slot:
    """Save an answer; return the question with the one that holds now."""
    assert form.seq.data is not None  # The form takes no answer without it.
    answer = handing.again(Sent(fields, form.seq.data, form.uid.data, files=files), essay)
    place = (request.view_args or {})["number"]
    return db.write(service.save, attempt=reading.attempt, position=place, sent=answer, now=clock.now(), keys=keys())


def _refused(
    reading: AttemptReading, slot: Slot, error: str, fields: Fields | None = None, essay: EssayForm | None = None
) -> ResponseReturnValue:
    """Return the question again, with what is wrong; one that was handed in takes no answer, right or wrong."""
    if reading.attempt.state != AttemptState.OPEN:
        raise service.HandedIn
    return _question(reading, slot, error, fields, essay), 422


def _question(
    reading: AttemptReading,
    slot: Slot,
    error: str = "",
    typed: Fields | None = None,
    essay: EssayForm | None = None,
) -> str:
    lang = reading.lang_for(i18n.current())
    ((content, written),) = catalog.answered_pages(db.session(), reading.revision_id, [slot.question_id], lang).values()
    content = _laid_out(reading, slot, content)
    question = asked(slot, reading.attempt.seed, written)
    versions = handing.versions(slot) if written["type"] == "essay" else []
    words = Words.of([slot], versions)
    return render_template(
        "learn/attempt_question.html",
        heading=shown.KINDS[reading.kind],
        reading=reading,
        slots=reading.attempt.slots,
        slot=slot,
        shown=shown.shown(content, lang),
        task=question.task,
        numbers=question.task.said(),
        answered=_answered(reading, slot, words, content, written) if slot.points is not None else None,
        fields=words.fields(slot, written) if typed is None else typed,
        held=words.shown(slot, written),
        words=words,
        versions=[words.text(each) for each in versions],
        essay=essay or EssayForm(prefix=sent.MARK, data={"text": words.text(slot.chosen)}),
        uid=new_uid(),
        error=error,
    )


def _part(
    reading: AttemptReading, slot: Slot, lang: str, words: Words, content: Content, written: Content
) -> tuple[Answered, Shown, Mapping[str, str]]:
    """Return what became of a question, what it shows, and the numbers that were drawn for it."""
    content = _laid_out(reading, slot, content)
    numbers = asked(slot, reading.attempt.seed, written).task.said()
    return _answered(reading, slot, words, content, written), shown.shown(content, lang), numbers


def _answered(reading: AttemptReading, slot: Slot, words: Words, content: Content, written: Content) -> Answered:
    found = results.answered(asked(slot, reading.attempt.seed, written).task, words.fields(slot, written), content)
    return replace(found, waited=words.waited.get(slot.id))


def _laid_out(reading: AttemptReading, slot: Slot, content: Content) -> Content:
    """Return a question with its lists in the order of this attempt, the same in every language."""
    if not reading.settings["shuffle_options"] or content.get("type") in ("truefalse", "scale"):
        return content
    seed = f"{reading.attempt.seed} {slot.position}"
    lists = {name: shaken(content[name], seed, lambda each: str(each["id"])) for name in _SHAKEN if name in content}
    gaps = [_laid_out(reading, slot, gap) if "options" in gap else gap for gap in content.get("gaps", ())]
    return {**content, **lists, **({"gaps": gaps} if gaps else {})}


_SHAKEN = ("options", "items", "matches")


def _onward(reading: AttemptReading, *, stay: bool = False) -> ResponseReturnValue:
    """Return the way to where the pressed button leads: a place, everything, or another language."""
    to = request.form.get("to", "")
    here = (request.view_args or {})["number"]
    if to in i18n.offered():
        return redirect(_address(reading, "learn.question", number=here, lang=to), 303)
    if stay:
        return redirect(_address(reading, "learn.question", number=here), 303)
    number = int(to) if to.isascii() and to.isdecimal() and len(to) < 4 else here + 1
    if to != "all" and 1 <= number <= reading.count:
        return redirect(_address(reading, "learn.question", number=number), 303)
    return redirect(_address(reading, "learn.attempt"), 303)


def _address(reading: AttemptReading, endpoint: str, **more: object) -> str:
    uid = (request.view_args or {})["attempt"]
    values: dict[str, Any] = {"course": reading.code, "quiz": reading.step_code, "attempt": uid, **more}
    return url_for(endpoint, **values)
