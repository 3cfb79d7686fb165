"""A form counts only when it comes from our own page.

Browsers since 2020 say where a form comes from, in `Sec-Fetch-Site` or `Origin`, so pages need no token and can be kept
and shared. A browser that says nothing gets a page with what was typed and one button, and that button carries a token.
"""

import hmac
import os
import re
import secrets

from flask import Flask, current_app, request

from lms import guard
from lms.errors import NotSent
from lms.seal import Keys

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE = "form"
FIELD = "form_token"
_PAD_BYTES = 16
_NONCE = re.compile(r"[\w-]{22}", re.ASCII)


def comes_from_us() -> bool:
    """Tell whether the browser says that this form was sent from one of our pages."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.host}"


def new_nonce() -> str:
    """Return what ties a token to one browser; it stands in a cookie."""
    return secrets.token_urlsafe(16)


def nonce_of_browser() -> str:
    """Return what this browser's cookie holds, empty where that was not made here: it is sent back as it is."""
    held = request.cookies.get(COOKIE, "")
    return held if _NONCE.fullmatch(held) else ""


def token_for(nonce: str, path: str) -> str:
    """Return a token for one form of one browser, masked anew each time so that a packed page gives nothing away."""
    pad = os.urandom(_PAD_BYTES)
    return (pad + _xor(pad, _mac(nonce, path))).hex()


def is_token(token: str, nonce: str, path: str) -> bool:
    """Tell whether `token` was made by `token_for` for this browser and form."""
    try:
        raw = bytes.fromhex(token[: _PAD_BYTES * 4])
    except ValueError:
        return False
    pad, masked = raw[:_PAD_BYTES], raw[_PAD_BYTES:]
    return len(raw) == 2 * _PAD_BYTES and hmac.compare_digest(_xor(pad, masked), _mac(nonce, path))


def _mac(nonce: str, path: str) -> bytes:
    keys = current_app.extensions["lms.keys"]
    assert isinstance(keys, Keys)
    return hmac.digest(keys.key_for("form tokens"), f"{nonce} {path}".encode(), "sha256")[:_PAD_BYTES]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))


def _could_change_something(app: Flask) -> bool:
    """Tell whether a view would listen: it asks for a token, and it is public or its reader signed in."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in app.extensions["lms.no_token"]:
        return False
    return guard.guard_of(app, endpoint) == "public" or guard.visitor() is not None


def init_app(app: Flask) -> None:
    """Look at every request of `app` that could change something."""

    @app.before_request
    def check() -> None:
        if request.method in SAFE or comes_from_us() or not _could_change_something(app):
            return
        nonce = nonce_of_browser()
        if not (nonce and is_token(request.form.get(FIELD, ""), nonce, request.path)):
            raise NotSent
