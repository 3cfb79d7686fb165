"""Which of several answers to one question holds."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Came(Protocol):
    """An answer as it came in."""

    @property
    def seq(self) -> int:
        """Return what its page counted, from 1."""

    @property
    def uid(self) -> str:
        """Return what was made with its page."""


A = TypeVar("A", bound=Came)


def holding(answers: Iterable[A]) -> A | None:
    """Return the answer that holds: the one with the greatest `seq`, in whatever order they came.

    Two pages opened side by side count alike; then the greater uid holds. That is arbitrary and always the same, while
    the time of arrival would be another at each delay.
    """
    return max(answers, key=lambda answer: (answer.seq, answer.uid), default=None)
