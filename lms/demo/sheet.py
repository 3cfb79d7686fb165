"""The file in which the four who can sign in are written down."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FILE = "demo.txt"

_HEAD = "# Only for trying the site out: whoever reads this can sign in. Remove all of it: lms demo --remove\n"


@dataclass(frozen=True)
class Person:
    """One of the four, and the passphrase that opens the account."""

    role: str
    handle: str
    password: str


def read(instance: Path) -> list[Person]:
    """Return the four as the file in an instance folder gives them; nobody where there is no file."""
    try:
        lines = (instance / FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Person(*fields) for fields in found if len(fields) == 3]


def write(instance: Path, people: list[Person]) -> None:
    """Write the four down in a file that only its owner may read."""
    partial = instance / f"{FILE}.{secrets.token_hex(4)}.part"
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(_HEAD)
        stream.writelines(f"{person.role}\t{person.handle}\t{person.password}\n" for person in people)
    partial.replace(instance / FILE)


def forget(instance: Path) -> None:
    """Delete the file."""
    (instance / FILE).unlink(missing_ok=True)


def sentences(instance: Path) -> list[str]:
    """Return what a newcomer reads: how to sign in as each of the four."""
    people = read(instance)
    width = max((len(person.handle) for person in people), default=0)
    lines = [f"  {person.handle:{width}}  {person.password}" for person in people]
    return [f"Sign in as one of these (kept in {instance / FILE}):", *lines] if people else []
