"""Which quizzes and tests may draw a question, and whether each finds enough to draw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.bank.queries import Listed, Placed
from lms.catalog.models import StepKind
from lms.quizzes.engine.definition import State
from lms.quizzes.engine.draw import Item, draw, fits


@dataclass(frozen=True)
class Line:
    """One line of a draw: what it wants, and what it may take."""

    wanted: Mapping[str, Any]
    able: Sequence[Item]

    @property
    def count(self) -> int:
        """Return how many it draws."""
        return int(self.wanted["count"])


@dataclass(frozen=True)
class Pool:
    """What a quiz or test may draw.

    :param found: how many questions an attempt gets, `wanted` how many it should have.
    """

    draw: Placed
    lines: Sequence[Line]
    found: int
    wanted: int

    @property
    def is_enough(self) -> bool:
        """Tell whether every attempt gets all its questions."""
        return self.found == self.wanted

    @property
    def ids(self) -> frozenset[int]:
        """Return the numbers of all questions that it may draw."""
        return frozenset(item.id for line in self.lines for item in line.able)


def askable(listed: Iterable[Listed]) -> list[Item]:
    """Return the questions that may be drawn at all: the same that `quizzes.queries.bank` gives."""
    return [Item(each.id, each.module, each.name, each.content) for each in listed if each.state == State.READY]


def pools(steps: Iterable[Placed], listed: Iterable[Listed]) -> list[Pool]:
    """Return what each quiz and test of a course may draw.

    :param listed: the questions of all its banks.
    """
    able = askable(listed)
    return [pool(each, able) for each in steps if each.kind in (StepKind.QUIZ, StepKind.TEST)]


def modules(steps: Iterable[Placed]) -> list[str]:
    """Return the stable names of the modules of a course, in order."""
    return list(dict.fromkeys(each.name.partition("/")[0] for each in steps if "/" in each.name))


def pool(each: Placed, able: Sequence[Item]) -> Pool:
    """Return what a quiz or test may draw.

    :param able: all questions of the course that may be drawn at all.
    """
    form = each.settings["form"]
    lines = [
        Line(
            wanted,
            [item for item in able if fits(item, wanted) and (form is None or item.content.get("form") == form)],
        )
        for wanted in each.settings["draw"]
    ]
    # Lines may want the same questions: how many an attempt gets, only a draw can say. It is the same for each seed.
    found = len(draw(able, each.settings["draw"], "any", form=form))
    return Pool(each, lines, found, sum(line.count for line in lines))


def used_in(pools: Iterable[Pool]) -> dict[int, list[Placed]]:
    """Return the quizzes and tests that may draw a question, by the question's number."""
    found: dict[int, list[Placed]] = {}
    for each in pools:
        for number in each.ids:
            found.setdefault(number, []).append(each.draw)
    return found
