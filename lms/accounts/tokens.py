"""The cookie of a session: a token, when it was last seen, and a signature over both."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lms.seal import Keys

RENEW_AFTER = timedelta(minutes=5)
"""A cookie older than this is written anew, so that reading a page writes nothing in the database."""

_USE = "sessions"
_LONGEST = 200


@dataclass(frozen=True)
class Cookie:
    """What a genuine cookie says."""

    token: str
    seen_at: datetime

    @property
    def token_hash(self) -> str:
        """Return what the session's row holds of the token."""
        return hash_of(self.token)


def new_token() -> str:
    """Return 256 random bits for a new session."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return the SHA-256 of a token; it has 256 bits, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def write(keys: Keys, token: str, now: datetime) -> str:
    """Return the cookie's value."""
    said = f"{token}.{int(now.timestamp())}"
    return f"{said}.{_signature(keys, said)}"


def read(keys: Keys, value: str) -> Cookie | None:
    """Return what a cookie says, or None where a single character was changed."""
    said, _dot, signature = value[:_LONGEST].rpartition(".")
    if not hmac.compare_digest(_signature(keys, said).encode(), signature.encode("utf-8", "replace")):
        return None
    token, _dot, seen = said.rpartition(".")
    return Cookie(token, datetime.fromtimestamp(int(seen), UTC))


def _signature(keys: Keys, said: str) -> str:
    return hmac.new(keys.key_for(_USE), said.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]
