"""Signing in: by handle and passphrase, by card, by recovery sheet."""

import secrets

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock, db, signin
from lms.accounts import codes, hashing, queries, service, sessions, throttling
from lms.accounts.forms import CardForm, PassphraseForm, RecoveryForm, SignInForm
from lms.accounts.models import CodeKind, Stage, State
from lms.accounts.passphrase_words import FIRST_NUMBER
from lms.accounts.passphrases import suggest
from lms.accounts.views import bp
from lms.accounts.views.entering import enter, safe_next, wait_sentence, wrong_sentence
from lms.errors import SignInNeeded
from lms.guard import config, half_signed_in, public, visitor
from lms.i18n import current_among
from lms.turns import hashes


@bp.route("/sign-in", methods=["GET", "POST"])
@public
@hashes
def sign_in() -> ResponseReturnValue:
    """Let a person in by handle and passphrase.

    A handle that nobody has takes the same time, words and bytes as a wrong passphrase.
    """
    form = SignInForm(request.form, next=request.args.get("next", ""))
    if request.method == "GET" and visitor() is not None:
        return redirect(safe_next(form.next.data) or url_for("learn.home"), 303)
    if not form.accepted():
        return render_template("accounts/sign_in.html", form=form), 422 if form.errors else 200
    handle = queries.as_registered(db.session(), form.handle.data)
    bucket = throttling.bucket_of(signin.keys(), handle)
    wait = db.write(throttling.begin_try, bucket=bucket, now=clock.now())
    if wait:
        form.passphrase.errors = [wait_sentence(wait)]
        answer = make_response(render_template("accounts/sign_in.html", form=form), 429)
        answer.headers["Retry-After"] = str(max(1, round(wait.total_seconds())))
        return answer
    account, stored = queries.account_and_hash(db.session(), handle)
    db.release()
    right = hashing.is_right(stored, form.passphrase.data)
    if account is None or not right or account.state != State.ACTIVE:
        form.passphrase.errors = [wrong_sentence()]
        return render_template("accounts/sign_in.html", form=form), 422
    db.write(throttling.was_right, bucket=bucket)
    return enter(account, form.device.data, Stage.FULL, safe_next(form.next.data), form.kept.data or "")


@bp.route("/sign-in/card", methods=["GET", "POST"])
@public
def card() -> ResponseReturnValue:
    """Let a person in by the code of a card: one that works once, or one that lasts."""
    form = CardForm(request.form, form=secrets.token_urlsafe(12), next=request.args.get("next", ""))
    if form.accepted():
        asked = {
            "typed": form.code.data,
            "form": form.form.data,
            "now": clock.now(),
            "tz": config().time_zone,
        }
        for kind, stage in ((CodeKind.ONCE, Stage.CHOOSE), (CodeKind.LASTING, Stage.FULL)):
            account = db.write(codes.use, signin.keys(), kind=kind, **asked)
            if account is not None:
                return enter(account, form.device.data, stage, safe_next(form.next.data))
        form.code.errors = [wrong_sentence()]
    return render_template("accounts/card.html", form=form), 422 if form.errors else 200


@bp.route("/sign-in/recovery", methods=["GET", "POST"])
@public
def recovery() -> ResponseReturnValue:
    """Let a person in by the recovery sheet; everything else that opened the account stops working."""
    form = RecoveryForm(request.form, form=secrets.token_urlsafe(12))
    if form.accepted():
        account = db.write(
            codes.use,
            signin.keys(),
            typed=form.code.data,
            kind=CodeKind.RECOVERY,
            form=form.form.data,
            now=clock.now(),
            tz=config().time_zone,
        )
        if account is not None:
            return enter(account, form.device.data, Stage.CHOOSE, None)
        form.code.errors = [wrong_sentence()]
    return render_template("accounts/recovery.html", form=form), 422 if form.errors else 200


@bp.route("/sign-in/choose", methods=["GET", "POST"])
@public
@hashes
def choose() -> ResponseReturnValue:
    """Let the holder of a card choose how to sign in from now on: a passphrase, or a card that lasts."""
    who = half_signed_in(Stage.CHOOSE)
    if who is None:
        if visitor() is not None:
            return redirect(url_for("learn.home"), 303)
        raise SignInNeeded
    wants_card = request.method == "POST" and "lasting" in request.form
    form = PassphraseForm(request.form, context=(who.account.name,))
    if wants_card or form.accepted():
        passphrase_hash = None
        if not wants_card:
            db.release()
            passphrase_hash = hashing.hash_passphrase(form.passphrase.data)
        token, papers = db.write(
            service.choose_way_in,
            signin.keys(),
            login=who.login,
            passphrase_hash=passphrase_hash,
            now=clock.now(),
            tz=config().time_zone,
        )
        awaits_second = sessions.stage_of(db.session(), token) == Stage.SECOND
        onward = url_for("accounts.sign_in_second" if awaits_second else "learn.home")
        page = render_template("accounts/papers.html", papers=papers, account=who.account, onward=onward)
        return signin.set_cookie(make_response(page), token)
    offer = suggest(current_among(FIRST_NUMBER), secrets.SystemRandom())
    return render_template("accounts/choose.html", form=form, offer=offer), 422 if form.errors else 200
