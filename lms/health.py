"""Whether the server and its database answer; no other fact."""

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from lms import db
from lms.guard import public


@public
def healthz() -> ResponseReturnValue:
    """Answer `ok` when the database does."""
    db.session().execute(text("SELECT 1"))
    return "ok", 200, {"Content-Type": "text/plain; charset=utf-8"}


def init_app(app: Flask) -> None:
    """Serve `/healthz`."""
    app.add_url_rule("/healthz", "healthz", healthz, methods=["GET"])
