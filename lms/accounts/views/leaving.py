"""Signing out, the quick exit, and the link that ends every session."""

from flask import Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lms import assets, clock, crosssite, db, signin
from lms.accounts import codes, sessions
from lms.accounts.models import CodeKind
from lms.accounts.rules import Visitor
from lms.accounts.views import bp
from lms.errors import NotFound
from lms.guard import config, public

WIPE = '"cache", "cookies", "storage"'


def _end_here() -> None:
    who = current_user._get_current_object()
    if isinstance(who, Visitor):
        db.write(sessions.end, login=who.login)


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this session."""
    _end_here()
    answer: Response = redirect(url_for("learn.home"), 303)  # type: ignore[assignment]
    return _wiped(answer)


@bp.post("/leave")
@public
def leave() -> ResponseReturnValue:
    """End this session and show a page that says nothing; what the browser kept of this site is wiped."""
    _end_here()
    return _wiped(redirect(url_for("accounts.closed"), 303))  # type: ignore[arg-type]


@bp.get("/closed")
@public
def closed() -> ResponseReturnValue:
    """Show a page that says nothing."""
    return render_template("accounts/closed.html")


@bp.route("/revoke/<code>", methods=["GET", "POST"])
@public
def revoke(code: str) -> ResponseReturnValue:
    """End every session of the person who gave this link to a friend, and do nothing else."""
    found = codes.find(
        db.session(), signin.keys(), typed=code, kind=CodeKind.REVOKE, now=clock.now(), tz=config().time_zone
    )
    if found is None:
        raise NotFound
    if request.method == "POST":
        db.write(sessions.end_all, account=found.account)
    return make_response(render_template("accounts/revoke.html", code=code, done=request.method == "POST"))


def _wiped(answer: Response) -> Response:
    answer.headers["Clear-Site-Data"] = WIPE
    # Browsers pass over that header on plain http.
    session.clear()
    for name in (assets.STYLE_COOKIE, crosssite.COOKIE):
        answer.delete_cookie(name, secure=request.is_secure, httponly=True, samesite="Lax")
    return signin.clear_cookie(answer)
