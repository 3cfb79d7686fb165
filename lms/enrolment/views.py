"""Joining a group."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.rules import Visitor
from lms.enrolment import service
from lms.enrolment.forms import JoinForm
from lms.guard import needs
from lms.permissions import Permission

bp = Blueprint("enrolment", __name__, url_prefix="/<lang:lang>")


@bp.route("/join", methods=["GET", "POST"])
@needs(Permission.JOIN_COHORT)
def join(who: Visitor) -> ResponseReturnValue:
    """Let a learner in with the code from the board."""
    form = JoinForm(request.form)
    if form.accepted():
        try:
            place = db.write(service.join_with_code, account=who.account, code=form.code.data, now=clock.now())
        except service.CannotJoin as refusal:
            form.code.errors = [refusal.message]
        else:
            flash(_("Welcome to %(group)s. Your place is saved.", group=place.cohort.name), "good")
            return redirect(url_for("learn.home"), 303)
    return render_template("enrolment/join.html", form=form), 422 if form.errors else 200
