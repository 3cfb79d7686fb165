"""What a page says of a question that was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lms.points import WHOLE
from lms.quizzes.engine.kinds import question
from lms.quizzes.models import Slot


@dataclass(frozen=True)
class Answered:
    """A question that was answered.

    :param chosen: the parts that were chosen; empty: none.
    :param right: the parts that make the right answer.
    :param points: 0 to 10,000.
    """

    chosen: frozenset[str]
    right: frozenset[str]
    points: int

    @property
    def verdict(self) -> str:
        """Return "right", "partly" or "wrong"."""
        return "right" if self.points == WHOLE else "partly" if self.points else "wrong"


def answered(slot: Slot, written: Mapping[str, Any]) -> Answered:
    """Return what became of a question of an attempt.

    :param written: the question as its author wrote it.
    """
    return Answered(frozenset(slot.values), question(written).right, slot.points or 0)
