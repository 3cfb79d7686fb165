"""Ordering: things are put into their order by saying the place of each, without dragging."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.task import Fields, Part, Task, Verdict
from lms.quizzes.engine.types import unique

MOST = 15


class OrderMarking(StrEnum):
    """What of an order counts (docs.moodle.org, Ordering question type, grading types)."""

    POSITION = "position"
    """Each thing that is at its own place."""
    PAIRS = "pairs"
    """Each thing that is directly followed by the one that should follow it; the last has none."""
    ALL_OR_NOTHING = "all-or-nothing"


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What is put in order."""

    id: str
    text: Text


@dataclass(frozen=True)
class Placed:
    """The place, from 1, of each thing that has got one. Where two claim one place, neither counts as there."""

    places: tuple[tuple[str, int], ...]

    def fields(self) -> Fields:
        """Return a field for each thing that has a place."""
        return {name: [str(place)] for name, place in self.places}

    @property
    def sure(self) -> dict[str, int]:
        """Return the things that are alone at their place."""
        claims = Counter(place for _, place in self.places)
        return {name: place for name, place in self.places if claims[place] == 1}


@dataclass(frozen=True, kw_only=True)
class Ordering(Task[Placed]):
    """`items` stand in the right order; pages shake them."""

    kind: ClassVar[str] = "ordering"
    items: tuple[Thing, ...]
    marking: OrderMarking = OrderMarking.POSITION

    def __post_init__(self) -> None:
        """Refuse fewer than two things, and more than a thumb can bear."""
        unique.check("items", self.items, least=2, most=MOST)

    def read(self, fields: Fields) -> Placed:
        """Return the place of each thing; some may have none."""
        names = [each.id for each in self.items]
        places = {str(place) for place in range(1, len(names) + 1)}
        return Placed(tuple((name, int(place)) for name, place in form.picked(fields, names, places)))

    def complete(self, response: Placed) -> bool:
        """Tell whether every thing has a place of its own."""
        return len(response.sure) == len(self.items)

    def mark(self, response: Placed) -> Verdict:
        """Return the share of places, or of neighbours, that are right."""
        parts = tuple(self._pairs(response) if self.marking == OrderMarking.PAIRS else self._places(response))
        share = sum((part.share for part in parts), Fraction(0)) / len(parts)
        return Verdict(Fraction(share == 1) if self.marking == OrderMarking.ALL_OR_NOTHING else share, parts)

    def kept(self, response: Placed) -> Fields:
        """Return the things that are at their own place."""
        own = set(self.right().places)
        return Placed(tuple(each for each in response.sure.items() if each in own)).fields()

    def right(self) -> Placed:
        """Return the order in which they are written."""
        return Placed(tuple((each.id, place) for place, each in enumerate(self.items, 1)))

    def _places(self, response: Placed) -> list[Part]:
        sure = response.sure
        return [Part(each.id, Fraction(sure.get(each.id) == place)) for place, each in enumerate(self.items, 1)]

    def _pairs(self, response: Placed) -> list[Part]:
        sure = response.sure
        pairs = zip(self.items, self.items[1:], strict=False)
        return [Part(one.id, Fraction(sure.get(one.id, -1) + 1 == sure.get(next_.id, -1))) for one, next_ in pairs]
