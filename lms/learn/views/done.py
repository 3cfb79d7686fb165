"""Steps that are done by saying so where it can be believed: a case at its end, a page without questions."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock, db
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import LmsError, NotFound
from lms.guard import needs
from lms.learn import work
from lms.learn.views import bp, shown
from lms.permissions import Permission
from lms.progress.models import Event


class NotAtAnEnd(LmsError):
    """The case has not come to an end."""

    status = 422
    message = _l("This case has not come to an end yet. Go back and decide on.")


@bp.post("/c/<short:course>/<short:case>/end")
@needs(Permission.KEEP_OWN, on=queries.step_reading)
def end(who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Write down that a case came to an end."""
    if reading.kind != StepKind.CASE:
        raise NotFound
    if not _is_ending(reading, request.form.get("place", "")):
        raise NotAtAnEnd
    return _done(who, reading, Event.CASE)


@bp.post("/c/<short:course>/<short:page>/read")
@needs(Permission.KEEP_OWN, on=queries.step_reading)
def read(who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Write down that a page was read which asks nothing."""
    if reading.settings["rule"] != "read":
        raise NotFound
    return _done(who, reading, Event.READ)


def _done(who: Visitor, reading: StepReading, event: Event) -> ResponseReturnValue:
    """Go back to the course, where the next step is."""
    db.write(work.do_once, account=who.account, reading=reading, event=event, now=clock.now())
    flash(_("Done. It is kept on this page."), "good")
    return redirect(url_for("learn.course", course=reading.code), 303)


def _is_ending(reading: StepReading, place: str) -> bool:
    places = shown.step(reading).content["places"]
    known = place.isascii() and place.isdecimal() and len(place) < 4 and int(place) < len(places)
    return known and not places[int(place)]["decisions"]
