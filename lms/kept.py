"""What a person had typed, carried over a page that came in between: a session that ended, a browser that does not say
where a form came from.

The fields travel inside the page, sealed with the installation's key, so that the next person on a shared phone finds
nothing to read.
"""

import base64
import json
import zlib
from dataclasses import dataclass

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from lms import clock
from lms.seal import CannotOpen, Keys, seal, unseal
from lms.text.canonical import without_controls

NOT_KEPT = frozenset({"passphrase", "passphrase_again", "old_passphrase", "code", "form_token", "kept"})
"""Fields that open something are typed again rather than carried."""

FILE_LEFT = "file_left"
"""A field that stands in a form from which a file was left behind."""

MOST_BYTES = 200_000
LASTS_S = 12 * 3600
_USE = "kept fields"


@dataclass(frozen=True)
class Kept:
    """A form that was not done yet: where it goes, whose it is, what it says."""

    path: str
    account_uid: str
    fields: list[tuple[str, str]]


def keep(account_uid: str) -> str:
    """Return this request's form, sealed, to stand in a hidden field. Empty where it is too long to carry.

    :param account_uid: whose form it is; empty where nobody knows.
    """
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT]
    if had_files():
        fields.append((FILE_LEFT, "1"))
    said = json.dumps([int(clock.now().timestamp()), request.path, account_uid, fields], ensure_ascii=False)
    packed = zlib.compress(said.encode())
    if len(packed) > MOST_BYTES:
        return ""
    return base64.urlsafe_b64encode(seal(_key(), packed, b"kept")).decode()


def had_files() -> bool:
    """Tell whether a file was chosen in this request's form: none is carried, it must be chosen again."""
    return any(each.filename for each in request.files.values())


def opened(text: str) -> Kept | None:
    """Return what `keep` sealed within the last twelve hours; None for anything else."""
    if not text or len(text) > MOST_BYTES * 2:
        return None
    try:
        packed = unseal(_key(), base64.urlsafe_b64decode(text.encode()), b"kept")
    except (CannotOpen, ValueError):
        return None
    moment, path, account_uid, fields = json.loads(zlib.decompress(packed))
    if not 0 <= clock.now().timestamp() - moment <= LASTS_S:
        return None
    return Kept(path, account_uid, [(name, value) for name, value in fields])


def plain_fields() -> MultiDict[str, str]:
    """Return the fields of this request that may stand in a page as they are."""
    fields = request.form.items(multi=True)
    plain = MultiDict(
        (without_controls(name), without_controls(value)) for name, value in fields if name not in NOT_KEPT
    )
    if had_files():
        plain.add(FILE_LEFT, "1")
    return plain


def _key() -> bytes:
    keys = current_app.extensions["lms.keys"]
    assert isinstance(keys, Keys)
    return keys.key_for(_USE)
