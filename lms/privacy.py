"""What each column holds, why, for how long, and who erases it.

Every mapped column says so beside itself: ``mapped_column(info=pseudonym("…", until=ACCOUNT))``. A test fails on a
column that does not, and `docs/data-register.md` is written from these lines.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How much harm a column can do in the wrong hands."""

    PUBLIC = "public"
    """Says nothing about anyone."""
    PSEUDONYM = "pseudonym"
    """Tells one person from another, and no more."""
    SENSITIVE = "sensitive"
    """Says something about a person."""
    SECRET = "secret"  # noqa: S105
    """Opens something."""


@dataclass(frozen=True)
class Lifetime:
    """How long a row is kept, and what takes it away."""

    name: str
    eraser: str


SITE = Lifetime("as long as the site", "nobody needs to")
ACCOUNT = Lifetime("as long as the account", "erasing the person")
SESSION = Lifetime("until the session ends, 7 days at the most", "signing out, and the minute's work")
CODE = Lifetime("until used or its last day", "its use, and the minute's work")
DAY = Lifetime("a day", "the minute's work")
AUDIT = Lifetime("90 days", "folding into the head of the chain")
COHORT = Lifetime("as long as the cohort", "closing the cohort")
WRITING = Lifetime("until its last day", "destroying the person's data key, and the minute's work")


@dataclass(frozen=True)
class Kept:
    """What is said of a column."""

    kind: Kind
    purpose: str
    until: Lifetime


Info = dict[str, Any]
"""What goes into a column's `info`: `kept`, a `Kept`."""


def public(purpose: str, until: Lifetime = SITE) -> Info:
    """Mark a column that says nothing about anyone."""
    return {"kept": Kept(Kind.PUBLIC, purpose, until)}


def pseudonym(purpose: str, until: Lifetime = ACCOUNT) -> Info:
    """Mark a column that tells one person from another, and no more."""
    return {"kept": Kept(Kind.PSEUDONYM, purpose, until)}


def sensitive(purpose: str, until: Lifetime = ACCOUNT) -> Info:
    """Mark a column that says something about a person."""
    return {"kept": Kept(Kind.SENSITIVE, purpose, until)}


def secret(purpose: str, until: Lifetime = ACCOUNT) -> Info:
    """Mark a column that opens something."""
    return {"kept": Kept(Kind.SECRET, purpose, until)}
