"""The page each wrong gets: what happened, what is kept, what to do; in the person's language, never a stack trace."""

import errno
import logging
import secrets
from dataclasses import dataclass

from flask import Flask, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from lms import crosssite, db, i18n, kept
from lms.accounts.rules import Visitor
from lms.errors import LmsError, NotSent, SignInNeeded
from lms.guard import visitor

log = logging.getLogger("lms")

MEMBERS = frozenset({"trainer", "staff", "admin", "me", "join", "groups", "c"})
"""First words of addresses that are for members whether they exist or not."""


@dataclass(frozen=True)
class Words:
    """What a page says of an error."""

    title: object
    what: object
    todo: object


PAGES: dict[int, Words] = {
    400: Words(
        _l("The server could not read that"),
        _l("Something in the request was cut off or garbled."),
        _l("Go back, reload the page, and try again."),
    ),
    404: Words(
        _l("There is no page here"),
        _l("The address may be wrong, or the page is not for this account."),
        _l("Go to the first page and start from there."),
    ),
    405: Words(
        _l("That can't be done here"),
        _l("This address does not take that kind of request."),
        _l("Go back and use the buttons on the page."),
    ),
    409: Words(
        _l("Somebody else changed this just now"),
        _l("Nothing was changed by you."),
        _l("Go back, reload the page, look again, and repeat what you wanted."),
    ),
    410: Words(
        _l("This is no longer here"),
        _l("It was removed."),
        _l("Go to the first page and start from there."),
    ),
    413: Words(
        _l("That is too large"),
        _l("Nothing was saved."),
        _l("Make the text shorter or the file smaller, and send it again."),
    ),
    414: Words(
        _l("The address is too long"),
        _l("Nothing was changed."),
        _l("Go to the first page and start from there."),
    ),
    415: Words(
        _l("This kind of file is not taken"),
        _l("Nothing was saved."),
        _l("Go back and choose another file."),
    ),
    422: Words(
        _l("Something needs mending"),
        _l("Nothing was saved."),
        _l("Go back, look at what you typed, and send it again."),
    ),
    429: Words(
        _l("Please wait a little"),
        _l("There were many tries in a short time."),
        _l("Wait a minute, then try again."),
    ),
    500: Words(
        _l("Something broke on our side"),
        _l("What you sent just now was not saved. Everything saved before is safe."),
        _l("Try again. If it happens again, tell your trainer the number below."),
    ),
    503: Words(
        _l("The server is busy"),
        _l("What you sent just now was not saved. Everything saved before is safe."),
        _l("Wait a minute, then try again."),
    ),
    507: Words(
        _l("The server's disk is full"),
        _l("What you sent just now was not saved. Everything saved before is safe, and pages can still be read."),
        _l("Try again later. Please tell whoever looks after the server."),
    ),
}


SEND_AGAIN = frozenset({500, 503, 507})
"""Where nothing is wrong with what was sent: the page keeps it, and offers to send it again."""


def page(status: int, **more: object) -> ResponseReturnValue:
    """Return the page for a status; statuses without words of their own get those of 400 or 500."""
    g.on_error_page = True
    words = PAGES.get(status) or PAGES[400 if status < 500 else 500]
    fields = _sent() if status in SEND_AGAIN else None
    return render_template("error.html", words=words, status=status, fields=fields, path=_path(), **more), status


def _sent() -> MultiDict[str, str] | None:
    """Return the form that came to nothing; None where there is none, or it can't be sent again from a page."""
    if request.method != "POST" or request.endpoint is None:
        return None
    try:
        return None if request.files else kept.plain_fields()
    except HTTPException:  # It was the form itself that could not be read.
        return None


def _path() -> str:
    return request.full_path.rstrip("?")


def init_app(app: Flask) -> None:
    """Turn every error of `app` into its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SignInNeeded, _sign_in)
    app.register_error_handler(NotSent, _not_sent)
    app.register_error_handler(LmsError, _ours)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _broken)


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if status in {404, 405} and _is_for_members() and visitor() is None:
        return _sign_in(SignInNeeded())
    answer = make_response(page(status))
    if status == 405 and getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))  # type: ignore[attr-defined]
    return answer


def _is_for_members() -> bool:
    parts = request.path.split("/")
    return len(parts) > 2 and parts[1] in i18n.offered() and parts[2] in MEMBERS


def _ours(error: LmsError) -> ResponseReturnValue:
    if error.message:
        g.on_error_page = True
        course = (request.view_args or {}).get("course")
        onward = url_for("learn.course", course=course) if course else None
        words = Words(error.message, "", "")
        return render_template("error.html", words=words, status=error.status, onward=onward), error.status
    return page(error.status)


def _sign_in(_error: SignInNeeded) -> ResponseReturnValue:
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    who = current_user._get_current_object()
    owner = who.uid if isinstance(who, Visitor) else current_app.extensions["lms.owner_of_old_cookie"]()
    try:
        carried = kept.keep(owner)
        files = kept.had_files()
    except RequestEntityTooLarge as unreadable:
        if request.mimetype != "multipart/form-data":
            return _http(unreadable)
        carried, files = "", True  # Of somebody who is not signed in no more is read.
    except HTTPException as unreadable:
        return _http(unreadable)
    return render_template("accounts/sign_in_again.html", kept=carried, files=files), 401


def _not_sent(_error: NotSent) -> ResponseReturnValue:
    nonce = crosssite.nonce_of_browser() or crosssite.new_nonce()
    try:
        fields = kept.plain_fields()
    except HTTPException as unreadable:
        return _http(unreadable)
    answer = make_response(
        render_template(
            "not_sent.html",
            fields=fields,
            token=crosssite.token_for(nonce, request.path),
            path=_path(),
        ),
        NotSent.status,
    )
    answer.set_cookie(crosssite.COOKIE, nonce, secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


FULL = ("disk is full", "disk I/O error", "No space left", "could not extend file")


def _database(error: OperationalError) -> ResponseReturnValue:
    db.release()
    reason = str(error.orig)
    if any(words in reason for words in FULL):
        return page(507)
    if "locked" in reason:
        return page(503)
    # The page must not ask the database for the site's name or the reader's menu.
    g.database_down = True
    return _broken(error)


def _system(error: OSError) -> ResponseReturnValue:
    return page(507) if error.errno in {errno.ENOSPC, errno.EDQUOT} else _broken(error)


def _broken(error: Exception) -> ResponseReturnValue:
    number = secrets.token_hex(4)
    log.error("error %s", number, exc_info=error)
    return page(500, number=number)
