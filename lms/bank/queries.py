"""Reads about the questions of a course: those of its banks, what draws them, how often, and how they were before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import Account
from lms.catalog import queries as catalog
from lms.catalog.models import (
    Blob,
    Content,
    Course,
    Head,
    Question,
    QuestionPage,
    Revision,
    RevisionFile,
    RevisionQuestion,
    RevisionStep,
    Step,
    StepKind,
)
from lms.catalog.package.tree import Tree
from lms.catalog.queries import Reading
from lms.quizzes.models import Slot


@dataclass(frozen=True)
class Listed:
    """A question in a bank. `content` is the question as its author wrote it."""

    id: int
    code: str
    module: str
    name: str
    type: str
    state: str
    version: str
    content: Content


@dataclass(frozen=True)
class BankQuestion:
    """A question that somebody looks at, in the revision that readers see.

    :param asked: how often it was asked in quizzes and tests, in all its versions.
    """

    reading: Reading
    question: Listed
    asked: int

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.reading.places


_LISTED: tuple[Any, ...] = (
    Question.id,
    RevisionQuestion.code,
    RevisionQuestion.module,
    Question.name,
    Question.type,
    RevisionQuestion.state,
    Question.version,
    Question.content,
)


def bank(session: Session, revision_id: int) -> list[Listed]:
    """Return the questions of all banks of a revision, in the order of the modules' names and of the banks."""
    wanted = (
        select(*_LISTED)
        .join(RevisionQuestion, RevisionQuestion.question_id == Question.id)
        .where(RevisionQuestion.revision_id == revision_id, RevisionQuestion.step_id.is_(None))
        .order_by(RevisionQuestion.module, RevisionQuestion.position)
    )
    return [Listed(*row) for row in session.execute(wanted)]


def question(session: Session, course: str, code: str) -> BankQuestion | None:
    """Return the question with this code, if it stands in a bank of the course with that one."""
    versions = aliased(Question)
    times = (
        select(func.count(Slot.id))
        .join(versions, versions.id == Slot.question_id)
        .where(versions.course_id == Question.course_id, versions.name == Question.name)
        .correlate(Question)
        .scalar_subquery()
    )
    wanted = (
        select(Course.id, Course.uid, Revision.id, Revision.uid, Revision.languages, times, *_LISTED)
        .join(Head, Head.course_id == Course.id)
        .join(Revision, Revision.id == Head.revision_id)
        .join(RevisionQuestion, RevisionQuestion.revision_id == Revision.id)
        .join(Question, Question.id == RevisionQuestion.question_id)
        .where(Course.code == course, RevisionQuestion.code == code, RevisionQuestion.step_id.is_(None))
    )
    row = session.execute(wanted).first()
    if row is None:
        return None
    course_id, course_uid, revision_id, revision_uid, languages, asked, *listed = row
    reading = Reading(course_id, course_uid, course, revision_id, revision_uid, tuple(languages.split()), open=False)
    return BankQuestion(reading, Listed(*listed), asked)


def counts(session: Session) -> dict[int, dict[str, int]]:
    """Return how many questions of each state are in the banks of each course, by the course's number."""
    wanted = (
        select(Head.course_id, RevisionQuestion.state, func.count())
        .join(RevisionQuestion, RevisionQuestion.revision_id == Head.revision_id)
        .where(RevisionQuestion.step_id.is_(None))
        .group_by(Head.course_id, RevisionQuestion.state)
    )
    found: dict[int, dict[str, int]] = {}
    for course_id, state, count in session.execute(wanted):
        found.setdefault(course_id, {})[state] = count
    return found


def times_asked(session: Session, course_id: int, names: Iterable[str]) -> dict[str, int]:
    """Return how often questions were asked in quizzes and tests, in all their versions."""
    wanted = (
        select(Question.name, func.count(Slot.id))
        .join(Slot, Slot.question_id == Question.id)
        .where(Question.course_id == course_id, Question.name.in_(set(names)))
        .group_by(Question.name)
    )
    return {name: count for name, count in session.execute(wanted)}  # noqa: C416


@dataclass(frozen=True)
class Placed:
    """A step; of a quiz or test `settings` say how it draws: see `catalog.derived.counting`."""

    step_id: int
    code: str
    name: str
    kind: StepKind
    number: str
    settings: Content


def steps(session: Session, revision_id: int) -> list[Placed]:
    """Return the steps of a revision, in their order."""
    wanted = (
        select(Step.id, Step.code, Step.name, Step.kind, RevisionStep.number, RevisionStep.settings)
        .join(RevisionStep, RevisionStep.step_id == Step.id)
        .where(RevisionStep.revision_id == revision_id)
        .order_by(RevisionStep.position)
    )
    return [Placed(*row) for row in session.execute(wanted)]


def pages(session: Session, revision_id: int, question_id: int) -> dict[str, Content]:
    """Return what a question shows in each language; the strings are HTML."""
    wanted = select(QuestionPage.lang, QuestionPage.content)
    rows = session.execute(wanted.filter_by(revision_id=revision_id, question_id=question_id))
    return {lang: catalog.html(content) for lang, content in rows}


@dataclass(frozen=True)
class Version:
    """A question as it was from one revision on. `by` is a handle; empty: a command, or somebody who was erased."""

    revision_id: int
    number: int
    day: date
    by: str
    question_id: int
    version: str
    state: str
    content: Content


def history(session: Session, course_id: int, name: str) -> list[Version]:
    """Return the versions of a question, the newest first: each once, with the revision that brought it."""
    wanted = (
        select(
            Revision.id,
            Revision.number,
            Revision.day,
            Account.handle,
            Question.id,
            Question.version,
            RevisionQuestion.state,
            Question.content,
        )
        .join(RevisionQuestion, RevisionQuestion.revision_id == Revision.id)
        .join(Question, Question.id == RevisionQuestion.question_id)
        .outerjoin(Account, Account.uid == Revision.by_uid)
        .where(Revision.course_id == course_id, Question.name == name, RevisionQuestion.step_id.is_(None))
        .order_by(Revision.number)
    )
    found: list[Version] = []
    for revision_id, number, day, by, question_id, version, state, content in session.execute(wanted):
        if not found or found[-1].version != version:
            found.append(Version(revision_id, number, day, by or "", question_id, version, state, content))
    return found[::-1]


@dataclass(frozen=True)
class Made:
    """The newest revision of a course, and the one that it was made from."""

    number: int
    day: date
    origin: str
    parent_id: int | None


def newest(session: Session, revision_id: int) -> Made:
    """Return what is known of a revision."""
    wanted = select(Revision.number, Revision.day, Revision.origin, Revision.parent_id)
    return Made(*session.execute(wanted.where(Revision.id == revision_id)).one())


def names(session: Session, course_id: int) -> set[str]:
    """Return every id that a question of a course has ever had."""
    return set(session.scalars(select(Question.name).where(Question.course_id == course_id).distinct()))


def tree(session: Session, revision_id: int) -> Tree:
    """Return all files of a revision."""
    wanted = select(RevisionFile.path, Blob.body).join(Blob, Blob.sha256 == RevisionFile.sha256)
    return Tree({row.path: row.body for row in session.execute(wanted.where(RevisionFile.revision_id == revision_id))})


def about(session: Session, revision_id: int) -> tuple[Tree, list[str]]:
    """Return the files that say what a question may speak of: the course, its sources, its modules; and all paths."""
    speaking = or_(RevisionFile.path.in_(("course.yaml", "sources.yaml")), RevisionFile.path.endswith("/module.yaml"))
    wanted = (
        select(RevisionFile.path, Blob.body)
        .outerjoin(Blob, and_(Blob.sha256 == RevisionFile.sha256, speaking))
        .where(RevisionFile.revision_id == revision_id)
        .order_by(RevisionFile.path)
    )
    # mypy does not know that an outer join may find nothing.
    rows: list[tuple[str, Any]] = [(path, body) for path, body in session.execute(wanted)]
    return Tree({path: body for path, body in rows if body is not None}), [path for path, _ in rows]
