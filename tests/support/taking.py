"""Aye takes the sample course in her cohort: where in it work is done, and attempts at its quiz."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.models import Account, Role, Scope
from lms.catalog import queries as catalog
from lms.catalog.models import RevisionStep, Step
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort
from lms.progress.service import Place
from lms.quizzes import service as quizzes
from lms.quizzes.models import Attempt
from tests.support.cast import TODAY, TZ
from tests.support.courses import Shelved
from tests.support.moment import NOON

QUIZ = "power-shared/quiz"


@dataclass(frozen=True)
class Taking:
    """A person who takes a course."""

    session: Session
    account: Account
    shelved: Shelved

    @property
    def revision_id(self) -> int:
        """Return the revision that readers see now."""
        head = catalog.head(self.session, self.shelved.course)
        assert head is not None
        return head.id

    def step_id(self, name: str) -> int:
        """Return the number of a step by its stable name."""
        wanted = select(Step.id).where(Step.course_id == self.shelved.course.id, Step.name == name)
        return self.session.scalars(wanted).one()

    def place(self, name: str) -> Place:
        """Return where work in a step is written down, today."""
        return Place(self.account.id, self.shelved.course.id, self.revision_id, self.step_id(name), TODAY)

    def set(self, name: str, **settings: object) -> None:
        """Change the settings of a step in the revision that readers see."""
        row = self.session.get_one(RevisionStep, (self.revision_id, self.step_id(name)))
        row.settings = {**row.settings, **settings}
        self.session.flush()

    def begin(self, name: str = QUIZ, now: datetime = NOON) -> Attempt:
        """Begin an attempt, or go on with the open one."""
        return quizzes.begin(
            self.session,
            account=self.account,
            course_id=self.shelved.course.id,
            step_id=self.step_id(name),
            revision_id=self.revision_id,
            now=now,
        )


def train_course(session: Session, account: Account, taking: Taking) -> None:
    """Let somebody train in the course itself, whichever cohorts take it."""
    accounts.give_grant(
        session,
        account=account,
        role=Role.TRAINER,
        scope=Scope.COURSE,
        scope_uid=taking.shelved.course.uid,
        by_uid="",
        now=NOON,
        tz=TZ,
    )


@pytest.fixture
def taking(db: Session, aye: Account, cohort: Cohort, sample: Shelved) -> Taking:
    """Aye's cohort takes the sample course."""
    cohorts.take_courses(db, cohort=cohort, course_ids=[sample.course.id])
    return Taking(db, aye, sample)
