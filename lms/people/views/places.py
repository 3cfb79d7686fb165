"""What staff do with one place in a cohort: look at it, give a new card, remove the person, bring them back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.enrolment import queries as enrolment
from lms.enrolment.models import Enrolment, PlaceState
from lms.errors import NotFound
from lms.guard import config, needs
from lms.people import service
from lms.people.making import Card
from lms.people.views import bp
from lms.people.views.cards import sheet
from lms.people.views.looking_after import ask, what_a_reset_does
from lms.permissions import Permission
from lms.signin import keys


def _page_of(place: Enrolment) -> str:
    return url_for("people.place", place=place.uid)


@bp.get("/staff/places/<uid:place>")
@needs(Permission.SEE_LEARNER, on=enrolment.by_uid, stepped_up=True)
def place(_who: Visitor, place: Enrolment) -> ResponseReturnValue:
    """Show a place, and what happened to it."""
    return render_template("people/place.html", place=place, history=enrolment.history(db.session(), place))


@bp.route("/staff/places/<uid:place>/reset", methods=["GET", "POST"])
@needs(Permission.RESET_LEARNER, on=enrolment.by_uid, stepped_up=True)
def reset_learner(who: Visitor, place: Enrolment) -> ResponseReturnValue:
    """Give a learner a new sign-in card."""
    if place.state != PlaceState.TAKEN:
        raise NotFound
    if request.method == "GET":
        return ask(
            _("Make a new sign-in card?"),
            *what_a_reset_does(place.account),
            yes=_("Make a new card"),
            cancel_url=_page_of(place),
        )
    by = who.acting(Role.STAFF, clock.now())
    code = db.write(service.reset, keys(), account=place.account, by=by, tz=config().time_zone)
    roster = url_for("people.roster", cohort=place.cohort.uid)
    return sheet([Card(place.account, code)], back_url=roster, back_label=place.cohort.name)


@bp.route("/staff/places/<uid:place>/remove", methods=["GET", "POST"])
@needs(Permission.REMOVE_LEARNER, on=enrolment.by_uid, stepped_up=True)
def remove_learner(who: Visitor, place: Enrolment) -> ResponseReturnValue:
    """Take a learner out of a cohort."""
    if request.method == "GET":
        return ask(
            _("Remove this person from the group?"),
            _("The place of %(handle)s in %(group)s becomes free.", handle=place.account.name, group=place.cohort.name),
            _("The work stays, and you can bring this person back."),
            yes=_("Remove"),
            cancel_url=_page_of(place),
        )
    db.write(service.remove_from_cohort, place=place, by=who.acting(Role.STAFF, clock.now()))
    flash(_("The person is removed. The place is free."), "good")
    return redirect(url_for("people.roster", cohort=place.cohort.uid), 303)


@bp.route("/staff/places/<uid:place>/return", methods=["GET", "POST"])
@needs(Permission.REMOVE_LEARNER, on=enrolment.by_uid, stepped_up=True)
def bring_back(who: Visitor, place: Enrolment) -> ResponseReturnValue:
    """Bring a removed learner back."""
    if request.method == "GET":
        return ask(
            _("Bring this person back?"),
            _("%(handle)s takes a place in %(group)s again.", handle=place.account.name, group=place.cohort.name),
            _("Everything done before is still there."),
            yes=_("Bring back"),
            cancel_url=_page_of(place),
            kind="primary",
        )
    db.write(service.bring_back, place=place, by=who.acting(Role.STAFF, clock.now()))
    flash(_("The person is back in the group."), "good")
    return redirect(url_for("people.roster", cohort=place.cohort.uid), 303)
