"""Making an account of one's own: no e-mail, no phone, no real name."""

import secrets

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms import choices, clock, db, signin
from lms.accounts import hashing, service, throttling
from lms.accounts.forms import SignUpForm
from lms.accounts.handles import OFFERED_IN, handle_problem, offer
from lms.accounts.models import Account
from lms.accounts.passphrase_words import FIRST_NUMBER
from lms.accounts.passphrases import suggest
from lms.accounts.views import bp
from lms.errors import CannotSignUp, LmsError
from lms.forms import options
from lms.guard import config, public
from lms.i18n import current, current_among
from lms.turns import hashes

RANDOM = secrets.SystemRandom()


class TooManySignUps(LmsError):
    """The whole site takes only so many new accounts a minute."""

    status = 429


@bp.route("/sign-up", methods=["GET", "POST"])
@public
@hashes
def sign_up() -> ResponseReturnValue:
    """Make an account, sign its owner in, and show the recovery sheet once. A join code gives a place with it."""
    who_may = choices.in_force().sign_up
    if who_may == "closed":
        return render_template("accounts/sign_up_closed.html")
    form = SignUpForm(request.form, join_code=request.args.get("code", ""))
    form.context = (form.wished[:100],)  # More than a handle may have: looking through half a megabyte takes a while.
    offers = offer(current_among(OFFERED_IN), RANDOM)
    form.handle.choices = options(*((name, name) for name in offers))
    if form.accepted() and _is_whole(form, needs_code=who_may == "code"):
        try:
            return _make(form)
        except CannotSignUp as refusal:
            form.join_code.errors = [refusal.message]
    if form.handle.data and form.handle.data not in offers:
        form.handle.choices[:0] = options((form.handle.data, form.handle.data))
    page = render_template(
        "accounts/sign_up.html",
        form=form,
        offer=suggest(current_among(FIRST_NUMBER), RANDOM),
        needs_code=who_may == "code",
    )
    return page, 422 if form.errors else 200


def _is_whole(form: SignUpForm, *, needs_code: bool) -> bool:
    """Look at what belongs together: the two fields of the handle, and whether a code is asked for."""
    if handle_problem(form.wished) is not None:
        form.own_handle.errors = [str(service.HandleRefused.message) if form.wished else _("Choose what to be called.")]
    if needs_code and not form.join_code.data:
        form.join_code.errors = [_("Write the code your trainer gave you.")]
    return not form.errors


def _make(form: SignUpForm) -> ResponseReturnValue:
    if not db.write(throttling.allow_sign_up, now=clock.now()):
        raise TooManySignUps
    db.release()
    passphrase_hash = hashing.hash_passphrase(form.passphrase.data)
    now, code = clock.now(), form.join_code.data

    def join(session: Session, account: Account) -> object:
        return current_app.extensions["lms.join"](session, account=account, code=code, now=now)

    account, token, recovery = db.write(
        service.sign_up,
        signin.keys(),
        wished=form.wished,
        passphrase_hash=passphrase_hash,
        language=current(),
        device=form.device.data,
        now=now,
        tz=config().time_zone,
        then=join if code else None,
    )
    papers = service.Papers(lasting=None, recovery=recovery)
    answer = make_response(
        render_template("accounts/papers.html", papers=papers, account=account, onward=url_for("learn.home"))
    )
    return signin.set_cookie(answer, token)
