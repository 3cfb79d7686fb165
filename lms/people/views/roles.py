"""Giving and ending roles."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.models import Account, Grant, Role
from lms.accounts.rules import Visitor
from lms.guard import config, needs
from lms.people import queries, service
from lms.people.forms import ROLES, RoleForm
from lms.people.views import bp, where
from lms.people.views.looking_after import ask
from lms.permissions import Permission


@bp.route("/admin/people/<uid:person>/roles", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_PERSON, on=queries.by_uid, stepped_up=True)
def give_role(who: Visitor, account: Account) -> ResponseReturnValue:
    """Give a person a role."""
    today = clock.local_day(clock.now(), config().time_zone)
    form = RoleForm(request.form, from_day=today)
    where.fill(form, _("The whole site"))
    if form.accepted():
        first = form.from_day.data
        if first is not None and first < today:
            form.from_day.errors = [_("The first day can't lie in the past.")]
        else:
            scope, uid = where.picked(form)
            try:
                db.write(
                    service.give_role,
                    account=account,
                    role=Role(form.role.data),
                    scope=scope,
                    scope_uid=uid,
                    from_day=first,
                    until_day=form.until_day.data,
                    by=who.acting(Role.ADMIN, clock.now()),
                    tz=config().time_zone,
                )
            except (service.WrongScope, service.AlreadyHeld) as refusal:
                form.where.errors = [refusal.message]
            else:
                flash(_("The role is given. This person must sign in again."), "good")
                return redirect(url_for("people.person", person=account.uid), 303)
    return render_template("people/give_role.html", form=form, account=account), 422 if form.errors else 200


@bp.route("/admin/roles/<uid:grant>/end", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_GRANT, on=queries.grant_by_uid, stepped_up=True)
def end_role(who: Visitor, grant: Grant) -> ResponseReturnValue:
    """Take a role away."""
    person = url_for("people.person", person=grant.account.uid)
    if request.method == "GET":
        return ask(
            _("End this role?"),
            _("%(handle)s will no longer be: %(role)s.", handle=grant.account.name, role=ROLES[grant.role]),
            _("The role ends now, and this person must sign in again."),
            yes=_("End the role"),
            cancel_url=person,
        )
    by = who.acting(Role.ADMIN, clock.now())
    db.write(service.end_role, grant=grant, by=by, tz=config().time_zone)
    flash(_("The role is ended."), "good")
    return redirect(person, 303)
