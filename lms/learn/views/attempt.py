"""An attempt: its questions one by one, all of them looked over, and handed in."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n, kept
from lms.accounts.rules import Visitor
from lms.attached import attached
from lms.catalog import queries as catalog
from lms.errors import NotFound
from lms.guard import config, needs
from lms.ids import new_uid
from lms.learn import refusals, sent, times
from lms.learn.forms import EssayForm
from lms.learn.sent import Stamp
from lms.learn.views import bp, handing, result, shown
from lms.learn.views.handing import Words
from lms.learn.views.result import Part
from lms.media import service as media
from lms.permissions import Permission
from lms.quizzes import answering, queries, service, works
from lms.quizzes.answering import Sent
from lms.quizzes.engine.behaviours.state import Act, Stage
from lms.quizzes.engine.definition import Question
from lms.quizzes.engine.refusal import NotAnAnswer
from lms.quizzes.engine.rules.paging import Navigation
from lms.quizzes.engine.rules.quiz import QuizSettings, tells_during
from lms.quizzes.engine.rules.review import Moment
from lms.quizzes.engine.task import Fields, MarkedBy, Outcome
from lms.quizzes.engine.types.upload import FileUpload
from lms.quizzes.marking import asked
from lms.quizzes.models import AttemptState, Slot
from lms.quizzes.queries import AttemptReading
from lms.quizzes.works import TakenIn
from lms.signin import keys


@bp.route("/c/<short:course>/<short:quiz>/<uid:attempt>/<int:number>", methods=["GET", "POST"])
@needs(Permission.OWN_ATTEMPT, on=queries.reading)
def question(_who: Visitor, reading: AttemptReading) -> ResponseReturnValue:
    """Show one question with how it stands; save or check an answer, and go where the pressed button leads."""
    if not reading.has_slot:
        raise NotFound
    settings = QuizSettings.of(reading.settings)
    if request.method != "POST":
        if reading.attempt.state != AttemptState.OPEN or _is_over(reading):
            return redirect(_address(reading, "learn.attempt"), 303)
        if _is_left(reading, settings, _slot(reading).position):
            return _to(reading, reading.attempt.reached)
        return _question(reading, settings)
    handing.make_room()
    stamp = sent.stamp_of(request.form)
    if stamp is None:
        return _refused(reading, settings, _("That did not come through whole. Choose again."))
    act = ACTS.get(request.form.get("to", ""), Act.SAVE)
    essay = handing.essay_form()
    if essay and not essay.accepted():
        return _refused(reading, settings, str(essay.text.errors[0]), essay=essay)
    typed = handing.with_words(request.form, essay) if essay else request.form
    fields = {} if act == Act.TRY_AGAIN else sent.fields_of(typed)
    if kept.FILE_LEFT in request.form:
        return _refused(reading, settings, _("Your file did not come along. Choose it again and save."), fields)
    if not fields and _slot(reading).is_ended:  # Its page shows what was right, and nothing to choose.
        return _onward(reading, settings)
    try:
        files = _files(reading)
        nothing_new = act == Act.SAVE and sent.changes_nothing(typed) and not files
        answer = None if nothing_new else handing.again(_sent(stamp, fields, act, files), essay)
        held = _slot(reading) if answer is None else _save(reading, answer)
    except NotAnAnswer as refused:
        return _refused(reading, settings, refusals.sentence(refused), fields, essay)
    except answering.TimeIsOver:
        db.write(service.hand_in, attempt=reading.attempt, now=clock.now())
        raise
    warning = "" if nothing_new and act == Act.SAVE else _warning(reading, settings, stamp, held, fields, act)
    if warning:
        flash(warning, "warning")
    return _onward(reading, settings, stay=bool(warning) or act != Act.SAVE)


@bp.route("/c/<short:course>/<short:quiz>/<uid:attempt>", methods=["GET", "POST"])
@needs(Permission.OWN_ATTEMPT, on=queries.reading)
def attempt(_who: Visitor, reading: AttemptReading) -> ResponseReturnValue:
    """Show all questions and take the attempt in; afterwards show its result."""
    if request.method == "POST":
        db.write(service.hand_in, attempt=reading.attempt, now=clock.now())
        return redirect(_address(reading, "learn.attempt"), 303)
    if reading.attempt.state != AttemptState.OPEN:
        return result.page(reading)
    settings = QuizSettings.of(reading.settings)
    return render_template(
        "learn/attempt.html",
        reading=reading,
        settings=settings,
        slots=reading.attempt.slots,
        missing=queries.unanswered(db.session(), reading.attempt),
        over=_is_over(reading),
        left=times.left(reading.attempt.ends_at, clock.now()),
    )


ACTS = {"check": Act.CHECK, "again": Act.TRY_AGAIN}
"""What a button does with an answer; every other saves it and leads somewhere."""


def _is_over(reading: AttemptReading) -> bool:
    """Tell whether no answer counts any more, the seconds of grace being over too."""
    late_at = reading.attempt.late_at
    return late_at is not None and clock.now() >= late_at


def _is_left(reading: AttemptReading, settings: QuizSettings, number: int) -> bool:
    """Tell whether one has gone on from a question, or not come to it, where one goes onward only."""
    return settings.navigation == Navigation.SEQUENTIAL and number != reading.attempt.reached


def _warning(
    reading: AttemptReading, settings: QuizSettings, stamp: Stamp, held: Slot, fields: Fields, act: Act
) -> str:
    """Return what somebody should know whose answer is not what was wanted of it; empty: all is well."""
    if _is_left(reading, settings, held.position):
        return str(_("You have gone on from this question: its answer stays as it was."))
    if act == Act.TRY_AGAIN:
        return ""
    if handing.is_other(held, fields) or held.certainty != stamp.certainty:
        return str(_("Another page of yours had saved an answer here already: that one is shown."))
    if act != Act.CHECK or held.told >= stamp.seq:
        return ""
    if settings.asks_certainty and held.certainty is None:
        return str(_("Your answer is saved. Say how sure you are, then check it."))
    if held.tries and settings.checks_again:
        return str(_("You checked this very answer before. It counts once."))
    return str(_("What you chose is saved. Answer the whole question, then check it."))


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
    if reading.slot is None:
        raise NotFound
    return reading.slot


def _files(reading: AttemptReading) -> tuple[TakenIn, ...]:
    """Take in the files that came with an answer, as far as they fit the question.

    :raises NotAnAnswer: they do not.
    """
    if not handing.brings_files() or reading.attempt.state != AttemptState.OPEN or _is_over(reading):
        return ()
    slot = _slot(reading)
    written = queries.contents(db.session(), [slot])[slot.question_id]
    task = asked(slot, reading.attempt.seed, written).task
    return handing.files(task) if isinstance(task, FileUpload) else ()


def _sent(stamp: Stamp, fields: Fields, act: Act, files: tuple[TakenIn, ...]) -> Sent:
    return Sent(fields, stamp.seq, stamp.uid, act, stamp.certainty, files=files)


def _save(reading: AttemptReading, answer: Sent) -> Slot:
    """Save an answer; return the question as it stands now."""
    place = (request.view_args or {})["number"]
    return db.write(
        answering.save, attempt_id=reading.attempt_id, position=place, sent=answer, now=clock.now(), keys=keys()
    )


def _refused(
    reading: AttemptReading,
    settings: QuizSettings,
    error: str,
    fields: Fields | None = None,
    essay: EssayForm | None = None,
) -> ResponseReturnValue:
    """Return the question again, with what is wrong; one that was handed in takes no answer, right or wrong."""
    if reading.attempt.state != AttemptState.OPEN:
        raise answering.HandedIn
    if _is_over(reading):
        raise answering.TimeIsOver
    return _question(reading, settings, error, fields, essay), 422


def _question(
    reading: AttemptReading,
    settings: QuizSettings,
    error: str = "",
    typed: Fields | None = None,
    essay: EssayForm | None = None,
) -> str:
    slot, lang = _slot(reading), reading.lang_for(i18n.current())
    ((content, written),) = catalog.answered_pages(db.session(), reading.revision_id, [slot.question_id], lang).values()
    question = asked(slot, reading.attempt.seed, written)
    is_told = slot.is_ended or slot.stage == Stage.TRY_AGAIN or 0 < slot.told == slot.seq
    versions = handing.versions(slot) if written["type"] == "essay" else []
    words = Words.of([slot], versions)
    part = result.part(reading, slot, settings, Moment.DURING, content, written, words=words) if is_told else None
    tried = slot.tries - 1 if slot.stage == Stage.TRY_AGAIN else None
    content = result.laid_out(reading, slot, content)
    return render_template(
        "learn/attempt_question.html",
        heading=shown.KINDS[reading.kind],
        reading=reading,
        settings=settings,
        slots=reading.attempt.slots,
        slot=slot,
        shown=shown.shown(part.shown.content if part else content, lang),
        numbers=question.task.said(),
        answered=part.answered if part else None,
        closed=slot.is_ended or slot.stage == Stage.TRY_AGAIN,
        hint=None if tried is None else content["hints"][tried],
        right_parts=_right_parts(part, question, tried),
        checks=tells_during(settings.behaviour) and question.task.marked_by == MarkedBy.ENGINE,
        certain=settings.asks_certainty and question.task.marked_by == MarkedBy.ENGINE,
        onward_only=settings.navigation == Navigation.SEQUENTIAL,
        fields=words.fields(slot, written) if typed is None else typed,
        task=question.task,
        held=words.shown(slot, written),
        words=words,
        versions=[words.text(each) for each in versions],
        essay=essay or EssayForm(prefix=sent.MARK, data={"text": words.text(slot.chosen)}),
        left=times.left(reading.attempt.ends_at, clock.now()),
        uid=new_uid(),
        error=error,
    )


def _right_parts(part: Part | None, question: Question, tried: int | None) -> int | None:
    """Return how many parts of a wrong try are right, where its hint says so."""
    if part is None or tried is None or not question.about.hints[tried].count_right:
        return None
    verdict = part.answered.verdict
    return sum(each.outcome == Outcome.RIGHT for each in verdict.parts) if verdict else 0


def _onward(reading: AttemptReading, settings: QuizSettings, *, stay: bool = False) -> ResponseReturnValue:
    """Return the way to where the pressed button leads: a place, everything, or another language."""
    to = request.form.get("to", "")
    here = (request.view_args or {})["number"]
    if to in i18n.offered():
        return redirect(_address(reading, "learn.question", number=here, lang=to), 303)
    if stay or to in ACTS:
        return _to(reading, here)
    if settings.navigation == Navigation.SEQUENTIAL:
        db.write(answering.go_on, attempt=reading.attempt, left=here)
        return _to(reading, max(here + 1, reading.attempt.reached))
    number = int(to) if to.isascii() and to.isdecimal() and len(to) < 4 else here + 1
    return _to(reading, reading.count + 1 if to == "all" else number)


def _to(reading: AttemptReading, number: int) -> ResponseReturnValue:
    """Return the way to a question; behind the last one, to all of them."""
    if 1 <= number <= reading.count:
        return redirect(_address(reading, "learn.question", number=number), 303)
    return redirect(_address(reading, "learn.attempt"), 303)


def _address(reading: AttemptReading, endpoint: str, **more: object) -> str:
    uid = (request.view_args or {})["attempt"]
    values: dict[str, Any] = {"course": reading.code, "quiz": reading.step_code, "attempt": uid, **more}
    return url_for(endpoint, **values)
