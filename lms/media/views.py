"""Sending pictures and sound to those who may see them."""

from pathlib import Path

from flask import Blueprint, Response, g, request, send_file
from flask.typing import ResponseReturnValue

from lms import db
from lms.errors import NotFound
from lms.guard import can, config, public
from lms.media import queries, rules, service
from lms.media.models import MediaFile, Owner
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
    kept = request.if_none_match.contains(sha256)
    answer = Response(status=304) if kept else _whole(path, file)
    answer.set_etag(sha256)
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = f"{'public' if file.owner == Owner.SITE else 'private'}, max-age={KEPT_S}"
    answer.headers["Vary"] = "Cookie"
    answer.headers.pop("Last-Modified", None)  # It would tell when somebody stored it.
    g.pop("renew", None)  # What others may keep must not carry a session's cookie.
    return answer


def _whole(path: Path, file: MediaFile) -> Response:
    attached = file.mimetype not in rules.SHOWN
    return send_file(path, mimetype=file.mimetype, as_attachment=attached, download_name=path.name[:8], etag=False)
