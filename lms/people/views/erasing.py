"""Erasing: somebody else's account by an administrator, one's own by oneself."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db, signin
from lms.accounts import codes, hashing, throttling
from lms.accounts import queries as accounts
from lms.accounts.models import Account, CodeKind, Role
from lms.accounts.rules import Visitor
from lms.guard import config, needs, public
from lms.media import service as media
from lms.people import erasing, queries, service
from lms.people.forms import EraseMeForm, TypeHandleForm
from lms.people.views import bp
from lms.permissions import Permission
from lms.turns import hashes

WIPE = '"cache", "cookies", "storage"'


@bp.route("/admin/people/<uid:person>/erase", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_PERSON, on=queries.by_uid, stepped_up=True)
def erase_person(who: Visitor, account: Account) -> ResponseReturnValue:
    """Erase somebody, once their handle was typed."""
    if account.uid == who.uid:
        raise service.NotOnYourself
    form = TypeHandleForm(request.form, handle=account.name)
    if form.accepted():
        _erase(account, who, Role.ADMIN)
        flash(_("The person is erased."), "good")
        return redirect(url_for("people.people"), 303)
    return render_template("people/erase.html", form=form, account=account), 422 if form.errors else 200


@bp.route("/me/erase", methods=["GET", "POST"])
@needs(Permission.OWN_ACCOUNT, first_steps=True)
@hashes
def erase_me(who: Visitor) -> ResponseReturnValue:
    """Erase one's own account, once what opens it was typed again."""
    has_passphrase = accounts.hash_of(db.session(), who.account) is not None
    form = EraseMeForm(request.form)
    if has_passphrase:
        del form.code
    else:
        del form.passphrase
    if form.accepted() and _opens(who, form):
        _erase(who.account, who, _strongest(who))
        answer: Response = redirect(url_for("people.erased"), 303)  # type: ignore[assignment]
        answer.headers["Clear-Site-Data"] = WIPE
        return signin.clear_cookie(answer)
    return render_template("people/erase_me.html", form=form), 422 if form.errors else 200


@bp.get("/erased")
@public
def erased() -> ResponseReturnValue:
    """Say that an account is no more."""
    return make_response(render_template("people/erased.html"))


def _erase(account: Account, who: Visitor, role: Role) -> None:
    now = clock.now()
    files = db.write(erasing.erase, account=account, by=who.acting(role, now), now=now, tz=config().time_zone)
    media.delete_files(media.folder_of(config()), files)
    db.database().truncate_log()


def _strongest(who: Visitor) -> Role:
    return next((role for role in (Role.ADMIN, Role.STAFF, Role.TRAINER) if who.has(role)), Role.LEARNER)


def _opens(who: Visitor, form: EraseMeForm) -> bool:
    bucket = throttling.bucket_of(signin.keys(), f"erase {who.uid}")
    field = form.passphrase or form.code
    if db.write(throttling.begin_try, bucket=bucket, now=clock.now()):
        field.errors = [_("There were many tries in a short time.")]
        return False
    if not _is_right(who, form):
        field.errors = [_("This does not open your account.")]
        return False
    db.write(throttling.was_right, bucket=bucket)
    return True


def _is_right(who: Visitor, form: EraseMeForm) -> bool:
    if form.passphrase:
        stored = accounts.hash_of(db.session(), who.account)
        db.release()
        return hashing.is_right(stored, form.passphrase.data)
    found = codes.find(
        db.session(),
        signin.keys(),
        typed=form.code.data,
        kind=CodeKind.LASTING,
        now=clock.now(),
        tz=config().time_zone,
    )
    return found is not None and found.account_id == who.account_id
