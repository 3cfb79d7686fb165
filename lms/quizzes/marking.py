"""What an attempt is worth by the answers that hold: each question, the whole, and whether it passed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lms.points import WHOLE, points
from lms.quizzes.engine import grading
from lms.quizzes.engine.definition import Question, load
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.models import Slot

Contents = Mapping[int, Mapping[str, Any]]
"""Questions as their authors wrote them, by their numbers."""


@dataclass(frozen=True)
class Marks:
    """What an attempt is worth.

    :param slots: 0 to 10,000 by the place of a question; None: nobody marks it, or nobody has yet.
    :param points: of the whole, 0 to 10,000; None: a person has still to mark an answer.
    :param passed: None: that is not known before.
    """

    slots: Mapping[int, int | None]
    points: int | None
    passed: bool | None


def marks(slots: Sequence[Slot], seed: str, contents: Contents, pass_share: float) -> Marks:
    """Mark all questions of an attempt. What a person marks has the mark that stands in its slot; without an answer, 0.

    :param seed: of the attempt.
    :param pass_share: how much of the whole passes, 0 to 1.
    """
    shares: dict[int, Fraction | None] = {}
    weights = []
    for slot in slots:
        question = asked(slot, seed, contents[slot.question_id])
        if question.task.marked_by != MarkedBy.NOBODY:
            shares[slot.position] = _standing(question.task, slot)
            weights.append(question.about.weight)
    known = {place: each for place, each in shares.items() if each is not None}
    worth = {slot.position: points(known[slot.position]) if slot.position in known else None for slot in slots}
    if len(known) < len(shares):
        return Marks(worth, None, None)
    # Wrong answers may cost more than right ones won. Who hands in what asks for opinions only has done all of it.
    whole = max(Fraction(0), grading.total(list(known.values()), weights)) if known else Fraction(1)
    return Marks(worth, points(whole), grading.passes(whole, pass_share))


def _standing(task: Task[Any], slot: Slot) -> Fraction | None:
    """Return what an answer is worth; None: a person has still to mark it."""
    if task.marked_by == MarkedBy.ENGINE:
        return share(task, slot.chosen)
    if slot.is_answered and slot.points is None:
        return None
    return Fraction(slot.points or 0, WHOLE)


def asked(slot: Slot, seed: str, content: Mapping[str, Any]) -> Question:
    """Return a question as an attempt asks it: its numbers are drawn for this attempt.

    :param seed: of the attempt.
    :param content: the question as its author wrote it.
    """
    return load(content).asked(f"{seed} {slot.position}")


def share(task: Task[Any], chosen: Fields) -> Fraction:
    """Return what an answer is worth; 0: none was given, or nobody marks it."""
    verdict = task.mark(task.read(chosen)) if any(chosen.values()) else None
    return verdict.share if verdict else Fraction(0)
