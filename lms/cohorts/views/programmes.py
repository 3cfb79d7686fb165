"""What administrators do with programmes: list, begin, change, close."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.cohorts import queries, service
from lms.cohorts.forms import ProgrammeForm
from lms.cohorts.models import Programme
from lms.cohorts.views import bp
from lms.guard import config, needs
from lms.paging import cut
from lms.permissions import Permission


@bp.get("/admin/programmes")
@needs(Permission.ADMINISTER)
def programmes(_who: Visitor) -> ResponseReturnValue:
    """Show every programme."""
    found, paging = cut(db.session(), queries.programmes())
    return render_template("cohorts/programmes.html", programmes=found, paging=paging)


@bp.route("/admin/programmes/new", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def new_programme(who: Visitor) -> ResponseReturnValue:
    """Begin a programme."""
    form = ProgrammeForm(request.form, tz=config().time_zone)
    del form.closed
    if form.accepted():
        try:
            by = who.acting(Role.ADMIN, clock.now())
            db.write(service.add_programme, name=form.name.data, tz=form.tz.data, by=by)
        except service.NameTaken as refusal:
            form.name.errors = [refusal.message]
        except service.NoSuchZone as refusal:
            form.tz.errors = [refusal.message]
        else:
            flash(_("The programme is begun. Now give somebody the staff role for it."), "good")
            return redirect(url_for("cohorts.programmes"), 303)
    return render_template("cohorts/new_programme.html", form=form), 422 if form.errors else 200


@bp.route("/admin/programmes/<uid:programme>", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_PROGRAMME, on=queries.programme_by_uid)
def edit_programme(who: Visitor, programme: Programme) -> ResponseReturnValue:
    """Rename a programme, change its time zone, close it or open it again."""
    form = ProgrammeForm(request.form, obj=programme)
    if form.accepted():
        try:
            db.write(
                service.change_programme,
                programme=programme,
                name=form.name.data,
                tz=form.tz.data,
                closed=form.closed.data,
                by=who.acting(Role.ADMIN, clock.now()),
            )
        except service.NameTaken as refusal:
            form.name.errors = [refusal.message]
        except service.NoSuchZone as refusal:
            form.tz.errors = [refusal.message]
        else:
            flash(_("Saved."), "good")
            return redirect(url_for("cohorts.programmes"), 303)
    page = render_template("cohorts/edit_programme.html", form=form, programme=programme)
    return page, 422 if form.errors else 200
