"""Of which course, quiz or question somebody wants figures, and which groups take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, joinedload

from lms.board import queries as board
from lms.board.queries import Layout, Taken
from lms.catalog import queries as catalog
from lms.catalog.models import (
    Content,
    Course,
    Head,
    Question,
    QuestionPage,
    Revision,
    RevisionQuestion,
    RevisionStep,
    Step,
    StepKind,
)
from lms.catalog.queries import Reading, StepReading
from lms.cohorts.models import Cohort, CohortCourse

ASKING = frozenset({StepKind.QUIZ, StepKind.TEST})
"""Steps in which attempts are made."""


@dataclass(frozen=True)
class Subject:
    """A course of which somebody wants figures, and the cohorts that take it, the open ones and the latest first."""

    reading: Reading
    cohorts: tuple[Cohort, ...]

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid): the course, and where it is taken."""
        return self.reading.places.union(*(cohort.places for cohort in self.cohorts))


@dataclass(frozen=True)
class QuizSubject(Subject):
    """A quiz or test of a course."""

    step: StepReading


@dataclass(frozen=True)
class ItemSubject(QuizSubject):
    """A question of a bank, as readers see it now.

    :param content: as its author wrote it.
    :param pages: what it shows, by language.
    """

    question_id: int
    name: str
    code: str
    content: Content
    pages: Mapping[str, Content]


_COURSE: tuple[Any, ...] = (
    Course.id,
    Course.uid,
    Course.code,
    Revision.id,
    Revision.uid,
    Revision.languages,
    Revision.open,
)
_STEP: tuple[Any, ...] = (Step.id, Step.code, Step.kind, RevisionStep.number, RevisionStep.settings)


def _with_cohorts(wanted: Select[*tuple[Any, ...]], course: str) -> Select[*tuple[Any, ...]]:
    """Ask for a course together with the cohorts that take it, the open ones and the latest first."""
    return (
        wanted.select_from(Course)
        .join(Head, Head.course_id == Course.id)
        .join(Revision, Revision.id == Head.revision_id)
        .outerjoin(CohortCourse, CohortCourse.course_id == Course.id)
        .outerjoin(Cohort, Cohort.id == CohortCourse.cohort_id)
        .options(joinedload(Cohort.programme, innerjoin=False))
        .where(Course.code == course)
        .order_by(Cohort.closed, Cohort.starts_day.desc(), Cohort.id)
    )


def _of_course(row: Any) -> tuple[Any, ...]:
    *said, languages, is_open = row
    return (*said, tuple(languages.split()), is_open)


def subject(session: Session, course: str) -> Subject | None:
    """Return the course with this code."""
    rows = session.execute(_with_cohorts(select(Cohort, *_COURSE), course)).all()
    if not rows:
        return None
    return Subject(Reading(*_of_course(rows[0][1:])), tuple(row[0] for row in rows if row[0]))


def quiz(session: Session, course: str, step: str) -> QuizSubject | None:
    """Return the quiz or test with this code."""
    wanted = (
        _with_cohorts(select(Cohort, *_STEP, *_COURSE), course)
        .join(Step, Step.course_id == Course.id)
        .join(RevisionStep, (RevisionStep.revision_id == Revision.id) & (RevisionStep.step_id == Step.id))
        .where(Step.code == step, Step.kind.in_(ASKING))
    )
    rows = session.execute(wanted).all()
    if not rows:
        return None
    _cohort, step_id, code, kind, number, settings, *said = rows[0]
    course_id, uid, course_code, revision_id, revision_uid, languages, is_open = _of_course(said)
    reading = StepReading(
        course_id=course_id,
        course_uid=uid,
        code=course_code,
        revision_id=revision_id,
        revision_uid=revision_uid,
        languages=languages,
        open=is_open,
        step_id=step_id,
        step_code=code,
        kind=StepKind(kind),
        number=number,
        settings=settings,
    )
    return QuizSubject(reading, tuple(row[0] for row in rows if row[0]), reading)


def item(session: Session, course: str, step: str, code: str) -> ItemSubject | None:
    """Return the question with this code, which a quiz may draw."""
    found = quiz(session, course, step)
    if found is None:
        return None
    wanted = (
        select(Question.id, Question.name, Question.content, QuestionPage.lang, QuestionPage.content)
        .join(RevisionQuestion, RevisionQuestion.question_id == Question.id)
        .join(QuestionPage, SHOWN)
        .where(RevisionQuestion.revision_id == found.reading.revision_id, RevisionQuestion.step_id.is_(None))
        .where(RevisionQuestion.code == code)
    )
    rows = session.execute(wanted).all()
    if not rows:
        return None
    (number, name, content, *_page), pages = rows[0], {row[3]: row[4] for row in rows}
    return ItemSubject(found.reading, found.cohorts, found.step, number, name, code, content, pages)


SHOWN = and_(
    QuestionPage.question_id == RevisionQuestion.question_id, QuestionPage.revision_id == RevisionQuestion.revision_id
)


def marked_again(session: Session, course: str, step: str) -> StepReading | None:
    """Return the quiz or test with this code, to be marked again: it lies in its course only."""
    found = catalog.step_reading(session, course, step)
    return found if found is not None and found.kind in ASKING else None


def cohorts_with(session: Session, reading: Reading) -> tuple[Cohort, ...]:
    """Return the cohorts that take a course."""
    wanted = select(Cohort).join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
    return tuple(session.scalars(wanted.where(CohortCourse.course_id == reading.course_id)))


def layout(session: Session, reading: Reading, lang: str) -> Layout:
    """Return the steps of a course and what they are called."""
    taken = Taken(reading.course_id, reading.code, "", reading.revision_id, reading.revision_uid, reading.languages, {})
    return board.layout(session, taken, lang)
