"""Matching: to each item belongs one of the matches; several items may share one, and some may belong to none."""

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.refusal import Fault, Unsound
from lms.quizzes.engine.task import Fields, Part, Task, Verdict
from lms.quizzes.engine.types import unique

MOST = 20


@dataclass(frozen=True, kw_only=True)
class Match:
    """What an item may be matched with."""

    id: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Item:
    """What is to be matched; `match` is the id of what belongs to it."""

    id: str
    text: Text
    match: str
    feedback: Text | None = None


@dataclass(frozen=True)
class Paired:
    """Items that were matched, each with what was picked, in the order of the question."""

    pairs: tuple[tuple[str, str], ...]

    def fields(self) -> Fields:
        """Return a field for each item that was matched."""
        return {item: [match] for item, match in self.pairs}


@dataclass(frozen=True, kw_only=True)
class Matching(Task[Paired]):
    """Each item counts the same (docs.moodle.org, Matching question type)."""

    kind: ClassVar[str] = "matching"
    items: tuple[Item, ...]
    matches: tuple[Match, ...]

    def __post_init__(self) -> None:
        """Refuse an item whose match is not there."""
        unique.check("items", self.items, least=2, most=MOST)
        unique.check("matches", self.matches, least=2, most=MOST)
        there = {each.id for each in self.matches}
        for place, item in enumerate(self.items):
            if item.match not in there:
                raise Unsound(Fault.UNKNOWN, ("items", place, "match"), item.match)

    def read(self, fields: Fields) -> Paired:
        """Return what was picked for each item; some may be left."""
        names, matches = [each.id for each in self.items], {each.id for each in self.matches}
        return Paired(tuple(form.picked(fields, names, matches)))

    def complete(self, response: Paired) -> bool:
        """Tell whether every item is matched."""
        return len(response.pairs) == len(self.items)

    def mark(self, response: Paired) -> Verdict:
        """Return the share of the items that are matched right."""
        items = {each.id: each for each in self.items}
        parts = tuple(Part(name, Fraction(items[name].match == match)) for name, match in response.pairs)
        right = sum((part.share for part in parts), Fraction(0))
        feedback = tuple(name for name, _ in response.pairs if items[name].feedback)
        return Verdict(right / len(items), parts, feedback)

    def kept(self, response: Paired) -> Fields:
        """Return the items that are matched right."""
        right = dict(self.right().pairs)
        return Paired(tuple(pair for pair in response.pairs if right[pair[0]] == pair[1])).fields()

    def right(self) -> Paired:
        """Return every item with its match."""
        return Paired(tuple((each.id, each.match) for each in self.items))
