"""What every type of question can do: read what a form sent, and mark it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar, Generic, Protocol, TypeVar

Fields = Mapping[str, Sequence[str]]
"""An answer as a form sends it and as it is stored: the names of fields to what was chosen or written in them."""

NONE, WHOLE = Fraction(0), Fraction(1)


class Outcome(StrEnum):
    """How right an answer is."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


class MarkedBy(StrEnum):
    """Who marks a type of question."""

    ENGINE = "engine"
    PERSON = "person"
    NOBODY = "nobody"


def outcome_of(share: Fraction) -> Outcome:
    """Return how right an answer of this share is; a share below 0 is wrong."""
    return Outcome.RIGHT if share >= 1 else Outcome.PARTLY if share > 0 else Outcome.WRONG


@dataclass(frozen=True)
class Part:
    """One part of an answer, named by its field or option, and its own share of right (at most 1)."""

    name: str
    share: Fraction

    @property
    def outcome(self) -> Outcome:
        """Return how right the part is."""
        return outcome_of(self.share)


@dataclass(frozen=True)
class Verdict:
    """What an answer is worth.

    :param share: of the question's marks, exact, from the type's `least` to 1.
    :param parts: each part that was answered, and how right it is.
    :param feedback: the ids of the options and answers whose feedback applies ("berry", in a gap "gap-1/berry").
    """

    share: Fraction
    parts: tuple[Part, ...] = ()
    feedback: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Return how right the answer is: which combined feedback is shown."""
        return outcome_of(self.share)


class Response(Protocol):
    """An answer that was read. Equal answers are equal values."""

    def fields(self) -> Fields:
        """Return it in its one stored form, from which it is read again."""


R = TypeVar("R", bound=Response)


class Task(ABC, Generic[R]):
    """A question without what is said around it: that which is answered and marked.

    A type of question is a frozen dataclass whose fields are the keys of the type in a package.
    """

    kind: ClassVar[str]
    """The name of the type in a package."""
    marked_by: ClassVar[MarkedBy] = MarkedBy.ENGINE

    @property
    def least(self) -> Fraction:
        """Return the lowest share an answer can get: 0, or below where wrong choices cost more than they can win."""
        return NONE

    @abstractmethod
    def read(self, fields: Fields) -> R:
        """Return the answer that a form sent or that is stored.

        :raises NotAnAnswer: it is none; the reason says why.
        """

    def complete(self, response: R) -> bool:
        """Tell whether everything is answered that can be; only then it may be checked before the end."""
        return True

    @abstractmethod
    def mark(self, response: R) -> Verdict | None:
        """Return what an answer is worth; None where a person marks it, or nobody."""

    @abstractmethod
    def right(self) -> R | None:
        """Return an answer that is wholly right; None where there is none to show."""

    def kept(self, response: R) -> Fields:
        """Return what of an answer stays where a hint empties what is wrong; without parts, nothing."""
        return {}

    def asked(self, seed: str) -> "Task[Any]":
        """Return the task as it is asked in the attempt of this seed: random numbers are drawn."""
        return self

    def places(self) -> frozenset[str]:
        """Return the names of the gaps, each of which stands in the text once, as {{name}}."""
        return frozenset()

    def said(self) -> Mapping[str, str]:
        """Return what stands in the text instead of each {{name}} that is no gap."""
        return {}
