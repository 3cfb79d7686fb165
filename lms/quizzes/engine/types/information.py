"""Information: words between questions. Nothing is asked."""

from dataclasses import dataclass
from typing import ClassVar, NoReturn

from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.task import Fields, MarkedBy, Response, Task


@dataclass(frozen=True, kw_only=True)
class Information(Task[Response]):
    """It has a text and no answer."""

    kind: ClassVar[str] = "information"
    marked_by: ClassVar[MarkedBy] = MarkedBy.NOBODY

    def read(self, fields: Fields) -> NoReturn:
        """Refuse everything."""
        raise NotAnAnswer(Reason.NOT_THERE if any(fields.values()) else Reason.NOTHING)

    def mark(self, response: Response) -> None:
        """Nothing is to be marked."""

    def right(self) -> None:
        """Nothing is asked."""
