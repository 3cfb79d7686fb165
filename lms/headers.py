"""Headers of every answer, errors and files too, and the packing of pages."""

import gzip

import brotli
from flask import Flask, Request, Response, g, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from lms import assets

POLICY = (
    "default-src 'none';script-src 'self';style-src 'self'{style};img-src 'self';font-src 'self';"
    "media-src 'self';connect-src 'self';manifest-src 'self';"
    "base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script'"
)
"""What a page may load. Workers follow script-src and plug-ins default-src, so neither is named again."""

READING_POLICY = (
    "default-src 'none';style-src 'self'{style};img-src 'self';font-src 'self';media-src 'self';"
    "base-uri 'none';form-action 'self';frame-ancestors 'none'"
)
"""What a page without a script may load: no script at all. A hundred bytes less on each lesson."""

FIXED = {
    "X-Content-Type-Options": "nosniff",
    # With no-referrer a form would send `Origin: null`, and every post would need a token.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(),geolocation=(),microphone=(),payment=(),usb=()",
    "X-Robots-Tag": "noindex",
}

_FIXED = [(name.lower(), name, value) for name, value in FIXED.items()]

SMALLEST_PACKED_BYTES = 500
PACKED_TYPES = {
    "text/html",
    "text/css",
    "text/javascript",
    "image/svg+xml",
    "application/json",
    "text/plain",
}
BROTLI_QUALITY = 5
BROTLI_WINDOW = 18
"""Bits: how far back a repetition may lie, 256 KB; no page is longer. With more, a board takes 8 MB and a quarter more
time to pack."""


class _Sessions(SecureCookieSessionInterface):
    """Flask's own, which comes after everything else and says that each answer depends on the cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Open the session; where there is none, without the tools to read one: they take longer than the rest."""
        if self.get_cookie_name(app) not in request.cookies:
            return SecureCookieSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save the session; of what nobody may store it need not be said what it depends on.

        What anybody may store is the same for all. Were it said to depend on the cookie, the stylesheet that was
        fetched ahead would be fetched again, for it brings a cookie with it.
        """
        if session.accessed or session.modified:
            super().save_session(app, session, response)
        stored = response.headers.get("Cache-Control", "")
        if stored == "no-store":
            response.headers.pop("Vary", None)
        elif stored.startswith("public"):
            response.headers["Vary"] = "Accept-Encoding"


def init_app(app: Flask) -> None:
    """Put the headers on every answer of `app`. Registered first, so that it runs last."""
    app.session_interface = _Sessions()

    @app.after_request
    def finish(response: Response) -> Response:
        if 300 <= response.status_code < 400:
            # The library's body is a page in English that nobody sees.
            response.set_data(b"")
        headers = response.headers
        said = {name.lower() for name, _value in headers}
        headers.extend((name, value) for key, name, value in _FIXED if key not in said)
        if "content-security-policy" not in said:
            headers.add("Content-Security-Policy", policy(POLICY))
        if "cache-control" not in said:
            headers.add("Cache-Control", "no-store")
        if request.is_secure and not g.get("local_name"):
            # One day, and never the preload list: that would publish the name.
            headers.setdefault("Strict-Transport-Security", "max-age=86400")
        return _pack(response)


def policy(allowed: str) -> str:
    """Return a policy for this request: it names the stylesheet's hash where that stands inside the page."""
    return allowed.format(style="" if assets.is_stylesheet_fetched() else f" '{assets.stylesheet_hash()}'")


def _pack(response: Response) -> Response:
    if (
        response.is_streamed
        or response.direct_passthrough
        or "Content-Encoding" in response.headers
        or response.mimetype not in PACKED_TYPES
    ):
        return response
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    body = response.get_data()
    if len(body) >= SMALLEST_PACKED_BYTES:
        encoding = request.accept_encodings.best_match(["br", "gzip"])
        if encoding:
            response.set_data(pack(body, encoding))
            response.headers["Content-Encoding"] = encoding
    return response


def pack(body: bytes, encoding: str, quality: int = BROTLI_QUALITY) -> bytes:
    """Return `body` compressed as "br" or "gzip"."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality, lgwin=BROTLI_WINDOW))
    return gzip.compress(body, 6, mtime=0)
