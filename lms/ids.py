"""Names that things carry outside: random, so that nothing can be counted or guessed."""

import base64
import secrets

from werkzeug.routing import BaseConverter

UID_LENGTH = 26


def new_uid() -> str:
    """Return 128 random bits as 26 characters a–z, 2–7."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


class UidConverter(BaseConverter):
    """`<uid:thing>` in an address."""

    regex = "[a-z2-7]{26}"
