from dataclasses import dataclass
from enum import StrEnum

from lms.text.canonical import canonical


class Problem(StrEnum):
    TOO_SHORT = "s"
    TOO_LONG = "l"
    TOO_COMMON = "c"


@dataclass
class Suggestion:
    words: tuple
    numbers: tuple


def suggest(lang, rng):
    return Suggestion(("a",) * 6, ("0001",) * 6)


def as_typed(t):
    return canonical(t, fold=False)


def problem(t, context=()):
    return Problem.TOO_SHORT if len(as_typed(t)) < 15 else None
