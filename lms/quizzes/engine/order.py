"""An order that looks shaken and is always the same for one attempt, in every language and on every machine."""

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def shaken(things: Iterable[T], seed: str, name: Callable[[T], str]) -> list[T]:
    """Return things in the order that `seed` gives them.

    :param name: what tells one thing from another; the order depends on names and seed only.
    """
    return sorted(things, key=lambda thing: hashlib.sha256(f"{seed} {name(thing)}".encode()).digest())
