"""Passphrase hashing: slow on purpose, in little memory, two at a time."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.accounts.passphrases import as_typed

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id with 19 MiB, twice over: OWASP's and RFC 9106's advice for small machines."""

_TURNS = threading.BoundedSemaphore(2)
_NOBODY = HASHER.hash("there is no such account")


def hash_passphrase(typed: str) -> str:
    """Return the argon2id hash of a passphrase, as typed in whichever way. Hold no lock while this runs."""
    with _TURNS:
        return HASHER.hash(as_typed(typed))


def is_right(stored: str | None, typed: str) -> bool:
    """Tell whether `typed` is the passphrase of `stored`, in the same time where there is no account."""
    with _TURNS:
        try:
            HASHER.verify(stored or _NOBODY, as_typed(typed))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None
