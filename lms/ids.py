"""Names that things carry outside: random, so that nothing can be counted or guessed."""

import base64
import hashlib
import secrets

from werkzeug.routing import BaseConverter

UID_LENGTH = 26


def new_uid() -> str:
    """Return 128 random bits as 26 characters a–z, 2–7."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def uid_once_erased(uid: str) -> str:
    """Return the uid that an account bears once it is erased.

    It leads back to the former one only for who knows that already: a restore finds in a backup whom to erase again.
    """
    return base64.b32encode(hashlib.sha256(f"erased {uid}".encode()).digest()).decode("ascii").lower()[:UID_LENGTH]


class UidConverter(BaseConverter):
    """`<uid:thing>` in an address."""

    regex = "[a-z2-7]{26}"
