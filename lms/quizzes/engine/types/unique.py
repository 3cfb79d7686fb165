"""Things of a list that are told apart by their ids."""

from collections.abc import Sequence
from typing import Protocol

from lms.quizzes.engine.refusal import Fault, Unsound


class Named(Protocol):
    """A thing with an id."""

    @property
    def id(self) -> str:
        """Return its id."""


def check(key: str, things: Sequence[Named], *, least: int, most: int) -> None:
    """See that there are neither too few nor too many, and no two of one id.

    :param key: the key under which they stand.
    :raises Unsound: it is not so.
    """
    if len(things) < least:
        raise Unsound(Fault.TOO_FEW, (key,))
    if len(things) > most:
        raise Unsound(Fault.TOO_LARGE, (key,))
    seen: set[str] = set()
    for place, thing in enumerate(things):
        if thing.id in seen:
            raise Unsound(Fault.TWICE, (key, place), thing.id)
        if not thing.id:
            raise Unsound(Fault.MISSING, (key, place), "id")
        seen.add(thing.id)
