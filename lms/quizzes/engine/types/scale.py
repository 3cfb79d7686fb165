"""Scale: how much somebody agrees, how sure somebody is. It asks for an opinion and is never marked."""

from dataclasses import dataclass
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.engine.types import unique

FIELD = "point"
MOST_POINTS = 11


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of a scale."""

    id: str
    text: Text


@dataclass(frozen=True)
class Rated:
    """The point that was picked."""

    point: str

    def fields(self) -> Fields:
        """Return it as it is stored."""
        return {FIELD: [self.point]}


@dataclass(frozen=True, kw_only=True)
class Scale(Task[Rated]):
    """`points` stand in their order, which is never shaken (Likert 1932)."""

    kind: ClassVar[str] = "scale"
    marked_by: ClassVar[MarkedBy] = MarkedBy.NOBODY
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        """Refuse a scale without two ends."""
        unique.check("points", self.points, least=2, most=MOST_POINTS)

    def read(self, fields: Fields) -> Rated:
        """Return what was picked."""
        ((_, point),) = form.picked(fields, (FIELD,), {each.id for each in self.points})
        return Rated(point)

    def mark(self, response: Rated) -> None:
        """No opinion is right."""

    def right(self) -> None:
        """No opinion is right."""
