"""Who is asking: Flask-Login over our own table of sessions, and the cookie that carries a token."""

from flask import Flask, Response, current_app, g, request
from flask_login import AnonymousUserMixin, LoginManager

from lms import clock, db
from lms.accounts import queries, tokens
from lms.accounts.models import LoginSession
from lms.accounts.rules import Visitor
from lms.config import Config
from lms.seal import Keys


def cookie_name() -> str:
    """Return the cookie's name: bound to the host where the connection is encrypted."""
    return "__Host-lms" if request.is_secure else "lms"


def keys() -> Keys:
    """Return the keys of this installation."""
    found = current_app.extensions["lms.keys"]
    assert isinstance(found, Keys)
    return found


def set_cookie(response: Response, token: str) -> Response:
    """Give the browser the token of its session, until it is closed."""
    response.set_cookie(
        cookie_name(),
        tokens.write(keys(), token, clock.now()),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    g.cookie_set = True
    return response


def clear_cookie(response: Response) -> Response:
    """Take the token away."""
    response.delete_cookie(cookie_name(), secure=request.is_secure, httponly=True, samesite="Lax")
    g.cookie_set = True
    return response


def owner_of_old_cookie() -> str:
    """Return whose session this browser's cookie belonged to, if its row is still there; else nothing."""
    cookie = tokens.read(keys(), request.cookies.get(cookie_name(), ""))
    login = cookie and db.session().query(LoginSession).filter_by(token_hash=cookie.token_hash).first()
    return login.account.uid if login else ""


def init_app(app: Flask, config: Config) -> None:
    """Tell `app` who is asking, and keep the cookie fresh."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.anonymous_user = AnonymousUserMixin
    app.extensions["lms.owner_of_old_cookie"] = owner_of_old_cookie

    @manager.request_loader
    def load(_request: object) -> Visitor | None:
        cookie = tokens.read(keys(), request.cookies.get(cookie_name(), ""))
        if cookie is None:
            return None
        now = clock.now()
        who = queries.visitor(db.session(), cookie, now=now, tz=config.time_zone)
        if who is not None:
            g.digits = who.digits
            if now - cookie.seen_at > tokens.RENEW_AFTER:
                g.renew = cookie.token
        return who

    @app.after_request
    def renew(response: Response) -> Response:
        token = g.pop("renew", None)
        if token is not None and "cookie_set" not in g:
            set_cookie(response, token)
        return response
