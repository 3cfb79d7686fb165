"""The first page, which is the catalogue, and what this site protects."""

from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import choices, clock, db, i18n
from lms.catalog import queries as catalog
from lms.enrolment import queries as enrolment
from lms.guard import config, public, visitor
from lms.learn import taking
from lms.learn.views import bp, shown


@public
def root() -> ResponseReturnValue:
    """Send a person to the language they chose, else what the browser asks for, else Burmese."""
    who = visitor()
    lang = who.account.language if who and who.account.language in i18n.offered() else i18n.current()
    return redirect(url_for("learn.home", lang=lang), 303)


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Show the courses there are, and where a person is already taking part."""
    who = visitor()
    places = enrolment.places_of(db.session(), who.account) if who else []
    members_only = choices.in_force().catalogue == "members" and who is None
    found = [] if members_only else catalog.catalogue(db.session(), i18n.current(), open_only=who is None)
    courses = [(course, shown.shown({}, course.lang)) for course in found]
    taken = taking.courses_of(db.session(), who.account, _today()) if places and who else {}
    return render_template("learn/home.html", places=places, members_only=members_only, courses=courses, taken=taken)


def _today() -> date:
    return clock.local_day(clock.now(), config().time_zone)


@bp.get("/safety")
@public
def safety() -> ResponseReturnValue:
    """Say plainly what this site protects, and what it cannot."""
    return render_template("learn/safety.html")
