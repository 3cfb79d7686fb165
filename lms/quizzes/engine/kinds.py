"""The types of questions there are."""

from collections.abc import Callable, Mapping
from typing import Any

from lms.quizzes.engine.choice import multiple, single, truefalse
from lms.quizzes.engine.question import Question

KINDS: Mapping[str, Callable[[Mapping[str, Any]], Question]] = {
    "single": single,
    "multiple": multiple,
    "truefalse": truefalse,
}
"""The name of a type in a package to what reads a question of it."""


def question(content: Mapping[str, Any]) -> Question:
    """Return a question that can be marked.

    :param content: as its author wrote it and the check passed it.
    """
    return KINDS[content["type"]](content)
