"""How far a reader is in a course: what its page shows of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import Step
from lms.cohorts.models import Cohort, CohortCourse
from lms.enrolment.models import Enrolment, PlaceState
from lms.progress.models import CourseProgress, StepProgress

Entry = Mapping[str, Any]
"""A step as the outline names it."""


@dataclass(frozen=True)
class Taking:
    """A reader's part in a course.

    :param group: the name of the cohort.
    :param begun: the codes of steps in which something was done.
    :param done: the codes of steps that count as done.
    :param finished_day: when the course was done; None: it is not.
    """

    group: str
    starts_day: date
    begun: frozenset[str]
    done: frozenset[str]
    finished_day: date | None

    def state(self, entry: Entry) -> str:
        """Return how far the reader is in a step, as the list of steps marks it."""
        return "done" if entry["code"] in self.done else "begun" if entry["code"] in self.begun else "todo"

    def next(self, entries: Iterable[Entry]) -> Entry | None:
        """Return the step to go on with; None where nothing is left.

        The test before the course comes first until anything is begun, then the first needed step that is not done,
        then what is at the end of the course.
        """
        open_ones = [entry for entry in entries if entry["code"] not in self.done]
        if not self.begun and open_ones and open_ones[0]["step"] == "pretest":
            return open_ones[0]
        needed = (entry for entry in open_ones if entry["needed"])
        at_the_end = (entry for entry in open_ones if entry["step"] in {"posttest", "plan"})
        return next(needed, None) or next(at_the_end, None)


def taking(session: Session, account: Account, course_id: int) -> Taking | None:
    """Return a person's part in a course, in one query; None where they take no part."""
    rows = session.execute(
        select(Cohort.name, Cohort.starts_day, CourseProgress.finished_day, Step.code, StepProgress.done_day)
        .select_from(Enrolment)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
        .outerjoin(
            CourseProgress,
            and_(CourseProgress.account_id == Enrolment.account_id, CourseProgress.course_id == CohortCourse.course_id),
        )
        .outerjoin(
            StepProgress,
            and_(StepProgress.account_id == Enrolment.account_id, StepProgress.course_id == CohortCourse.course_id),
        )
        .outerjoin(Step, Step.id == StepProgress.step_id)
        .where(
            Enrolment.account_id == account.id,
            Enrolment.state == PlaceState.TAKEN,
            CohortCourse.course_id == course_id,
            Cohort.closed.is_(False),
        )
        .order_by(Cohort.starts_day.desc(), Enrolment.id)
    ).all()
    if not rows:
        return None
    group, starts_day, finished_day, *_ = rows[0]
    begun = frozenset(row.code for row in rows if row.code)
    done = frozenset(row.code for row in rows if row.done_day)
    return Taking(group, starts_day, begun, done, finished_day)
