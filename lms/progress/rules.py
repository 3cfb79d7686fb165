"""When a step counts as done, and what the rows of a ledger add up to. No database, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from lms.points import WHOLE
from lms.progress.models import Event


def lesson_done(settings: Mapping[str, Any], best: Mapping[str, int]) -> bool:
    """Tell whether a lesson is done by its check questions: all tried, or all right.

    :param settings: of the step, with "rule" and "checks".
    :param best: the most points each question has had, by its code.
    """
    least = WHOLE if settings["rule"] == "right" else 0
    return all(best.get(code, -1) >= least for code in settings["checks"])


class Row(Protocol):
    """A row of the ledger."""

    step_id: int | None
    event: Event
    points: int
    day: date


@dataclass
class StepTotal:
    """What the rows of one step add up to."""

    points: int = 0
    times: int = 0
    done_day: date | None = None
    last_day: date = date.min


@dataclass
class CourseTotal:
    """What the rows of one person in one course add up to."""

    steps_done: int = 0
    begun_day: date = date.max
    last_day: date = date.min
    finished_day: date | None = None
    steps: dict[int, StepTotal] = field(default_factory=dict)


NOT_WORK = frozenset({Event.DONE, Event.FINISHED, Event.MARKED})
"""What follows from work, and is none: nobody was there on its day."""


def fold(rows: Iterable[Row]) -> CourseTotal:
    """Return what rows of one person in one course add up to.

    :param rows: in any order, but that of a step in which not the best counts, or which was marked again, the last that
        was written holds.
    """
    course = CourseTotal()
    for row in rows:
        is_work = row.event not in NOT_WORK
        if is_work:
            course.begun_day, course.last_day = min(course.begun_day, row.day), max(course.last_day, row.day)
        if row.step_id is None:
            course.finished_day = min(course.finished_day or date.max, row.day)
            continue
        step = course.steps.setdefault(row.step_id, StepTotal())
        step.last_day = max(step.last_day, row.day) if is_work else step.last_day
        if row.event == Event.DONE:
            course.steps_done += step.done_day is None
            step.done_day = min(step.done_day or date.max, row.day)
        elif row.event == Event.MARKED:
            step.points = row.points
        elif row.event != Event.HANDED:
            step.times += 1
            step.points = max(step.points, row.points)
    return course
