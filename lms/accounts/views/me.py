"""One's own account: how pages read, where one is signed in, the passphrase."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts import hashing, queries, service, sessions, throttling
from lms.accounts.forms import ChangePassphraseForm, ReadingForm, SessionLabelForm
from lms.accounts.models import LoginSession
from lms.accounts.rules import Visitor
from lms.accounts.views import bp
from lms.accounts.views.entering import wait_sentence
from lms.guard import needs
from lms.permissions import Permission
from lms.signin import keys
from lms.turns import hashes


@bp.get("/me")
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def me(who: Visitor) -> ResponseReturnValue:
    """Show a person's own account."""
    return render_template(
        "accounts/me.html",
        who=who,
        form=ReadingForm(language=who.account.language, digits=who.digits),
        logins=queries.sessions_of(db.session(), who.account, clock.now()),
        ways=queries.ways_in(db.session(), who.account),
    )


@bp.post("/me/reading")
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def reading(who: Visitor) -> ResponseReturnValue:
    """Remember in which language and digits a person reads."""
    form = ReadingForm(request.form)
    if not form.accepted():
        return redirect(url_for("accounts.me"), 303)
    db.write(
        service.choose_reading,
        account=who.account,
        language=form.language.data,
        digits=form.digits.data,
    )
    flash(_("Saved."), "good")
    return redirect(url_for("accounts.me", lang=form.language.data), 303)


@bp.route("/me/passphrase", methods=["GET", "POST"])
@needs(Permission.OWN_ACCOUNT, first_steps=True)
@hashes
def change_passphrase(who: Visitor) -> ResponseReturnValue:
    """Change a passphrase; whoever signs in by card chooses one without an old one."""
    form = ChangePassphraseForm(request.form, context=(who.account.name,))
    stored = queries.hash_of(db.session(), who.account)
    if stored is None:
        del form.old_passphrase
    if form.accepted() and (stored is None or _old_is_right(who, form, stored)):
        db.release()
        db.write(
            service.change_passphrase,
            account=who.account,
            passphrase_hash=hashing.hash_passphrase(form.passphrase.data),
            keep_token_hash=who.login.token_hash,
        )
        flash(_("Your passphrase is changed. You are signed out everywhere else."), "good")
        return redirect(url_for("accounts.me"), 303)
    return render_template("accounts/passphrase.html", form=form), 422 if form.errors else 200


def _old_is_right(who: Visitor, form: ChangePassphraseForm, stored: str) -> bool:
    bucket = throttling.bucket_of(keys(), who.uid)
    wait = db.write(throttling.begin_try, bucket=bucket, now=clock.now())
    if wait:
        form.old_passphrase.errors = [wait_sentence(wait)]
        return False
    db.release()
    if not hashing.is_right(stored, form.old_passphrase.data):
        form.old_passphrase.errors = [_("This is not the passphrase you use now.")]
        return False
    db.write(throttling.was_right, bucket=bucket)
    return True


@bp.post("/me/sessions/<uid:login>/end")
@needs(Permission.END_OWN_SESSION, on=queries.session_by_uid, first_steps=True)
def end_session(who: Visitor, login: LoginSession) -> ResponseReturnValue:
    """Sign a person out somewhere else."""
    db.write(sessions.end, login=login)
    flash(_("That session is ended."), "good")
    return redirect(url_for("accounts.me"), 303)


@bp.post("/me/sessions/<uid:login>/label")
@needs(Permission.END_OWN_SESSION, on=queries.session_by_uid, first_steps=True)
def label_session(who: Visitor, login: LoginSession) -> ResponseReturnValue:
    """Call a session by a name its owner will know."""
    form = SessionLabelForm(request.form)
    if form.accepted():
        db.write(sessions.label, login=login, text=form.label.data or "")
    return redirect(url_for("accounts.me"), 303)


@bp.post("/me/sessions/end")
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def end_other_sessions(who: Visitor) -> ResponseReturnValue:
    """Sign a person out everywhere but here."""
    db.write(sessions.end_all, account=who.account, but_token_hash=who.login.token_hash)
    flash(_("You are signed out everywhere else."), "good")
    return redirect(url_for("accounts.me"), 303)
