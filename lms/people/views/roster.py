"""Who is in a cohort: the trainer's page and the staff's."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import clock, db
from lms.accounts.rules import Visitor
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment.models import PlaceState
from lms.guard import needs
from lms.paging import cut
from lms.people.views import bp
from lms.permissions import Permission


@bp.get("/trainer/cohorts/<uid:cohort>")
@needs(Permission.SEE_COHORT_PEOPLE, on=cohorts.by_uid, stepped_up=True)
def taught_cohort(_who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Show a trainer a cohort: its days, its join code, who is in it."""
    places, paging = cut(db.session(), enrolment.roster(cohort))
    return render_template(
        "people/taught_cohort.html",
        cohort=cohort,
        today=_today(cohort),
        places=places,
        paging=paging,
        taken=paging.count,
    )


@bp.get("/staff/cohorts/<uid:cohort>")
@needs(Permission.MANAGE_COHORT, on=cohorts.by_uid, stepped_up=True)
def roster(_who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Show staff a cohort and who is in it; on `?state=` who left, who asks for a place, or who waits for one."""
    asked = request.args.get("state", "")
    state = PlaceState(asked) if asked in set(PlaceState) else PlaceState.TAKEN
    places, paging = cut(db.session(), enrolment.roster(cohort, state))
    return render_template(
        "people/roster.html",
        cohort=cohort,
        today=_today(cohort),
        places=places,
        paging=paging,
        counts=enrolment.counts(db.session(), cohort),
        state=state,
    )


def _today(cohort: Cohort) -> date:
    return clock.local_day(clock.now(), cohort.programme.tz)
