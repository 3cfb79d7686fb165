"""What an attempt is worth by what happened in it: each question, the whole, and whether it passed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from lms.points import WHOLE, points
from lms.quizzes import runs
from lms.quizzes.engine import grading
from lms.quizzes.engine.behaviours.run import Behaviour
from lms.quizzes.engine.behaviours.state import Event, Stage, State, stage_of
from lms.quizzes.engine.definition import Question, load
from lms.quizzes.engine.task import MarkedBy
from lms.quizzes.models import Slot

Contents = Mapping[int, Mapping[str, Any]]
"""Questions as their authors wrote them, by their numbers."""
Events = Mapping[int, Sequence[Event]]
"""What happened to questions, by their places in the attempt."""


@dataclass(frozen=True)
class Marks:
    """What an attempt is worth.

    :param slots: what each question is worth, of 10,000, by its place; None: nobody marks it, or nobody has yet.
    :param states: how each stands, by its place.
    :param points: of the whole, 0 to 10,000; None: a person has still to mark an answer.
    :param passed: None: that is not known before.
    """

    slots: Mapping[int, int | None]
    states: Mapping[int, State]
    points: int | None
    passed: bool | None


def marks(
    slots: Sequence[Slot],
    seed: str,
    contents: Contents,
    pass_share: float,
    *,
    behaviour: Behaviour = Behaviour.DEFERRED,
    events: Events | None = None,
) -> Marks:
    """Mark all questions of an attempt. What a person marks has the mark that stands in its slot; without an answer, 0.

    :param seed: of the attempt.
    :param pass_share: how much of the whole passes, 0 to 1.
    :param events: what happened to each question, where more counts than the answer that holds: `queries.events`.
    """
    states: dict[int, State] = {}
    shares: list[Fraction] = []
    weights: list[int] = []
    worth: dict[int, int | None] = {}
    for slot in slots:
        question = asked(slot, seed, contents[slot.question_id])
        by = question.task.marked_by
        happened = (events or {}).get(slot.position, ())
        state = _by_person(slot) if by == MarkedBy.PERSON else runs.ended(behaviour, slot, question, happened)
        states[slot.position] = state
        is_marked = by != MarkedBy.NOBODY and state.stage != Stage.NEEDS_MARKING
        worth[slot.position] = points(state.worth) if is_marked else None
        if is_marked:
            shares.append(state.worth)
            weights.append(question.about.weight)
    if any(state.stage == Stage.NEEDS_MARKING for state in states.values()):
        return Marks(worth, states, None, None)
    # Wrong answers may cost more than right ones won, and certainty win more than there is.
    # Who hands in what asks for opinions only has done all of it.
    whole = min(Fraction(1), max(Fraction(0), grading.total(shares, weights))) if shares else Fraction(1)
    return Marks(worth, states, points(whole), grading.passes(whole, pass_share))


def _by_person(slot: Slot) -> State:
    """Return how an answer that a person marks stands, once it was handed in."""
    if not slot.is_answered:
        return State(stage=Stage.GAVE_UP)
    if slot.points is None:
        return State(stage=Stage.NEEDS_MARKING, fields=slot.chosen)
    share = Fraction(slot.points, WHOLE)
    return State(stage=stage_of(share), fields=slot.chosen, share=share, by_person=True)


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
