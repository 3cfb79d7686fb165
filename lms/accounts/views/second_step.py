"""The second step of staff and administrators: setting it up, giving it at sign-in and before lists."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import choices, clock, db, qr, signin
from lms.accounts import queries, rules, second_step, throttling
from lms.accounts.forms import SecondStepForm
from lms.accounts.models import Stage
from lms.accounts.rules import Visitor
from lms.accounts.views import bp
from lms.accounts.views.entering import go_on, safe_next, wait_sentence
from lms.errors import SignInNeeded
from lms.guard import config, half_signed_in, needs, public, visitor
from lms.permissions import Permission


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def sign_in_second() -> ResponseReturnValue:
    """Take the second step of signing in."""
    who = half_signed_in(Stage.SECOND)
    if who is None:
        if visitor() is not None:
            return redirect(url_for("learn.home"), 303)
        raise SignInNeeded
    return _ask(who, "accounts/second_step.html")


@bp.route("/me/confirm", methods=["GET", "POST"])
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def step_up(who: Visitor) -> ResponseReturnValue:
    """Ask for the second step again before a list or an export."""
    return _ask(who, "accounts/step_up.html")


def _ask(who: Visitor, template: str) -> ResponseReturnValue:
    form = SecondStepForm(request.form, next=request.args.get("next", ""))
    if form.accepted():
        bucket = throttling.bucket_of(signin.keys(), f"second step {who.uid}")
        wait = db.write(throttling.begin_try, bucket=bucket, now=clock.now())
        if wait:
            form.code.errors = [wait_sentence(wait)]
            return render_template(template, form=form), 429
        token = db.write(
            second_step.give,
            signin.keys(),
            login=who.login,
            typed=form.code.data,
            now=clock.now(),
            tz=config().time_zone,
        )
        if token is not None:
            db.write(throttling.was_right, bucket=bucket)
            return signin.set_cookie(go_on(who.account, token, safe_next(form.next.data), form.kept.data or ""), token)
        form.code.errors = [_("That code is not right, or was used already. Wait for the next one.")]
    return render_template(template, form=form), 422 if form.errors else 200


@bp.route("/me/second-step", methods=["GET", "POST"])
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def second_step_set_up(who: Visitor) -> ResponseReturnValue:
    """Set up an authenticator: why, then its secret, then a first code, then ten spare codes."""
    if queries.has_second_step(db.session(), who.account_id) and not rules.stepped_lately(who, clock.now()):
        return redirect(url_for("accounts.step_up", next=request.path), 303)
    if request.method == "GET":
        return render_template("accounts/second_step_why.html")
    form = SecondStepForm(request.form)
    if "code" in request.form and form.validate():
        spare = db.write(
            second_step.confirm,
            signin.keys(),
            login=who.login,
            typed=form.code.data,
            now=clock.now(),
            tz=config().time_zone,
        )
        if spare is not None:
            return render_template("accounts/spare_codes.html", codes=spare)
        form.code.errors = [_("That code is not right. Look at the time of your phone, and try the next code.")]
    secret = db.write(second_step.begin, signin.keys(), account=who.account)
    address = second_step.address_of(secret, who.account, choices.in_force().site_name_en)
    drawing = qr.drawing(address, error="m", border=2, scale=5)
    page = render_template("accounts/second_step_set_up.html", form=form, secret=secret, drawing=drawing)
    return page, 422 if form.errors else 200
