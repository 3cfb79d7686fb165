"""Taking back what was taken over last."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.catalog import service as courses
from lms.catalog.models import Origin
from lms.catalog.queries import Reading
from lms.guard import config, needs
from lms.permissions import Permission
from lms.translating import desk, queries, service
from lms.translating.views import bp
from lms.translating.views.returned import acting


@bp.route("/trainer/texts/<short:course>/back", methods=["GET", "POST"])
@needs(Permission.TRANSLATE, on=catalog.reading)
def back(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Ask whether the course is to be again as before the last file was taken over; and do it."""
    made = queries.newest(db.session(), reading)
    parent = made.parent_id if made.origin == Origin.IMPORT else None
    if request.method == "POST":
        if parent is None or request.form.get("seen") != reading.revision_uid:
            raise courses.ChangedMeanwhile
        ready = desk.before(db.session(), parent)
        now = clock.now()
        db.write(
            service.take_back,
            ready=ready,
            base_id=reading.revision_id,
            by=acting(who, reading),
            today=clock.local_day(now, config().time_zone),
        )
        flash(_("The course is as it was before."), "good")
        return redirect(url_for("translating.texts", course=reading.code), 303)
    return render_template("translating/back.html", reading=reading, made=made, possible=parent is not None)
