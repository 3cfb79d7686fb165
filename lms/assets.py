"""Static files under names made of their content, and the stylesheet in its two forms."""

import base64
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, request, url_for
from markupsafe import Markup

from lms import config
from lms.guard import public
from lms.text.zawgyi.convert import RULES

FOLDER = config.SITE / "static"
SHARED = {"zawgyi.json": RULES}
"""Data that a script reads and the server too, which keeps it beside its code."""
STYLESHEET = "site.css"
STYLE_COOKIE = "look"
"""Holds the hash of the stylesheet that this browser has fetched; says nothing about its reader."""

_FOREVER = "public, max-age=31536000, immutable"
_URL = re.compile(r"url\(([\w./-]+)\)")


@dataclass(frozen=True)
class Asset:
    """A file ready to send. `name` carries the first ten hexadecimal digits of its SHA-256."""

    name: str
    body: bytes
    mimetype: str

    @property
    def digest(self) -> str:
        """Return the digits in the name."""
        return self.name.split(".")[-2]


@cache
def all_assets(folder: Path = FOLDER) -> dict[str, Asset]:
    """Return every file under `folder` by its path there, and what is shared; stylesheets last, they name others."""
    found: dict[str, Asset] = {}
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    for plain, path in sorted({**files, **SHARED}.items(), key=lambda file: file[1].suffix == ".css"):
        body = path.read_bytes()
        if path.suffix == ".css":
            body = _URL.sub(lambda m: f"url(/static/{found[m[1]].name})", body.decode()).encode()
        digest = hashlib.sha256(body).hexdigest()[:10]
        stem, dot, suffix = plain.rpartition(".")
        name = f"{stem}.{digest}.{suffix}" if dot else f"{plain}.{digest}.bin"
        mimetype = mimetypes.guess_type(plain)[0] or "application/octet-stream"
        found[plain] = Asset(name, body, mimetype)
    return found


@cache
def _by_name() -> dict[str, Asset]:
    return {asset.name: asset for asset in all_assets().values()}


@cache
def _inline_style() -> str:
    return all_assets()[STYLESHEET].body.decode().replace("</", "<\\/").strip()


@cache
def stylesheet_hash() -> str:
    """Return the stylesheet's hash as the policy header names it, "sha256-…"."""
    digest = hashlib.sha256(_inline_style().encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()


def is_stylesheet_fetched() -> bool:
    """Tell whether this browser has the stylesheet already."""
    return request.cookies.get(STYLE_COOKIE) == all_assets()[STYLESHEET].digest


def stylesheet(*, prefetch: bool = True) -> Markup:
    """Return the stylesheet inside the page on a first visit, as a link once this browser has fetched it.

    :param prefetch: let the browser fetch it for later pages; not where the browser was just wiped.
    """
    address = url_for("static", filename=all_assets()[STYLESHEET].name)
    if is_stylesheet_fetched():
        return Markup('<link rel="stylesheet" href="{}">').format(address)
    # The text is ours and holds no "</"; escaping would change the bytes that the hash speaks of.
    style = Markup("<style>" + _inline_style() + "</style>")  # noqa: S704
    return style + Markup('<link rel="prefetch" href="{}" as="style">').format(address) if prefetch else style


def asset_url(plain: str) -> str:
    """Return the address of a file in `static/`."""
    return url_for("static", filename=all_assets()[plain].name)


@public
def send(filename: str) -> Response:
    """Send a static file, to be kept for a year: another content has another name."""
    asset = _by_name().get(filename)
    if asset is None:
        abort(404)
    response = Response(asset.body, mimetype=asset.mimetype)
    response.headers["Cache-Control"] = _FOREVER
    if asset is all_assets()[STYLESHEET]:
        response.set_cookie(STYLE_COOKIE, asset.digest, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


def init_app(app: Flask) -> None:
    """Serve `static/`, and give the templates `stylesheet` and `asset_url`."""
    app.add_url_rule("/static/<path:filename>", "static", send, methods=["GET"])
    app.add_template_global(stylesheet)
    app.add_template_global(asset_url)
