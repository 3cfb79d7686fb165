"""Looking at what a file of questions brings; taking it over, or dropping it."""

import hashlib
import re

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from lms import clock, db, i18n
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.audit.service import Actor
from lms.catalog import service as courses
from lms.catalog.package.course import read_package
from lms.catalog.package.tree import ending_of
from lms.catalog.queries import Reading
from lms.catalog.revisions import MIMETYPES
from lms.exchange import desk, preview, queries, service
from lms.exchange.planning import Accepted, NoModule
from lms.exchange.queries import Pictured, Waiting
from lms.exchange.views import bp
from lms.guard import config, needs
from lms.media import service as media
from lms.paging import Paging
from lms.permissions import Permission
from lms.text.digits import whole_number
from lms.translating import words

PER_PAGE = 10
MOST_NAMED = 50
"""Refusals that a page lists; more are counted."""


@bp.route("/trainer/c/<short:course>/questions/import/<uid:brought>", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=queries.waiting)
def look(who: Visitor, waiting: Waiting) -> ResponseReturnValue:
    """Show each question of a file as it will look, and what can't be taken and why; take it over, or drop it."""
    reading = waiting.reading
    if request.method == "POST" and "drop" in request.form:
        db.write(service.drop, brought=waiting.uid)
        flash(_("The file was dropped. Nothing was changed."))
        return redirect(url_for("exchange.bring", course=reading.code), 303)
    try:
        plan = desk.planned(db.session(), reading, waiting.kept)
    except NoModule:
        raise courses.ChangedMeanwhile from None
    if request.method == "POST" and "take" in request.form and plan.tree is not None:
        if request.form.get("seen") != reading.revision_uid:
            raise courses.ChangedMeanwhile
        ready = desk.ready(plan, media.folder_of(config()))
        by, today = _acting(who, reading), clock.local_day(clock.now(), config().time_zone)
        db.write(service.take, brought=waiting.uid, ready=ready, base_id=reading.revision_id, by=by, today=today)
        done = ngettext("%(num)d question was taken over.", "%(num)d questions were taken over.", plan.changes)
        flash(i18n.number(done), "good")
        return redirect(url_for("bank.questions", course=reading.code), 303)
    paging = _paging(len(plan.accepted))
    page = plan.accepted[(paging.number - 1) * PER_PAGE : paging.number * PER_PAGE]
    lang = i18n.current_among(reading.languages)
    return render_template(
        "exchange/look.html",
        waiting=waiting,
        reading=reading,
        plan=plan,
        shown=Words(lang),
        questions=preview.shown(read_package(plan.joined), page, lang, _pictures(waiting, page)),
        paging=paging,
        most=MOST_NAMED,
        words=words,
        said=lambda each: each.into(_),
    )


@bp.get("/trainer/c/<short:course>/questions/import/<uid:brought>/picture/<int:number>")
@needs(Permission.EDIT_BANK, on=queries.pictured)
def picture(_who: Visitor, pictured: Pictured) -> ResponseReturnValue:
    """Send the picture of a question that was not taken over yet."""
    return Response(pictured.data, mimetype=MIMETYPES.get(ending_of(pictured.name), "application/octet-stream"))


class Words:
    """The words of a course on a page that speaks another language, perhaps; what the macros of questions ask for."""

    def __init__(self, lang: str) -> None:
        """Take the language of the words."""
        self.lang = lang
        self.is_other = lang != i18n.spoken()
        self.attribute = Markup(' lang="{}"').format(lang) if self.is_other else Markup("")

    def own(self, html: Markup) -> Markup:
        """Return words with their language, where the page speaks another."""
        return Markup('<span lang="{}">{}</span>').format(self.lang, html) if self.is_other and html else html

    def notes(self, html: Markup) -> Markup:
        """Return a text; nothing is explained at the foot of this page, so what would lead there does not."""
        return Markup(_LINK.sub(r"\1", html))  # noqa: S704 - HTML as it was, less some links

    def filled(self, html: Markup, places: dict[str, str]) -> Markup:
        """Return a text in which each {{name}} is what stands in `places`, which is safe markup."""
        pieces = _PLACE.split(html)
        return Markup("").join(  # Every second piece is a name.
            escape(places.get(piece, "")) if odd % 2 else Markup(piece)  # noqa: S704 - HTML as it was
            for odd, piece in enumerate(pieces)
        )


_PLACE = re.compile(r"\{\{([a-z][a-z0-9_-]{0,59})\}\}")
_LINK = re.compile(r'<a class="[ts]" href="#[^"<>]*">([^<>]*)</a>')


def _paging(count: int) -> Paging:
    pages = max(1, -(-count // PER_PAGE))
    number = whole_number(request.args.get("page", "1"), 6) or 1
    return Paging(min(max(number, 1), pages), pages, count)


def _pictures(waiting: Waiting, page: list[Accepted]) -> dict[str, str]:
    """Return where the pictures are that the site does not serve yet, by their hashes."""
    return {
        hashlib.sha256(data).hexdigest(): url_for(
            "exchange.picture", course=waiting.reading.code, brought=waiting.uid, number=each.brought.line
        )
        for each in page
        for data in each.brought.files.values()
    }


def _acting(who: Visitor, reading: Reading) -> Actor:
    role = Role.TRAINER if who.has(Role.TRAINER, reading.places) else Role.ADMIN
    return who.acting(role, clock.now())
