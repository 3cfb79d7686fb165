"""Other dates, more time, more tries at a quiz, for a cohort or for one person in it: who has what, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.catalog import queries as catalog
from lms.catalog.models import Course, Head, RevisionStep, Step, StepKind
from lms.cohorts.models import Cohort, CohortCourse
from lms.enrolment.models import Enrolment, PlaceState
from lms.errors import LmsError, NotFound
from lms.quizzes.engine.rules.quiz import QuizSettings
from lms.quizzes.models import Attempt, QuizOverride
from lms.quizzes.standing import standing

_Concerned = tuple[Account, list[Attempt]]
"""Somebody, and the attempts at the quiz."""


class AlreadySaid(LmsError):
    """One for this quiz and these people is there."""

    status = 422
    message = _l("There is one already for this quiz and this choice of people. Change that one.")


@dataclass(frozen=True)
class Named:
    """A quiz or test that a cohort takes.

    :param code: of its course and of itself, as a form sends it.
    :param course: the title of the course; like `title` plain text in the reader's language, which may be empty.
    """

    step_id: int
    code: str
    course: str
    number: str
    title: str
    kind: StepKind


@dataclass(frozen=True)
class Said:
    """What holds instead of what the quiz says; None: nothing is said. Of numbers, 0 is "no limit"."""

    reason: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    minutes: int | None = None
    attempts: int | None = None


def by_uid(session: Session, uid: str) -> QuizOverride | None:
    """Return what was said under this uid."""
    return session.scalar(select(QuizOverride).where(QuizOverride.uid == uid))


def of_cohort(session: Session, cohort: Cohort) -> list[QuizOverride]:
    """Return all that was said for a cohort and for people in it, what holds for everybody first."""
    wanted = select(QuizOverride).where(QuizOverride.cohort_id == cohort.id)
    found = session.scalars(wanted.order_by(QuizOverride.step_id, QuizOverride.id))
    return sorted(found, key=lambda each: each.account_id is not None)


def quizzes_of(session: Session, cohort: Cohort, lang: str) -> list[Named]:
    """Return the quizzes and tests of the courses that a cohort takes, in their order, named in a language."""
    rows = session.execute(
        select(Step.id, Course.code, Step.code, Step.kind, RevisionStep.number)
        .join(Course, Course.id == Step.course_id)
        .join(Head, Head.course_id == Course.id)
        .join(RevisionStep, (RevisionStep.revision_id == Head.revision_id) & (RevisionStep.step_id == Step.id))
        .join(CohortCourse, CohortCourse.course_id == Course.id)
        .where(CohortCourse.cohort_id == cohort.id, Step.kind.in_([StepKind.QUIZ, StepKind.TEST]))
        .order_by(CohortCourse.position, RevisionStep.position)
    ).all()
    outlines = {code: found for code, (found, _) in catalog.outlines(session, {row[1] for row in rows}, lang).items()}
    titles = {
        (code, entry["code"]): entry["title"].striptags()
        for code, content in outlines.items()
        for entry in [*content["outside"], *(step for module in content["modules"] for step in module["steps"])]
    }
    return [
        Named(
            step_id,
            f"{course}-{step}",
            outlines[course]["title"].striptags() if course in outlines else "",
            number,
            titles.get((course, step), ""),
            StepKind(kind),
        )
        for step_id, course, step, kind, number in rows
    ]


def add(
    session: Session, *, cohort: Cohort, step_id: int, account: Account | None, said: Said, uid: str, by: Actor
) -> QuizOverride:
    """Let something else hold for a cohort, or for one person in it. The same form sent twice does it once.

    :param account: None: for everybody in the cohort.
    :param uid: what it is called; made by the form.
    :raises AlreadySaid: something was said for them there; that is to be changed.
    """
    there = by_uid(session, uid)
    if there is not None:
        return there
    same = select(QuizOverride.id).where(QuizOverride.step_id == step_id, QuizOverride.cohort_id == cohort.id)
    whom = QuizOverride.account_id == account.id if account else QuizOverride.account_id.is_(None)
    if session.scalar(same.where(whom)) is not None:
        raise AlreadySaid
    made = QuizOverride(uid=uid, step_id=step_id, cohort=cohort, account=account)
    _put(made, said, by)
    session.add(made)
    audit.note(session, by, action="override.add", kind="override", uid=uid)
    _renew(session, made)
    return made


def change(session: Session, *, uid: str, said: Said, by: Actor) -> None:
    """Say something else.

    :raises NotFound: it was removed meanwhile.
    """
    override = by_uid(session, uid)
    if override is None:
        raise NotFound
    _put(override, said, by)
    audit.note(session, by, action="override.change", kind="override", uid=uid)
    _renew(session, override)


def remove(session: Session, *, uid: str, by: Actor) -> None:
    """Let hold again what the quiz says, or what is said for the cohort. Removing twice is once."""
    override = by_uid(session, uid)
    if override is None:
        return
    audit.note(session, by, action="override.remove", kind="override", uid=uid)
    concerned = _attempts(session, override)
    session.delete(override)
    _renew(session, None, concerned)


def _put(override: QuizOverride, said: Said, by: Actor) -> None:
    for name in ("reason", "opens_at", "closes_at", "minutes", "attempts"):
        setattr(override, name, getattr(said, name))
    override.by_uid, override.day = by.uid, clock.local_day(by.now, override.cohort.programme.tz)


def _renew(session: Session, override: QuizOverride | None, concerned: Iterable[_Concerned] = ()) -> None:
    """Give the attempts of those concerned the moments that hold for them now."""
    session.flush()  # Where each stands is asked of the database.
    for account, attempts in _attempts(session, override) if override else concerned:
        for attempt in attempts:
            settings = session.get_one(RevisionStep, (attempt.revision_id, attempt.step_id)).settings
            own = QuizSettings.of(settings).clock
            standing(session, account, attempt.course_id, attempt.step_id, own).set_clock(attempt)


def _attempts(session: Session, override: QuizOverride) -> Iterable[_Concerned]:
    wanted = select(Account, Attempt).join(Attempt, Attempt.account_id == Account.id)
    wanted = wanted.where(Attempt.step_id == override.step_id)
    if override.account_id is not None:
        wanted = wanted.where(Account.id == override.account_id)
    else:
        taken = select(Enrolment.account_id).where(Enrolment.state == PlaceState.TAKEN)
        wanted = wanted.where(Account.id.in_(taken.where(Enrolment.cohort_id == override.cohort_id)))
    found: dict[int, tuple[Account, list[Attempt]]] = {}
    for account, attempt in session.execute(wanted.order_by(Attempt.number)).all():
        found.setdefault(account.id, (account, []))[1].append(attempt)
    return found.values()
