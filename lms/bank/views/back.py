"""The last change that was made in the browser is taken back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import db
from lms.accounts.rules import Visitor
from lms.bank import queries, saving, service
from lms.bank.views import acting, bp
from lms.catalog import queries as catalog
from lms.catalog import service as courses
from lms.catalog.models import Origin
from lms.catalog.queries import Reading
from lms.guard import needs
from lms.permissions import Permission


@bp.route("/trainer/c/<short:course>/bank/back", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=catalog.reading)
def back(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Ask whether the course is to be again as it was before the last change; and do it."""
    made = queries.newest(db.session(), reading.revision_id)
    parent = made.parent_id if made.origin == Origin.STUDIO else None
    if request.method == "POST":
        if parent is None or request.form.get("seen") != reading.revision_uid:
            raise courses.ChangedMeanwhile
        plan = saving.plan(queries.tree(db.session(), parent))
        if plan.package is None:  # What an older version of the check let through.
            return render_template("bank/refused.html", reading=reading, question=None, faults=plan.faults), 422
        ready, by = plan.ready(), acting.actor(who, reading)
        db.write(service.take_back, ready=ready, base_id=reading.revision_id, by=by, today=acting.today())
        flash(_("The course is as it was before."), "good")
        return redirect(url_for("bank.questions", course=reading.code), 303)
    return render_template("bank/back.html", reading=reading, made=made, possible=parent is not None)
