"""Dates and time of quizzes: what holds for a cohort and for people in it, said by those who look after them."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, i18n, once
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.audit.service import Actor
from lms.catalog.models import StepKind
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment.models import Enrolment
from lms.forms import options
from lms.guard import needs
from lms.permissions import Permission
from lms.quizzes import forms, overrides
from lms.quizzes.forms import OverrideForm
from lms.quizzes.models import QuizOverride
from lms.quizzes.overrides import Named
from lms.signin import keys

bp = Blueprint("quizzes", __name__, url_prefix="/<lang:lang>")


@bp.get("/staff/cohorts/<uid:cohort>/times")
@needs(Permission.SET_TIMES, on=cohorts.by_uid, stepped_up=True)
def times(_who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Show what holds for a cohort and for people in it."""
    names = {each.step_id: label(each) for each in overrides.quizzes_of(db.session(), cohort, i18n.current())}
    said = overrides.of_cohort(db.session(), cohort)
    return render_template("quizzes/times.html", cohort=cohort, said=said, names=names, tz=cohort.programme.tz)


@bp.route("/staff/cohorts/<uid:cohort>/times/new", methods=["GET", "POST"])
@needs(Permission.SET_TIMES, on=cohorts.by_uid, stepped_up=True)
def add_time(who: Visitor, cohort: Cohort) -> ResponseReturnValue:
    """Let other dates, more time or more tries hold; `?for=` a place chooses the person."""
    quizzes = {each.code: each for each in overrides.quizzes_of(db.session(), cohort, i18n.current())}
    places = {place.uid: place for place in db.session().scalars(enrolment.roster(cohort)).unique()}
    form = OverrideForm(request.form, person=request.args.get("for", ""))
    form.quiz.choices = options(*((code, label(each)) for code, each in quizzes.items()))
    form.person.choices = options(("", _("Everybody in the group")), *_people(places.values()))
    if form.accepted() and form.fits(cohort.programme.tz):
        place = places.get(form.person.data)
        try:
            db.write(
                overrides.add,
                cohort=cohort,
                step_id=quizzes[form.quiz.data].step_id,
                account=place.account if place else None,
                said=form.said(cohort.programme.tz),
                uid=once.uid_for(keys(), form.form.data, cohort.uid),
                by=_acting(who, cohort),
            )
        except overrides.AlreadySaid as refusal:
            form.person.errors = [refusal.message]
        else:
            flash(_("Saved."), "good")
            return redirect(url_for("quizzes.times", cohort=cohort.uid), 303)
    page = render_template("quizzes/add_time.html", form=form, cohort=cohort, quizzes=quizzes)
    return page, 422 if form.errors else 200


@bp.route("/staff/times/<uid:override>", methods=["GET", "POST"])
@needs(Permission.SET_TIMES, on=overrides.by_uid, stepped_up=True)
def change_time(who: Visitor, override: QuizOverride) -> ResponseReturnValue:
    """Change what holds."""
    cohort, tz = override.cohort, override.cohort.programme.tz
    form = OverrideForm(request.form if request.method == "POST" else None, data=forms.shown(override, tz))
    del form.quiz
    del form.person
    if form.accepted() and form.fits(tz):
        db.write(overrides.change, uid=override.uid, said=form.said(tz), by=_acting(who, cohort))
        flash(_("Saved."), "good")
        return redirect(url_for("quizzes.times", cohort=cohort.uid), 303)
    names = {each.step_id: label(each) for each in overrides.quizzes_of(db.session(), cohort, i18n.current())}
    name = names.get(override.step_id, _("A quiz that is no longer in the course"))
    page = render_template("quizzes/change_time.html", form=form, cohort=cohort, override=override, name=name)
    return page, 422 if form.errors else 200


@bp.post("/staff/times/<uid:override>/remove")
@needs(Permission.SET_TIMES, on=overrides.by_uid, stepped_up=True)
def remove_time(who: Visitor, override: QuizOverride) -> ResponseReturnValue:
    """Let hold again what the quiz says."""
    cohort = override.cohort
    db.write(overrides.remove, uid=override.uid, by=_acting(who, cohort))
    flash(_("Removed. What the quiz says holds again."), "good")
    return redirect(url_for("quizzes.times", cohort=cohort.uid), 303)


def label(quiz: Named) -> str:
    """Return what a quiz is called among those of several courses."""
    kinds = {StepKind.QUIZ: _("Quiz"), StepKind.TEST: _("Test")}
    own = " ".join(filter(None, (i18n.number(quiz.number), quiz.title or kinds[quiz.kind])))
    return " · ".join(filter(None, (quiz.course, own)))


def _people(places: Iterable[Enrolment]) -> Iterator[tuple[str, object]]:
    return ((place.uid, place.account.name) for place in places)


def _acting(who: Visitor, cohort: Cohort) -> Actor:
    role = Role.STAFF if who.has(Role.STAFF, cohort.places) else Role.TRAINER
    return who.acting(role, clock.now())
