"""What is wrong with an answer, whatever was asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lms.headers import FIXED
from tests.fuzz.texts import MARK

SLOWEST_S = 2.0
FULL = 507
"""The one refusal above 499 that is no fault: the disk is full."""

TOLD = re.compile(rb"Traceback \(most recent|sqlalchemy\.|werkzeug\.|sqlite3\.|psycopg|File \"/|jinja2\.exceptions")
ALIVE = re.compile(rb"<[^<>&]{0,9}" + MARK.encode() + rb"|" + MARK.encode() + rb"[\"']on", re.IGNORECASE)
"""A value that became markup: a tag of its own, or an attribute."""

OWN = re.compile(r"(?:http://localhost(?::\d+)?)?/(?![/\\])[\x21-\x7e]*")
"""An address of the site itself."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    took_s: float
    trace: str = field(default="")
    """What the log said of an error."""

    def header(self, name: str) -> str:
        """Return a header's first value; empty where it is not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def faults(answer: Answer) -> Iterator[str]:
    """Yield what is wrong with an answer; how long it took is looked at apart, for it may have been the machine."""
    if answer.status >= 500 and answer.status != FULL:
        yield f"answered {answer.status}: {answer.trace[-900:]}"
    missing = [name for name in (*FIXED, "Content-Security-Policy", "Cache-Control") if not answer.header(name)]
    if missing:
        yield f"answered {answer.status} without {', '.join(missing)}"
    if any(sign in name + value for name, value in answer.headers for sign in "\r\n\0"):
        yield "a header holds the end of a line"
    location = answer.header("Location")
    if location and not OWN.fullmatch(location):
        yield f"leads away: {location[:200]!r}"
    if TOLD.search(answer.body):
        yield "tells how it is made"
    if answer.header("Content-Encoding"):
        return
    if answer.header("Content-Type").startswith("text/html"):
        yield from _page(answer.body)


def _page(body: bytes) -> Iterator[str]:
    found = ALIVE.search(body)
    if found:
        yield f"what was sent became markup: {body[max(0, found.start() - 60) : found.end() + 60]!r}"
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        yield f"is no UTF-8: {error}"
        return
    if "\0" in text:
        yield "holds a NUL"
