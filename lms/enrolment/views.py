"""Joining a group, asking for a place in one, and leaving it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import queries, service
from lms.enrolment.forms import JoinForm
from lms.enrolment.models import Enrolment, PlaceState
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
            flash(_said(place), "good")
            return redirect(url_for("learn.home"), 303)
    return render_template("enrolment/join.html", form=form), 422 if form.errors else 200


@bp.post("/groups/<uid:cohort>/take-part")
@needs(Permission.TAKE_PART, on=cohorts.by_uid)
def take_part(who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Take a place in a cohort without a code, or ask for one."""
    place = db.write(service.take_part, account=who.account, cohort=cohort, now=clock.now())
    flash(_said(place), "good")
    return redirect(url_for("learn.home"), 303)


@bp.route("/me/groups/<uid:place>/leave", methods=["GET", "POST"])
@needs(Permission.LEAVE_COHORT, on=queries.by_uid)
def leave(who: Visitor, place: Enrolment) -> ResponseReturnValue:
    """Give one's place up, or no longer wait for it; asks first."""
    if place.state == PlaceState.LEFT:
        return redirect(url_for("learn.home"), 303)
    if request.method == "GET":
        return render_template("enrolment/leave.html", place=place)
    db.write(service.leave, place=place, by_uid=who.uid, now=clock.now())
    flash(_("You have left %(group)s.", group=place.cohort.name), "good")
    return redirect(url_for("learn.home"), 303)


@bp.post("/staff/places/<uid:place>/answer")
@needs(Permission.ANSWER_REQUEST, on=queries.by_uid, stepped_up=True)
def answer(who: Visitor, place: Enrolment) -> ResponseReturnValue:
    """Say yes or no to somebody who asks for a place."""
    yes = request.form.get("answer") == "yes"
    db.write(service.answer_request, place=place, yes=yes, by=who.acting(Role.STAFF, clock.now()))
    flash(_("The place is given.") if yes else _("The request is declined."), "good")
    return redirect(url_for("people.roster", cohort=place.cohort.uid, state=PlaceState.ASKED), 303)


def _said(place: Enrolment) -> str:
    """Return what somebody is told who wanted a place."""
    if place.state == PlaceState.WAITING:
        return str(_("Every place in %(group)s is taken. You are on the waiting list.", group=place.cohort.name))
    if place.state == PlaceState.ASKED:
        return str(_("You have asked for a place in %(group)s. Staff will say yes or no.", group=place.cohort.name))
    return str(_("Welcome to %(group)s. Your place is saved.", group=place.cohort.name))
