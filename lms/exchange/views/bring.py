"""Sending a file of questions, and getting one."""

from datetime import date

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict

from lms import clock, db, i18n
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.catalog.queries import Reading
from lms.exchange import desk, formats, service
from lms.exchange.forms import BringForm
from lms.exchange.found import MOST_BYTES, NoSuchFile
from lms.exchange.kept import Kept
from lms.exchange.planning import NoModule
from lms.exchange.views import bp
from lms.forms import options
from lms.guard import config, needs
from lms.paging import here
from lms.permissions import Permission
from lms.translating import words

_ROOM = 64 * 1024
MOST_NAMED = 50
"""Questions of which a page says what is left out; more are counted."""


@bp.route("/trainer/c/<short:course>/questions/import", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=catalog.reading)
def bring(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Take a file of questions in, to be looked at; or offer the questions of the course as a file."""
    if request.method == "POST":
        request.max_content_length = MOST_BYTES + _ROOM
    form = BringForm(CombinedMultiDict((request.files, request.form)) if request.method == "POST" else None)
    modules = desk.modules(db.session(), reading)
    form.module.choices = options(*((name, i18n.number(number)) for number, name in enumerate(modules, 1)))
    form.lang.choices = options(("", _("Find out")), *((code, words.language(code)) for code in reading.languages))
    if form.accepted():
        kept = _kept(form, reading)
        try:
            formats.read(kept.data, kept.lang, kept.format)
        except NoSuchFile as refusal:
            said = _("Line %(line)s: %(why)s", line=i18n.number(refusal.line), why=refusal.why.into(_))
            form.file.errors = [said]
        else:
            uid = db.write(service.keep, course_id=reading.course_id, by_uid=who.uid, kept=kept, today=_today())
            return redirect(url_for("exchange.look", course=reading.code, brought=uid), 303)
    page = render_template(
        "exchange/bring.html",
        reading=reading,
        form=form,
        modules=modules,
        words=words,
        names=formats.NAMES,
        most_mb=MOST_BYTES // 1024 // 1024,
    )
    return page, 422 if form.errors else 200


@bp.get("/trainer/c/<short:course>/questions/export")
@needs(Permission.EDIT_BANK, on=catalog.reading)
def give(_who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Send the questions of a course as a file, or say that nothing of it can be said so."""
    name = request.args.get("format", formats.MOODLE)
    name = name if name in formats.READERS else formats.MOODLE
    asked = request.args.get("lang", "")
    langs = [asked] if asked in reading.languages else list(reading.languages)
    try:
        made = desk.written(db.session(), reading, name=name, langs=langs, module=request.args.get("module", ""))
    except NoModule:
        return redirect(url_for("exchange.bring", course=reading.code), 303)
    if "file" in request.args and made.count:
        answer = Response(made.body, mimetype=formats.MIMETYPES[name])
        answer.headers["Content-Disposition"] = f'attachment; filename="{formats.FILE_NAMES[name]}"'
        return answer
    address = here([*((key, value) for key, value in request.args.items() if key != "file"), ("file", "1")])
    return render_template(
        "exchange/give.html",
        reading=reading,
        made=made,
        name=name,
        address=address,
        most=MOST_NAMED,
        said=lambda each: each.into(_),
    )


def _kept(form: BringForm, reading: Reading) -> Kept:
    data = form.file.data.read(MOST_BYTES + 1) if hasattr(form.file.data, "read") else b""
    lang = form.lang.data or formats.language(data, reading.languages)
    return Kept(data, form.format.data, lang, form.module.data)


def _today() -> date:
    return clock.local_day(clock.now(), config().time_zone)
