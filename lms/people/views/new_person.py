"""Making a person with a role."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n
from lms.accounts import service as accounts
from lms.accounts.handles import OFFERED_IN, handle_problem, offer
from lms.accounts.models import Role, Scope
from lms.accounts.rules import Visitor
from lms.cohorts import queries as cohorts
from lms.enrolment.service import CannotJoin
from lms.guard import config, needs
from lms.people import making, service
from lms.people.forms import WHY_NOT, NewPersonForm
from lms.people.making import Card
from lms.people.views import bp, where
from lms.people.views.adding import RANDOM
from lms.people.views.cards import sheet
from lms.permissions import Permission
from lms.signin import keys


@bp.route("/admin/people/new", methods=["GET", "POST"])
@needs(Permission.ADMINISTER, stepped_up=True)
def new_person(who: Visitor) -> ResponseReturnValue:
    """Make a person with a role, or a learner with a place, and show the sign-in card."""
    form = NewPersonForm(request.form)
    form.offer(offer(i18n.current_among(OFFERED_IN), RANDOM))
    where.fill(form, _("The whole site; a learner: no group yet"))
    if form.accepted():
        if not form.wished:
            form.own_handle.errors = [_("Choose a handle, or write one.")]
        elif (problem := handle_problem(form.wished)) is not None:
            form.own_handle.errors = [WHY_NOT[problem]]
        elif form.role.data == Role.LEARNER and where.picked(form)[0] == Scope.PROGRAMME:
            form.where.errors = [_("A learner gets a place in a group. Choose one, or the first line.")]
        else:
            try:
                card = _make(who, form)
            except (CannotJoin, service.WrongScope) as refusal:
                form.where.errors = [refusal.message]
            except accounts.HandleRefused as refusal:
                form.own_handle.errors = [refusal.message]
            else:
                person = url_for("people.person", person=card.account.uid)
                return sheet([card], back_url=person, back_label=_("This person’s page"))
    return render_template("people/new_person.html", form=form), 422 if form.errors else 200


def _make(who: Visitor, form: NewPersonForm) -> Card:
    scope, uid = where.picked(form)
    facts = making.Form(form.form.data, form.language.data)
    by, tz = who.acting(Role.ADMIN, clock.now()), config().time_zone
    cohort = cohorts.by_uid(db.session(), uid) if scope == Scope.COHORT else None
    if form.role.data == Role.LEARNER and cohort is not None:
        (card,) = db.write(making.add_learners, keys(), cohort=cohort, wishes=[form.wished], form=facts, by=by, tz=tz)
        return card
    return db.write(
        making.make_person,
        keys(),
        wish=form.wished,
        form=facts,
        role=Role(form.role.data),
        scope=scope,
        scope_uid=uid,
        by=by,
        tz=tz,
    )
