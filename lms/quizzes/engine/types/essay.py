"""Essay: paragraphs that a person marks."""

from dataclasses import dataclass
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine import rubric
from lms.quizzes.engine.refusal import Fault, NotAnAnswer, Reason, Unsound
from lms.quizzes.engine.rubric import Criterion
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.engine.types.shorttext import FIELD, Typed

MOST_SIGNS = 20_000


@dataclass(frozen=True, kw_only=True)
class Essay(Task[Typed]):
    """Marked by a person, by a rubric where there is one (docs.moodle.org, Essay question type).

    :param shortest: fewer signs are kept, but are not complete.
    :param longest: more signs are refused.
    :param markers: how many people mark an answer, 1 or 2.
    """

    kind: ClassVar[str] = "essay"
    marked_by: ClassVar[MarkedBy] = MarkedBy.PERSON
    rubric: tuple[Criterion, ...] = ()
    shortest: int = 1
    longest: int = 5_000
    markers: int = 1

    def __post_init__(self) -> None:
        """Refuse bounds that leave no room."""
        rubric.check(self.rubric)
        if not 1 <= self.shortest <= self.longest <= MOST_SIGNS:
            raise Unsound(Fault.OUT_OF_RANGE, ("longest",))
        rubric.check_markers(self.markers)

    def read(self, fields: Fields) -> Typed:
        """Return what was written."""
        form.known(fields, (FIELD,))
        text = form.one(fields, FIELD, most=self.longest)
        if not text.strip():
            raise NotAnAnswer(Reason.NOTHING)
        return Typed(text)

    def complete(self, response: Typed) -> bool:
        """Tell whether it is long enough."""
        return len(response.text.strip()) >= self.shortest

    def mark(self, response: Typed) -> None:
        """A person does."""

    def right(self) -> None:
        """No text is the right one."""
