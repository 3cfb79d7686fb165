"""Names that things carry outside: random, so that nothing can be counted or guessed."""

import base64
import hashlib
import secrets
from collections.abc import Container

from werkzeug.routing import BaseConverter, IntegerConverter

UID_LENGTH = 26

SHORT_LENGTH = 6
SHORT_SIGNS = "23456789bcdfghjkmnpqrstvwxz"
"""No vowels, so that no word appears; no 0, 1 and l, which are taken for one another. Six of them: 387 million."""


def new_uid() -> str:
    """Return 128 random bits as 26 characters a–z, 2–7."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def new_short(taken: Container[str] = ()) -> str:
    """Return six random signs for an address that people see, other than those `taken`."""
    while True:
        code = "".join(secrets.choice(SHORT_SIGNS) for _ in range(SHORT_LENGTH))
        if code not in taken:
            return code


def short_of(*parts: str) -> str:
    """Return the six signs that stand for `parts`: always the same, and telling nothing of a part that is random."""
    number = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest(), "big")
    signs = []
    for _ in range(SHORT_LENGTH):
        number, sign = divmod(number, len(SHORT_SIGNS))
        signs.append(SHORT_SIGNS[sign])
    return "".join(signs)


def uid_once_erased(uid: str) -> str:
    """Return the uid that an account bears once it is erased.

    It leads back to the former one only for who knows that already: a restore finds in a backup whom to erase again.
    """
    return base64.b32encode(hashlib.sha256(f"erased {uid}".encode()).digest()).decode("ascii").lower()[:UID_LENGTH]


class UidConverter(BaseConverter):
    """`<uid:thing>` in an address."""

    regex = "[a-z2-7]{26}"


class ShortConverter(BaseConverter):
    """`<short:thing>` in an address."""

    regex = f"[{SHORT_SIGNS}]{{{SHORT_LENGTH}}}"


class NumberConverter(IntegerConverter):
    """A place in an address; nothing here has a thousand million of them, and no database takes every number."""

    regex = r"[0-9]{1,9}"
