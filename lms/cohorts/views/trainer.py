"""What a trainer sees of cohorts: those one teaches, and the code to write on the board."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import clock, db
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.cohorts import queries
from lms.cohorts.models import Cohort
from lms.cohorts.views import bp
from lms.guard import needs
from lms.hosts import site_address
from lms.paging import cut
from lms.permissions import Permission


@bp.get("/trainer/")
@needs(Permission.SEE_OWN_COHORTS)
def taught(who: Visitor) -> ResponseReturnValue:
    """Show the cohorts a person teaches."""
    cohorts, paging = cut(db.session(), queries.cohorts_of(who, Role.TRAINER))
    return render_template("cohorts/taught.html", cohorts=cohorts, paging=paging)


@bp.get("/trainer/cohorts/<uid:cohort>/code")
@needs(Permission.SEE_COHORT, on=queries.by_uid)
def show_code(_who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Show a join code as large as the screen lets it, to be written on the board."""
    today = clock.local_day(clock.now(), cohort.programme.tz)
    return render_template("cohorts/show_code.html", cohort=cohort, today=today, address=site_address())
