"""Sending pictures and sound to those who may see them."""

from flask import Blueprint, g, send_file
from flask.typing import ResponseReturnValue

from lms import db
from lms.errors import NotFound
from lms.guard import can, config, public
from lms.media import queries, rules, service
from lms.media.models import Owner
from lms.permissions import Permission

bp = Blueprint("media", __name__)

POLICY = "sandbox; default-src 'none'"
"""A file opened by itself runs nothing, loads nothing, and knows nothing of the site."""

KEPT_S = 3600


@bp.get("/m/<string(length=64):sha256>")
@public
def send(sha256: str) -> ResponseReturnValue:
    """Send a file: the site's to everybody, a course's to its readers, a person's to that person.

    What is not there and what is not allowed answer alike, and do not ask a stranger to sign in.
    """
    seen = [file for file in queries.owners_of(db.session(), sha256) if can(Permission.SEE_FILE, file)]
    path = service.path_of(service.folder_of(config()), sha256)
    if not seen or not path.is_file():
        raise NotFound
    file = next((file for file in seen if file.owner == Owner.SITE), seen[0])
    answer = send_file(
        path,
        mimetype=file.mimetype,
        as_attachment=file.mimetype not in rules.SHOWN,
        download_name=sha256[:8],
        etag=sha256,
        max_age=KEPT_S,
    )
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = f"{'public' if file.owner == Owner.SITE else 'private'}, max-age={KEPT_S}"
    answer.headers["Vary"] = "Cookie"
    g.pop("renew", None)  # What others may keep must not carry a session's cookie.
    return answer
