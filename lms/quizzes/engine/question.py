"""What every type of question can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from lms.quizzes.engine.refusal import NotAnAnswer

__all__ = ["Answer", "Mark", "NotAnAnswer", "Question"]


@dataclass(frozen=True)
class Mark:
    """What an answer is worth: `share` of the question's marks, from 0 to 1, exact."""

    share: Fraction

    @property
    def right(self) -> bool:
        """Tell whether the answer is wholly right."""
        return self.share == 1


Answer = tuple[str, ...]
"""What was chosen, in the one form that a type of question gives it: equal answers are equal tuples. Nothing: ()."""


class Question(Protocol):
    """A question that can be marked."""

    @property
    def several(self) -> bool:
        """Tell whether more than one part may be chosen."""

    @property
    def right(self) -> frozenset[str]:
        """Return the names of the parts that make the right answer."""

    def read(self, values: Sequence[str]) -> Answer:
        """Return the answer that a form sent.

        :raises NotAnAnswer: it is none.
        """

    def mark(self, answer: Answer) -> Mark:
        """Return what an answer is worth."""
