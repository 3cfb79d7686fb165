"""The order in which the parts of a question are shown: stable within an attempt, the same in every language."""

from collections.abc import Sequence
from typing import Any

from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.task import Task
from lms.quizzes.engine.types.choice import MultipleChoice, SingleChoice
from lms.quizzes.engine.types.gaps import Cloze, GapSelect
from lms.quizzes.engine.types.matching import Matching
from lms.quizzes.engine.types.ordering import Ordering
from lms.quizzes.engine.types.unique import Named

Arranged = dict[str, list[str]]
"""Ids in their order, by the name of their list: "options", "items", "matches", or "gaps/NAME/options"."""


def arranged(task: Task[Any], *, shuffle: bool, seed: str) -> Arranged:
    """Return the order of what a question shows in lists.

    :param shuffle: whether the quiz shakes options. What is to be put in order always is, and never stands right;
        points of a scale, true and false, and items that are matched keep their order.
    :param seed: of the attempt and the question.
    """
    if isinstance(task, Ordering):
        return {"items": _disordered([each.id for each in task.items], seed)}
    found: dict[str, Sequence[Named]] = {}
    if isinstance(task, SingleChoice | MultipleChoice):
        found["options"] = task.options
    elif isinstance(task, Matching):
        found["matches"] = task.matches
    elif isinstance(task, GapSelect | Cloze):
        inner = [(name, own) for name, _, own in task.inside if isinstance(own, SingleChoice | MultipleChoice)]
        found = {f"gaps/{name}/options": own.options for name, own in inner}
    return {name: _order([each.id for each in things], f"{seed} {name}", shuffle) for name, things in found.items()}


def _order(names: list[str], seed: str, shuffle: bool) -> list[str]:
    return shaken(names, seed, str) if shuffle else names


def _disordered(names: list[str], seed: str) -> list[str]:
    """Shake until it is not the right order, which for two things and more soon happens."""
    turn = 0
    while (found := shaken(names, f"{seed} {turn}", str)) == names:
        turn += 1
    return found
