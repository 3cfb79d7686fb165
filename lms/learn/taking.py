"""How far a reader is in a course: what its page shows of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import Head, RevisionStep, Step
from lms.cohorts.models import Cohort, CohortCourse, Entry, StandingCohort
from lms.enrolment.models import Enrolment, PlaceState
from lms.progress.models import CourseProgress, StepProgress
from lms.quizzes import practice

Named = Mapping[str, Any]
"""A step as the outline names it."""


@dataclass(frozen=True)
class Taking:
    """A reader's part in a course.

    :param group: the name of the cohort; empty for who takes the course alone, for that cohort bears the slug.
    :param starts_day: its first day, when that is still to come; None: it has begun.
    :param begun: the codes of steps in which something was done.
    :param done: the codes of steps that count as done.
    :param finished_day: when the course was done; None: it is not.
    :param to_practise: how many questions wait to be asked again.
    """

    group: str
    starts_day: date | None
    begun: frozenset[str]
    done: frozenset[str]
    finished_day: date | None
    to_practise: int

    def state(self, entry: Named) -> str:
        """Return how far the reader is in a step, as the list of steps marks it."""
        return "done" if entry["code"] in self.done else "begun" if entry["code"] in self.begun else "todo"

    def next(self, entries: Iterable[Named]) -> Named | None:
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


@dataclass(frozen=True)
class Way:
    """A cohort in which a reader may take part without a code.

    :param state: what became of it so far: "asked", "waiting", or empty.
    :param standing: it is the cohort of those who take the course by themselves.
    """

    uid: str
    group: str
    entry: Entry
    state: str
    standing: bool


@dataclass(frozen=True)
class Part:
    """A reader's part in a course, or the ways to have one."""

    taking: Taking | None
    ways: list[Way]


_PART = (
    select(
        Cohort.uid,
        Cohort.name,
        Cohort.entry,
        Cohort.starts_day,
        Enrolment.state,
        CourseProgress.finished_day,
        Step.code,
        StepProgress.done_day,
        StandingCohort.course_id,
        practice.due_count(CohortCourse.course_id).label("to_practise"),
    )
    .select_from(CohortCourse)
    .join(Cohort, Cohort.id == CohortCourse.cohort_id)
    .outerjoin(StandingCohort, StandingCohort.cohort_id == Cohort.id)
    .outerjoin(Enrolment, and_(Enrolment.cohort_id == Cohort.id, Enrolment.account_id == bindparam("account_id")))
    .outerjoin(
        CourseProgress,
        and_(CourseProgress.account_id == bindparam("account_id"), CourseProgress.course_id == CohortCourse.course_id),
    )
    .outerjoin(
        StepProgress,
        and_(StepProgress.account_id == bindparam("account_id"), StepProgress.course_id == CohortCourse.course_id),
    )
    .outerjoin(Step, Step.id == StepProgress.step_id)
    .where(
        CohortCourse.course_id == bindparam("course_id"),
        Cohort.closed.is_(False),
        or_(
            Enrolment.state.in_([PlaceState.TAKEN, PlaceState.WAITING, PlaceState.ASKED]),
            and_(Cohort.entry != Entry.CODE, Cohort.last_join_day >= bindparam("today")),
        ),
    )
    .order_by(Cohort.starts_day.desc(), Cohort.id)
)
"""Made once, as all that is asked for each reader: to make it takes longer than to ask it."""


def part(session: Session, account: Account, course_id: int, today: date) -> Part:
    """Return a person's part in a course and the ways to have one, in one query.

    :param today: the day on which joining must not have ended; the verb looks again, in the programme's own zone.
    """
    asked = {"account_id": account.id, "course_id": course_id, "today": today}
    rows = session.execute(_PART, asked).all()
    mine = [row for row in rows if row.state == PlaceState.TAKEN]
    if not mine:
        ways = {
            row.uid: Way(row.uid, row.name, row.entry, _open_state(row.state), row.course_id is not None)
            for row in rows
        }
        return Part(None, list(ways.values()))
    begun = frozenset(row.code for row in mine if row.code)
    done = frozenset(row.code for row in mine if row.done_day)
    # Work counts in the cohort that began last, as `enrolment.working_place` has it.
    here = next((row for row in mine if row.starts_day <= today), mine[-1])
    to_come = here.starts_day if here.starts_day > today else None
    group = here.name if here.course_id is None else ""
    return Part(Taking(group, to_come, begun, done, here.finished_day, here.to_practise), [])


def _open_state(state: str | None) -> str:
    return state if state in (PlaceState.ASKED, PlaceState.WAITING) else ""


@dataclass(frozen=True)
class Progress:
    """How far a person is in a course, in numbers.

    :param needed: how many steps the course needs.
    :param to_practise: how many questions wait to be asked again.
    """

    done: int
    needed: int
    is_begun: bool
    is_finished: bool
    to_practise: int


_DONE = (
    select(func.count())
    .select_from(StepProgress)
    .where(StepProgress.account_id == bindparam("account_id"), StepProgress.step_id == RevisionStep.step_id)
    .where(StepProgress.done_day.is_not(None))
    .correlate(RevisionStep)
    .scalar_subquery()
)
_TAKEN = (
    select(CohortCourse.course_id)
    .join(Cohort, Cohort.id == CohortCourse.cohort_id)
    .join(Enrolment, Enrolment.cohort_id == Cohort.id)
    .where(
        Enrolment.account_id == bindparam("account_id"), Enrolment.state == PlaceState.TAKEN, Cohort.closed.is_(False)
    )
)
_COURSES = (
    select(
        Head.course_id,
        func.count(),
        func.sum(_DONE),
        CourseProgress.begun_day,
        CourseProgress.finished_day,
        practice.due_count(Head.course_id),
    )
    .join(RevisionStep, RevisionStep.revision_id == Head.revision_id)
    .outerjoin(
        CourseProgress,
        and_(CourseProgress.course_id == Head.course_id, CourseProgress.account_id == bindparam("account_id")),
    )
    .where(Head.course_id.in_(_TAKEN), RevisionStep.needed.is_(True))
    .group_by(Head.course_id, CourseProgress.begun_day, CourseProgress.finished_day)
)


def courses_of(session: Session, account: Account, today: date) -> dict[int, Progress]:
    """Return how far a person is in each course in which they take part, by the course's number, in one query."""
    rows = session.execute(_COURSES, {"account_id": account.id, "today": today})
    return {
        course_id: Progress(int(done), needed, begun is not None, finished is not None, waiting)
        for course_id, needed, done, begun, finished, waiting in rows
    }
