"""A whole question: what is asked and answered, and what is said around it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from lms.quizzes.engine import codec
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.refusal import Fault, Unsound
from lms.quizzes.engine.registry import TASKS
from lms.quizzes.engine.task import MarkedBy, Task

MOST_HINTS = 6
MOST_WEIGHT = 100
_PLACE = re.compile(r"\{\{([a-z][a-z0-9_-]{0,59})\}\}")


class Difficulty(StrEnum):
    """How hard its author thinks it is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class State(StrEnum):
    """How far a question of a bank is. Only what is ready is asked."""

    DRAFT = "draft"
    READY = "ready"
    RETIRED = "retired"
    """It was asked, and is not asked any more."""


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What is said after a wrong try, where a question may be tried again.

    :param clear_wrong: wrong parts are emptied for the next try.
    :param count_right: it is said how many parts are right.
    """

    text: Text
    clear_wrong: bool = False
    count_right: bool = False


@dataclass(frozen=True, kw_only=True)
class Combined:
    """What is said to everybody whose answer is right, partly right, or wrong."""

    right: Text | None = None
    partly: Text | None = None
    wrong: Text | None = None


@dataclass(frozen=True, kw_only=True)
class About:
    """What every question has, whatever its type.

    :param penalty: the part of the mark that each wrong try costs, where a question may be tried again (Moodle: 1/3).
    :param weight: how much it weighs among the questions of an attempt.
    """

    id: str
    stem: Text
    objective: str | None = None
    difficulty: Difficulty | None = None
    form: str | None = None
    state: State = State.READY
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    picture: Text | None = None
    sound: Text | None = None
    feedback: Text | None = None
    combined: Combined | None = None
    hints: tuple[Hint, ...] = ()
    penalty: Fraction = Fraction(1, 3)
    weight: int = 1

    def __post_init__(self) -> None:
        """Refuse a penalty or weight that is none, and hints without end."""
        if not self.id:
            raise Unsound(Fault.MISSING, (), "id")
        if not 0 <= self.penalty <= 1:
            raise Unsound(Fault.OUT_OF_RANGE, ("penalty",))
        if not 1 <= self.weight <= MOST_WEIGHT:
            raise Unsound(Fault.OUT_OF_RANGE, ("weight",))
        if len(self.hints) > MOST_HINTS:
            raise Unsound(Fault.TOO_LARGE, ("hints",))


@dataclass(frozen=True)
class Question:
    """A question of any type: `task` is one of `registry.TASKS`, and says by its class which."""

    about: About
    task: Task[Any]

    def __post_init__(self) -> None:
        """Refuse a text that does not hold each gap once in every language."""
        once, often = self.task.places(), self.task.said().keys()
        for lang, inner in self.about.stem.items():
            words = inner.get("text", "") if isinstance(inner, Mapping) else inner
            found = Counter(_PLACE.findall(words)) if once or often else Counter()
            if not once | often >= found.keys() or any(found[name] != 1 for name in once):
                raise Unsound(Fault.GAPS, ("stem", lang))

    @property
    def weight(self) -> int:
        """Return how much it weighs in a grade: what nobody marks, nothing."""
        return 0 if self.task.marked_by == MarkedBy.NOBODY else self.about.weight

    def asked(self, seed: str) -> "Question":
        """Return it as it is asked in the attempt of this seed."""
        return Question(self.about, self.task.asked(seed))


def load(content: object) -> Question:
    """Return the question that a package wrote.

    :param content: as in `courses/question.schema.json`.
    :raises Unsound: it is none; with the place of what is wrong.
    """
    if not isinstance(content, Mapping):
        raise Unsound(Fault.WRONG_TYPE)
    kind = content.get("type")
    if not isinstance(kind, str) or kind not in TASKS:
        raise Unsound(Fault.MISSING if kind is None else Fault.UNKNOWN, ("type",), str(kind)[:60])
    common = codec.names(About)
    about = codec.read(About, {name: each for name, each in content.items() if name in common})
    own = {name: each for name, each in content.items() if name not in common and name != "type"}
    return Question(about, codec.read(TASKS[kind], own))


def dump(question: Question) -> dict[str, Any]:
    """Return a question as a package writes it; `load` makes the same of it.

    :param question: as it was written, not as it is asked in an attempt.
    """
    about = codec.written(question.about)
    first = {"id": about.pop("id"), "type": question.task.kind}
    return {**first, **about, **codec.written(question.task)}


def key(question: Question) -> object:
    """Return what decides about marks, and no words: versions with equal keys mark every answer alike."""
    return codec.wordless(question.task), question.weight


def keys(kind: str) -> frozenset[str]:
    """Return the keys that a question of a type may have."""
    return codec.names(About) | codec.names(TASKS[kind]) | {"type"}
