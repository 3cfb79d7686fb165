"""Passphrase hashing: slow on purpose, in little memory, one at a time, and after everybody else."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.accounts.passphrases import as_typed
from lms.turns import AT_ONCE

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id with 19 MiB, twice over: OWASP's and RFC 9106's advice for small machines."""

_NICENESS = 10


def _be_nice() -> None:
    # On Linux a thread has a niceness of its own: a class that signs in does not slow down those who are in.
    if sys.platform == "linux":
        os.nice(_NICENESS)


_TURNS = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hashing", initializer=_be_nice)
"""Threads of their own: the memory of a hash stays with the thread that made it, so few threads mean little memory."""

_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$uLh3F2go/RHQtdwZqgkGRA$reYqjYyRJ0nolNe9OHYVKiIBe+0oSzlNdy6Nmw4+u4Y"
"""What is compared where there is no account: a hash that takes as much work, and opens nothing."""


def hash_passphrase(typed: str) -> str:
    """Return the argon2id hash of a passphrase, as typed in whichever way. Hold no lock while this runs."""
    return _TURNS.submit(HASHER.hash, as_typed(typed)).result()


def is_right(stored: str | None, typed: str) -> bool:
    """Tell whether `typed` is the passphrase of `stored`, in the same time where there is no account."""
    return _TURNS.submit(_verify, stored or _NOBODY, as_typed(typed)).result() and stored is not None


def _verify(stored: str, typed: str) -> bool:
    try:
        return HASHER.verify(stored, typed)
    except (VerificationError, InvalidHashError):
        return False
