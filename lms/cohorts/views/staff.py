"""What staff see of programmes and cohorts, and change."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from lms import clock, db, i18n, once
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.cohorts import queries, service
from lms.cohorts.forms import CohortForm
from lms.cohorts.models import Cohort, Programme
from lms.cohorts.views import bp
from lms.forms import options
from lms.guard import needs
from lms.paging import cut
from lms.permissions import Permission
from lms.signin import keys


@bp.get("/staff/")
@needs(Permission.SEE_STAFF_PAGES)
def staff_home(who: Visitor) -> ResponseReturnValue:
    """Show the programmes a person is staff of, and the cohorts given one by one."""
    programmes, paging = cut(db.session(), queries.programmes_of(who, Role.STAFF))
    cohorts = queries.single_cohorts_of(db.session(), who, Role.STAFF) if paging.number == 1 else []
    return render_template("cohorts/staff_home.html", programmes=programmes, cohorts=cohorts, paging=paging)


@bp.get("/staff/programmes/<uid:programme>")
@needs(Permission.MANAGE_PROGRAMME, on=queries.programme_by_uid)
def programme(_who: Visitor, programme: Programme) -> ResponseReturnValue:
    """Show the cohorts of a programme."""
    cohorts, paging = cut(db.session(), queries.cohorts_in(programme))
    return render_template("cohorts/programme.html", programme=programme, cohorts=cohorts, paging=paging)


@bp.route("/staff/programmes/<uid:programme>/new-cohort", methods=["GET", "POST"])
@needs(Permission.MANAGE_PROGRAMME, on=queries.programme_by_uid)
def new_cohort(who: Visitor, programme: Programme) -> ResponseReturnValue:
    """Begin a cohort."""
    form = CohortForm(request.form)
    form.courses.choices = _courses()
    del form.closed
    if form.accepted():
        try:
            cohort = db.write(
                service.add_cohort,
                programme=programme,
                uid=once.uid_for(keys(), form.form.data, programme.uid),
                by=who.acting(Role.STAFF, clock.now()),
                **form.said(),
            )
        except service.DaysInDisorder as refusal:
            form.ends_day.errors = [refusal.message]
        else:
            flash(_("The group is begun."), "good")
            return redirect(url_for("people.roster", cohort=cohort.uid), 303)
    page = render_template("cohorts/new_cohort.html", form=form, programme=programme)
    return page, 422 if form.errors else 200


@bp.route("/staff/cohorts/<uid:cohort>/edit", methods=["GET", "POST"])
@needs(Permission.MANAGE_COHORT, on=queries.by_uid)
def edit_cohort(who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Change what was said of a cohort, close it or open it again."""
    taken = [course.id for course in queries.courses_of(db.session(), cohort)]
    # Boxes of which none is ticked send nothing, as does a page that is looked at for the first time.
    typed = request.form if request.method == "POST" else None
    form = CohortForm(typed, obj=cohort, data={"courses": taken})
    form.courses.choices = _courses()
    if form.accepted():
        try:
            db.write(
                service.change_cohort,
                cohort=cohort,
                closed=form.closed.data,
                by=who.acting(Role.STAFF, clock.now()),
                **form.said(),
            )
        except service.DaysInDisorder as refusal:
            form.ends_day.errors = [refusal.message]
        else:
            flash(_("Saved."), "good")
            return redirect(url_for("people.roster", cohort=cohort.uid), 303)
    return render_template("cohorts/edit_cohort.html", form=form, cohort=cohort), 422 if form.errors else 200


@bp.post("/staff/cohorts/<uid:cohort>/code")
@needs(Permission.MANAGE_COHORT, on=queries.by_uid)
def change_code(who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Give a cohort another join code."""
    db.write(service.change_code, cohort=cohort, by=who.acting(Role.STAFF, clock.now()))
    flash(_("The group has a new join code. The old one no longer works."), "good")
    return redirect(url_for("people.roster", cohort=cohort.uid), 303)


def _courses() -> list[SelectChoice]:
    """Return the courses of the site, as a form lets choose among them."""
    found = catalog.catalogue(db.session(), i18n.current(), open_only=False)
    return options(*((str(course.id), course.title) for course in found))
