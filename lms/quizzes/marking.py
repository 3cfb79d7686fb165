"""What an attempt is worth by the answers that hold: each question, the whole, and whether it passed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from lms.points import points
from lms.quizzes.engine import grading
from lms.quizzes.engine.definition import Question, load
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.models import Slot

Contents = Mapping[int, Mapping[str, Any]]
"""Questions as their authors wrote them, by their numbers."""


@dataclass(frozen=True)
class Marks:
    """What an attempt is worth.

    :param slots: 0 to 10,000 by the place of a question; None: nobody marks it.
    :param points: of the whole, 0 to 10,000.
    """

    slots: Mapping[int, int | None]
    points: int
    passed: bool


def marks(slots: Sequence[Slot], seed: str, contents: Contents, pass_share: float) -> Marks:
    """Mark all questions of an attempt.

    :param seed: of the attempt.
    :param pass_share: how much of the whole passes, 0 to 1.
    """
    shares: dict[int, Fraction] = {}
    weights = []
    for slot in slots:
        question = asked(slot, seed, contents[slot.question_id])
        if question.task.marked_by == MarkedBy.ENGINE:
            shares[slot.position] = share(question.task, slot.chosen)
            weights.append(question.about.weight)
    # Wrong answers may cost more than right ones won. Who hands in what asks for opinions only has done all of it.
    whole = max(Fraction(0), grading.total(list(shares.values()), weights)) if shares else Fraction(1)
    worth = {slot.position: points(shares[slot.position]) if slot.position in shares else None for slot in slots}
    return Marks(worth, points(whole), grading.passes(whole, pass_share))


def asked(slot: Slot, seed: str, content: Mapping[str, Any]) -> Question:
    """Return a question as an attempt asks it: its numbers are drawn for this attempt.

    :param seed: of the attempt.
    :param content: the question as its author wrote it.
    """
    return _loaded(json.dumps(content)).asked(f"{seed} {slot.position}")


@lru_cache(256)
def _loaded(written: str) -> Question:
    """Return a question that was written so: reading it takes ten times as long as marking an answer."""
    return load(json.loads(written))


def share(task: Task[Any], chosen: Fields) -> Fraction:
    """Return what an answer is worth; 0: none was given, or nobody marks it."""
    verdict = task.mark(task.read(chosen)) if any(chosen.values()) else None
    return verdict.share if verdict else Fraction(0)
