"""What one keeps for oneself: notes, marked pages, and what one wrote to oneself. Nobody else reads it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import NotFound
from lms.guard import config, needs
from lms.learn import keeping, work
from lms.learn.forms import NoteForm
from lms.learn.views import bp, shown
from lms.learn.views.course import in_order
from lms.permissions import Permission
from lms.progress import service as progress
from lms.signin import keys


@bp.get("/me/notes")
@needs(Permission.OWN_ACCOUNT)
def mine(who: Visitor) -> ResponseReturnValue:
    """List the pages about which one keeps something; the words themselves stand on a page further on."""
    kept = keeping.all_of(db.session(), who.account)
    outlines = queries.outlines(db.session(), {each.course for each in kept}, i18n.current())
    courses = []
    for code, (content, lang) in outlines.items():
        page = shown.shown(content, lang)
        entries = {entry["code"]: entry for entry in in_order(content)}
        mine_here = [(entries[each.step], each) for each in kept if each.course == code and each.step in entries]
        courses.append((code, page, mine_here))
    return render_template("learn/mine.html", courses=courses)


@bp.route("/c/<short:course>/<short:step>/mine", methods=["GET", "POST"])
@needs(Permission.KEEP_OWN, on=queries.step_reading)
def own(who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Show what one keeps about a step; keep a note, or what was written to oneself; without words, delete it."""
    if request.method != "POST":
        return _page(who, reading)
    reflects = "reflection" in request.form
    if reflects and reading.kind != StepKind.REFLECTION:
        raise NotFound
    form = NoteForm(request.form)
    if not form.accepted():
        return _page(who, reading, **{"thought" if reflects else "note": form}), 422
    now = clock.now()
    sent: dict[str, Any] = {
        "account": who.account,
        "reading": reading,
        "today": clock.local_day(now, config().time_zone),
    }
    if reflects and form.words.data:  # It counts here as on the page of the step.
        db.write(work.reflect, keys(), **sent, words=form.words.data, now=now)
    else:
        kind = keeping.Kind.REFLECTION if reflects else keeping.Kind.NOTE
        db.write(keeping.keep, keys(), **sent, kind=kind, words=form.words.data or "")
    flash(_("Saved, sealed for you alone.") if form.words.data else _("Deleted."), "good")
    return redirect(url_for("learn.own", course=reading.code, step=reading.step_code), 303)


@bp.post("/c/<short:course>/<short:step>/mark")
@needs(Permission.KEEP_OWN, on=queries.step_reading)
def mark(who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Mark a page so that one finds it again, or take the mark away."""
    today = clock.local_day(clock.now(), config().time_zone)
    marked = request.form.get("marked") == "yes"
    db.write(progress.mark_page, account=who.account, step_id=reading.step_id, marked=marked, day=today)
    return redirect(url_for("learn.own", course=reading.code, step=reading.step_code), 303)


def _page(who: Visitor, reading: StepReading, note: NoteForm | None = None, thought: NoteForm | None = None) -> str:
    """Return the page; a form that was refused stands on it as it was sent."""
    kept = keeping.own(db.session(), keys(), who.account, reading)
    return render_template(
        "learn/own.html",
        reading=reading,
        shown=shown.step(reading),
        kept=kept,
        note=note or NoteForm(data={"words": kept.words.get(keeping.Kind.NOTE, "")}),
        thought=thought or NoteForm(data={"words": kept.words.get(keeping.Kind.REFLECTION, "")}),
    )
