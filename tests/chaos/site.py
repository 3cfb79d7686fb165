"""The site that chaos comes over: the demo's groups and courses, and twenty learners who can sign in."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import hashing
from lms.accounts import service as accounts
from lms.accounts.models import Origin
from lms.catalog.models import Course, Head, RevisionStep, Step, StepKind
from lms.cohorts.models import Cohort
from lms.config import Config
from lms.db import Database
from lms.enrolment import service as enrolment
from tests.support.server import run_lms

LEARNERS = 20
PASSPHRASE = "seven rivers meet below the old bridge"
TZ = "Asia/Yangon"


@dataclass(frozen=True)
class Site:
    """An installation, who learns there, and the quizzes: (code of the course, code of the step)."""

    instance: Path
    handles: tuple[str, ...]
    quizzes: tuple[tuple[str, str], ...]
    settings: dict[str, str] = field(default_factory=dict)
    """What its processes find in their environment."""

    def database(self) -> Database:
        """Open its database."""
        return Database(Config.read({"LMS_INSTANCE": str(self.instance), **self.settings}).database_url)

    def copy_to(self, instance: Path) -> "Site":
        """Return the same site in another folder; nothing may be running in this one."""
        shutil.copytree(self.instance, instance, copy_function=_copy)
        return Site(instance, self.handles, self.quizzes, self.settings)


def _copy(source: str, target: str) -> None:
    shutil.copyfile(source, target)
    shutil.copymode(source, target)


def make(instance: Path, database_url: str | None = None) -> Site:
    """Make a site with every course, two groups, and the learners in the first of them."""
    settings = {"LMS_DATABASE_URL": database_url} if database_url else {}
    done = run_lms(instance, "init", **settings)
    assert done.returncode == 0, done.stderr
    return people(instance, settings)


def people(instance: Path, settings: dict[str, str]) -> Site:
    """Put the demo and the learners into an installation that has courses, and return the site."""
    done = run_lms(instance, "demo", "--learners", "0", **settings)
    assert done.returncode == 0, done.stderr
    database = Site(instance, (), (), settings).database()
    phrase = hashing.hash_passphrase(PASSPHRASE)
    with database.transaction() as session:
        handles = tuple(_learners(session, phrase))
        quizzes = tuple(_quizzes(session))
    database.engine.dispose()
    return Site(instance, handles, quizzes, settings)


def _learners(session: Session, phrase: str) -> list[str]:
    group = session.scalars(select(Cohort).order_by(Cohort.id)).first()
    assert group is not None
    handles = [f"learner {number}" for number in range(1, LEARNERS + 1)]
    for handle in handles:
        account = accounts.make_account(
            session, handle=handle, language="my", origin=Origin.DEMO, now=clock.now(), tz=TZ
        )
        accounts.set_passphrase(session, account=account, passphrase_hash=phrase)
        session.flush()
        enrolment.take_place(session, account=account, cohort=group, by_uid="", now=clock.now())
    return handles


def _quizzes(session: Session) -> list[tuple[str, str]]:
    """Return the quizzes, which everybody may try as often as they like from now on."""
    rows = session.execute(
        select(Course.code, Step.code, RevisionStep)
        .join(Step, Step.course_id == Course.id)
        .join(Head, Head.course_id == Course.id)
        .join(RevisionStep, (RevisionStep.step_id == Step.id) & (RevisionStep.revision_id == Head.revision_id))
        .where(Step.kind == StepKind.QUIZ)
        .order_by(Step.id)
    ).all()
    found = []
    for course, step, row in rows:
        if row.settings["feedback"] != "at-once":
            row.settings = {**row.settings, "attempts": None}
            found.append((course, step))
    assert found
    return found
