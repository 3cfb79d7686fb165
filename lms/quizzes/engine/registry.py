"""Every type of question there is."""

from collections.abc import Mapping
from typing import Any

from lms.quizzes.engine.task import MarkedBy, Task
from lms.quizzes.engine.types.calculated import Calculated
from lms.quizzes.engine.types.choice import MultipleChoice, SingleChoice, TrueFalse
from lms.quizzes.engine.types.essay import Essay
from lms.quizzes.engine.types.gaps import Cloze, GapSelect
from lms.quizzes.engine.types.information import Information
from lms.quizzes.engine.types.matching import Matching
from lms.quizzes.engine.types.number import Number
from lms.quizzes.engine.types.ordering import Ordering
from lms.quizzes.engine.types.scale import Scale
from lms.quizzes.engine.types.shorttext import ShortText
from lms.quizzes.engine.types.upload import FileUpload

AnyTask = (
    SingleChoice
    | MultipleChoice
    | TrueFalse
    | Matching
    | Ordering
    | ShortText
    | Number
    | GapSelect
    | Cloze
    | Calculated
    | Scale
    | Essay
    | FileUpload
    | Information
)
"""The sum of all types."""

TASKS: Mapping[str, type[Task[Any]]] = {
    each.kind: each
    for each in (
        SingleChoice,
        MultipleChoice,
        TrueFalse,
        Matching,
        Ordering,
        ShortText,
        Number,
        GapSelect,
        Cloze,
        Calculated,
        Scale,
        Essay,
        FileUpload,
        Information,
    )
}
"""The name of a type in a package to the class of its questions."""

BY_PERSON = frozenset(name for name, task in TASKS.items() if task.marked_by == MarkedBy.PERSON)
"""The types that wait for a person to mark them."""
