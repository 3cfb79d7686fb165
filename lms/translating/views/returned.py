"""A translator's file comes back: it is kept, looked at, and taken over or dropped."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import CombinedMultiDict

from lms import clock, db, i18n
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.audit.service import Actor
from lms.catalog import queries as catalog
from lms.catalog import service as courses
from lms.catalog.queries import Reading
from lms.errors import LmsError
from lms.guard import config, needs
from lms.permissions import Permission
from lms.text.difference import difference
from lms.translating import desk, docx_in, queries, service, words
from lms.translating.forms import SendForm
from lms.translating.queries import Waiting
from lms.translating.views import bp
from lms.translating.views.asked import asked
from lms.translating.views.texts import listed

MOST_SHOWN = 50
"""Changes and refusals that a page lists; more are counted."""
_ROOM = 64 * 1024


@bp.post("/trainer/texts/<short:course>/return")
@needs(Permission.TRANSLATE, on=catalog.reading)
def send(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Keep a file that came back, and show what it would change."""
    request.max_content_length = docx_in.MOST_BYTES + _ROOM
    form = SendForm(CombinedMultiDict((request.files, request.form)))
    if form.accepted():
        body = form.file.data.read(docx_in.MOST_BYTES + 1) if hasattr(form.file.data, "read") else b""
        try:
            desk.opened(body)
        except LmsError as refusal:
            form.file.errors = [refusal.message]
        else:
            kept = db.write(service.keep, course_id=reading.course_id, by_uid=who.uid, body=body, today=_today())
            return redirect(url_for("translating.look", course=reading.code, returned=kept.uid), 303)
    chosen = asked(reading, request.form, i18n.current())
    return render_template("translating/texts.html", **listed(reading, chosen), form=form), 422


@bp.route("/trainer/texts/<short:course>/returned/<uid:returned>", methods=["GET", "POST"])
@needs(Permission.TRANSLATE, on=queries.waiting)
def look(who: Visitor, waiting: Waiting) -> ResponseReturnValue:
    """Show what a file changes and what can't be taken; take it over, or drop it."""
    reading = waiting.reading
    if request.method == "POST" and "drop" in request.form:
        db.write(service.drop, returned=waiting.uid)
        flash(_("The file was dropped. Nothing was changed."))
        return redirect(url_for("translating.texts", course=reading.code), 303)
    plan = desk.planned(db.session(), reading, waiting.returned.body)
    if request.method == "POST" and "take" in request.form and plan.tree is not None:
        if request.form.get("seen") != reading.revision_uid:
            raise courses.ChangedMeanwhile
        ready = desk.ready(plan)
        db.write(
            service.take,
            returned=waiting.uid,
            ready=ready,
            base_id=reading.revision_id,
            by=acting(who, reading),
            today=_today(),
        )
        done = ngettext(
            "%(num)d text was taken over, as a draft.", "%(num)d texts were taken over, as drafts.", plan.texts
        )
        flash(i18n.number(done), "good")
        return redirect(url_for("translating.texts", course=reading.code, into=plan.key.to, state="draft"), 303)
    return render_template(
        "translating/look.html",
        waiting=waiting,
        reading=reading,
        plan=plan,
        most=MOST_SHOWN,
        difference=difference,
        words=words,
    )


def acting(who: Visitor, reading: Reading) -> Actor:
    """Return who acts on a course, in the role that lets them."""
    role = Role.TRAINER if who.has(Role.TRAINER, reading.places) else Role.ADMIN
    return who.acting(role, clock.now())


def _today() -> date:
    return clock.local_day(clock.now(), config().time_zone)
