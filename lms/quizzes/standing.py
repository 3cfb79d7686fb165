"""Where a person stands with a quiz: the tries so far, and the settings that hold for this person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.cohorts.models import Cohort, CohortCourse, Programme
from lms.enrolment.models import Enrolment, PlaceState
from lms.quizzes.engine.rules import timing
from lms.quizzes.engine.rules.settings import SILENT, Override, Settings, in_force
from lms.quizzes.engine.rules.timing import NotNow, Past
from lms.quizzes.models import Attempt, AttemptState, QuizOverride


@dataclass(frozen=True)
class Standing:
    """A person's tries at a quiz, in their order, and what its clock says for this person.

    :param tz: the zone of the programme in which the person works at the course; empty: in none.
    """

    attempts: list[Attempt]
    clock: Settings
    tz: str

    @property
    def open(self) -> Attempt | None:
        """Return the try that takes answers, or would if its time were not over."""
        return next((each for each in self.attempts if each.state == AttemptState.OPEN), None)

    def not_now(self, now: datetime) -> NotNow | None:
        """Return why no further try may begin; None: one may, or one is open."""
        return None if self.open else timing.may_begin(self.clock, [past(each) for each in self.attempts], now)

    def set_clock(self, attempt: Attempt) -> None:
        """Give an attempt what holds for its person now. One that has ended ends no other time."""
        attempt.closes_at, attempt.most = self.clock.closes_at, self.clock.attempts or 0
        if attempt.state == AttemptState.OPEN:
            attempt.ends_at = timing.ends_at(self.clock, attempt.begun_at)
            grace = timedelta(seconds=self.clock.grace_s)
            attempt.late_at = None if attempt.ends_at is None else attempt.ends_at + grace


def past(attempt: Attempt) -> Past:
    """Return an attempt as the rules of time see it."""
    return Past(attempt.begun_at, None if attempt.state == AttemptState.OPEN else attempt.handed_in_at)


def standing(session: Session, account: Account, course_id: int, step_id: int, clock: Settings) -> Standing:
    """Return where a person stands with a quiz, in one query.

    :param clock: what the quiz itself says.
    """
    place = (
        select(Cohort.id, Cohort.starts_day, Programme.tz)
        .join(Programme, Programme.id == Cohort.programme_id)
        .join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(CohortCourse.course_id == course_id, Cohort.closed.is_(False))
        .where(Enrolment.account_id == account.id, Enrolment.state == PlaceState.TAKEN)
        .subquery()
    )
    rows = session.execute(
        select(Attempt, place.c.tz, *_SAID)
        .select_from(Account)
        .outerjoin(Attempt, and_(Attempt.account_id == Account.id, Attempt.step_id == step_id))
        .outerjoin(place, true())
        .outerjoin(
            QuizOverride,
            and_(
                QuizOverride.step_id == step_id,
                QuizOverride.cohort_id == place.c.id,
                or_(QuizOverride.account_id.is_(None), QuizOverride.account_id == Account.id),
            ),
        )
        .where(Account.id == account.id)
        .order_by(Attempt.number, place.c.starts_day.desc(), place.c.id)
    ).all()
    attempts = {row[0].id: row[0] for row in rows if row[0] is not None}
    tz = next((row.tz for row in rows if row.tz), "")
    overrides = {row[2]: row for row in rows if row[2] is not None}.values()
    return Standing(list(attempts.values()), _in_force(clock, overrides), tz)


_SAID = (
    QuizOverride.id,
    QuizOverride.account_id,
    QuizOverride.opens_at,
    QuizOverride.closes_at,
    QuizOverride.minutes,
    QuizOverride.attempts,
)


def _in_force(clock: Settings, rows: Iterable[Any]) -> Settings:
    rows = list(rows)
    of_cohorts = [_override(row) for row in rows if row.account_id is None]
    own = [_override(row) for row in rows if row.account_id is not None]
    # Somebody in two cohorts may have been given more in each: then the most generous holds there too.
    return in_force(in_force(clock, of_cohorts), own)


def _override(row: Any) -> Override:
    return Override(
        reason="kept beside it",
        opens_at=SILENT if row.opens_at is None else row.opens_at,
        closes_at=SILENT if row.closes_at is None else row.closes_at,
        limit_s=SILENT if row.minutes is None else row.minutes * 60 or None,
        attempts=SILENT if row.attempts is None else row.attempts or None,
    )
