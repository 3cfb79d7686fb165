"""Adding learners to a cohort: one, or a pasted list that is looked over before anybody is made."""

import secrets

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n
from lms.accounts import queries as accounts
from lms.accounts.handles import OFFERED_IN, handle_problem, offer
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.accounts.service import HandleRefused
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment.service import CannotJoin
from lms.guard import config, needs
from lms.people import making, rules
from lms.people.forms import WHY_NOT, HandleForm, HandleListForm
from lms.people.making import Card
from lms.people.rules import Verdict
from lms.people.views import bp
from lms.people.views.cards import sheet
from lms.permissions import Permission
from lms.signin import keys
from lms.text.canonical import canonical

RANDOM = secrets.SystemRandom()


@bp.route("/staff/cohorts/<uid:cohort>/add", methods=["GET", "POST"])
@needs(Permission.ADD_LEARNERS, on=cohorts.by_uid, stepped_up=True)
def add_learner(who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Make one learner with a place in a cohort, and show the sign-in card."""
    form = HandleForm(request.form)
    form.offer(offer(i18n.current_among(OFFERED_IN), RANDOM))
    if form.accepted():
        if not form.wished:
            form.own_handle.errors = [_("Choose a handle, or write one.")]
        elif (problem := handle_problem(form.wished)) is not None:
            form.own_handle.errors = [WHY_NOT[problem]]
        else:
            try:
                return _made(who, cohort, [form.wished], form)
            except (CannotJoin, HandleRefused) as refusal:
                form.own_handle.errors = [refusal.message]
    return render_template("people/add_learner.html", form=form, cohort=cohort), 422 if form.errors else 200


@bp.route("/staff/cohorts/<uid:cohort>/add-list", methods=["GET", "POST"])
@needs(Permission.ADD_LEARNERS, on=cohorts.by_uid, stepped_up=True)
def add_list(who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Show what a pasted list comes to, line by line; then, on the second button, make it."""
    form = HandleListForm(request.form)
    lines: list[rules.Line] = []
    if form.accepted():
        wishes = rules.wishes_in(form.names.data)
        lines = rules.judged(wishes, accounts.taken(db.session(), [canonical(wish) for _number, wish in wishes]))
        good = [line.wish for line in lines if line.verdict != Verdict.REFUSED]
        if "make" in request.form and good:
            try:
                return _made(who, cohort, good, form)
            except (CannotJoin, HandleRefused) as refusal:
                form.names.errors = [refusal.message]
    return render_template(
        "people/add_list.html",
        form=form,
        cohort=cohort,
        lines=lines,
        why_not=WHY_NOT,
        good=sum(line.verdict != Verdict.REFUSED for line in lines),
        seats_left=max(0, cohort.seats - enrolment.taken(db.session(), cohort)),
    ), 422 if form.errors else 200


def _made(who: Visitor, cohort: Cohort, wishes: list[str], form: HandleForm | HandleListForm) -> str:
    cards: list[Card] = db.write(
        making.add_learners,
        keys(),
        cohort=cohort,
        wishes=wishes,
        form=making.Form(form.form.data, form.language.data),
        by=who.acting(Role.STAFF, clock.now()),
        tz=config().time_zone,
    )
    return sheet(cards, back_url=url_for("people.roster", cohort=cohort.uid), back_label=cohort.name)
