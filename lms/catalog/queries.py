"""Reads about courses."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from lms.catalog.models import (
    OPEN_KINDS,
    Blob,
    Content,
    Course,
    Head,
    Outline,
    Page,
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
from lms.languages import nearest
from lms.text.sorting import sort_key


def by_slug(session: Session, slug: str) -> Course | None:
    """Return the course that commands and packages call `slug`."""
    return session.scalar(select(Course).where(Course.slug == slug))


def codes(session: Session) -> dict[str, str]:
    """Return the code of each course, by slug."""
    return {slug: code for slug, code in session.execute(select(Course.slug, Course.code))}  # noqa: C416


def head(session: Session, course: Course) -> Revision | None:
    """Return the revision that readers see; None before the first."""
    return session.scalar(
        select(Revision).join(Head, Head.revision_id == Revision.id).where(Head.course_id == course.id)
    )


def digests(session: Session, course: Course) -> set[str]:
    """Return the digest of each tree that the course has ever had."""
    return set(session.scalars(select(Revision.digest).where(Revision.course_id == course.id)))


def is_open(session: Session, course_uid: str) -> bool:
    """Tell whether the course with this uid can be read without an account."""
    found = session.scalar(_courses(select(Revision.open)).where(Course.uid == course_uid))
    return bool(found)


def with_tree(session: Session, digest: str) -> tuple[Course, Revision] | None:
    """Return the newest revision with exactly these files, and its course. A tree holds its own slug."""
    row = session.execute(
        select(Course, Revision)
        .join(Revision, Revision.course_id == Course.id)
        .where(Revision.digest == digest)
        .order_by(Revision.number.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def tree(session: Session, revision: Revision) -> Tree:
    """Return the files of a revision, to the byte as they were loaded."""
    rows = session.execute(
        select(RevisionFile.path, Blob.body)
        .join(Blob, Blob.sha256 == RevisionFile.sha256)
        .where(RevisionFile.revision_id == revision.id)
    )
    return Tree({path: body for path, body in rows})  # noqa: C416


@dataclass(frozen=True)
class Reading:
    """A course that somebody wants to read, at the revision that readers see.

    :param languages: the first stands in where another is missing.
    :param open: whether what is asked for can be read without an account.
    """

    course_id: int
    course_uid: str
    code: str
    revision_id: int
    revision_uid: str
    languages: tuple[str, ...]
    open: bool

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return frozenset({("course", self.course_uid)})

    def lang_for(self, asked: str) -> str:
        """Return the language of the rows for a reader of `asked`."""
        return nearest(asked, self.languages)


@dataclass(frozen=True)
class StepReading(Reading):
    """A step of a course that somebody wants to read.

    :param settings: when it counts as done, and how its quiz is drawn: see `derived.counting`.
    """

    step_id: int
    step_code: str
    kind: StepKind
    number: str
    settings: Content


@dataclass(frozen=True)
class QuestionReading(StepReading):
    """A question inside a lesson that somebody answers. `content` is the question as its author wrote it.

    :param question_number: its place among the questions of the lesson, from 1.
    """

    question_id: int
    question_code: str
    question_number: int
    content: Content


_Select = Select[*tuple[Any, ...]]

_COURSE: tuple[Any, ...] = (
    Course.id,
    Course.uid,
    Course.code,
    Revision.id,
    Revision.uid,
    Revision.languages,
    Revision.open,
)
_ENTRY: tuple[Any, ...] = (
    Course.id,
    Course.code,
    Revision.open,
    Revision.languages,
    Outline.lang,
    Outline.title,
    Outline.summary,
)
_STEP: tuple[Any, ...] = (*_COURSE, Step.id, Step.code, Step.kind, RevisionStep.number, RevisionStep.settings)


def reading(session: Session, course: str) -> Reading | None:
    """Return the course with this code."""
    row = session.connection().execute(_READING, {"course": course}).first()
    return Reading(*_said(row)) if row else None


def readings(session: Session) -> dict[str, Reading]:
    """Return every course that has a revision, by slug and in that order."""
    rows = session.execute(_courses(select(Course.slug, *_COURSE)).order_by(Course.slug))
    return {slug: Reading(*_said(row)) for slug, *row in rows}


def step_reading(session: Session, course: str, step: str) -> StepReading | None:
    """Return the step with this code, if the revision that readers see has it."""
    row = session.connection().execute(_STEP_READING, {"course": course, "step": step}).first()
    return StepReading(*_said(row)) if row else None


def question_reading(session: Session, course: str, step: str, question: str) -> QuestionReading | None:
    """Return the question with this code, if it stands in this lesson in the revision that readers see."""
    asked = {"course": course, "step": step, "question": question}
    row = session.connection().execute(_QUESTION_READING, asked).first()
    return QuestionReading(*_said(row)) if row else None


def answered_pages(
    session: Session, revision_id: int, question_ids: Iterable[int], lang: str
) -> dict[int, tuple[Content, Content]]:
    """Return what questions show when they are answered, and each as its author wrote it, by their numbers.

    One that this revision has not, for it was mended and marked again, is shown as the newest revision has it.
    """
    ids = set(question_ids)
    here = _answered(ids).where(QuestionPage.revision_id == revision_id, QuestionPage.lang == lang)
    found = {number: said for number, *said in session.execute(here)}
    missing = ids - found.keys()
    if missing:
        order = (QuestionPage.lang == lang, QuestionPage.revision_id)
        # The last one stays: in this language, of the newest revision.
        found |= {number: said for number, *said in session.execute(_answered(missing).order_by(*order))}
    return {number: (html(shown), written) for number, (shown, written) in found.items()}


def _answered(question_ids: set[int]) -> Select[*tuple[Any, ...]]:
    wanted = select(Question.id, QuestionPage.content, Question.content)
    return wanted.join(QuestionPage, QuestionPage.question_id == Question.id).where(Question.id.in_(question_ids))


def _courses(wanted: _Select) -> _Select:
    here = wanted.select_from(Course).join(Head, Head.course_id == Course.id)
    return here.join(Revision, Revision.id == Head.revision_id)


def _steps(wanted: _Select) -> _Select:
    return (
        _courses(wanted)
        .join(Step, Step.course_id == Course.id)
        .join(RevisionStep, (RevisionStep.revision_id == Revision.id) & (RevisionStep.step_id == Step.id))
        .where(Course.code == bindparam("course"), Step.code == bindparam("step"))
    )


# Every page of a course asks these: making the question each time takes longer than the answer.
_READING = _courses(select(*_COURSE)).where(Course.code == bindparam("course"))
_STEP_READING = _steps(select(*_STEP))
_QUESTION_READING = (
    _steps(select(*_STEP, Question.id, RevisionQuestion.code, RevisionQuestion.position, Question.content))
    .join(RevisionQuestion, (RevisionQuestion.revision_id == Revision.id) & (RevisionQuestion.step_id == Step.id))
    .join(Question, Question.id == RevisionQuestion.question_id)
    .where(RevisionQuestion.code == bindparam("question"))
)
_ENTRIES = _courses(select(*_ENTRY)).join(Outline, Outline.revision_id == Revision.id).order_by(Course.slug)
_OPEN_ENTRIES = _ENTRIES.where(Revision.open.is_(True))
_HERE: dict[str, Any] = {"revision_id": bindparam("revision_id"), "lang": bindparam("lang")}
_OUTLINE = select(Outline.content).filter_by(**_HERE)
_PAGE = select(Page.content).filter_by(**_HERE, step_id=bindparam("step_id"))
_QUESTION_PAGE = select(QuestionPage.content).filter_by(**_HERE, question_id=bindparam("question_id"))


def _said(row: Row[*tuple[Any, ...]] | list[Any]) -> tuple[Any, ...]:
    course_id, uid, code, revision_id, revision_uid, languages, is_open, *step = row
    if step:
        step[2] = StepKind(step[2])
        is_open = is_open and step[2] in OPEN_KINDS
    return (course_id, uid, code, revision_id, revision_uid, tuple(languages.split()), is_open, *step)


@dataclass(frozen=True)
class Entry:
    """A course in the catalogue. `lang` is the language of its title and summary."""

    id: int
    code: str
    open: bool
    lang: str
    title: Markup
    summary: Markup


def catalogue(session: Session, lang: str, *, open_only: bool) -> list[Entry]:
    """Return the courses for readers of a language, by title.

    :param open_only: leave out those that can't be read without an account.
    """
    wanted = _OPEN_ENTRIES if open_only else _ENTRIES
    found = [
        Entry(number, code, is_open, spoken, html(title), html(summary))
        for number, code, is_open, languages, spoken, title, summary in session.execute(wanted)
        if spoken == nearest(lang, languages.split())
    ]
    return sorted(found, key=lambda entry: sort_key(entry.title.striptags()))


def outline(session: Session, revision_id: int, lang: str) -> Content:
    """Return what the page of a course shows; its strings are HTML."""
    return _content(session, _OUTLINE, revision_id=revision_id, lang=lang)


def outlines(session: Session, codes: Iterable[str], lang: str) -> dict[str, tuple[Content, str]]:
    """Return what the pages of courses show to readers of a language, and in which language, by the courses' codes."""
    wanted = _courses(select(Course.code, Revision.languages, Outline.lang, Outline.content))
    rows = session.execute(
        wanted.join(Outline, Outline.revision_id == Revision.id)
        .where(Course.code.in_(set(codes)))
        .order_by(Course.slug)
    )
    return {
        code: (html(content), spoken)
        for code, languages, spoken, content in rows
        if spoken == nearest(lang, languages.split())
    }


def page(session: Session, revision_id: int, step_id: int, lang: str) -> Content:
    """Return what the page of a step shows; its strings are HTML."""
    return _content(session, _PAGE, revision_id=revision_id, step_id=step_id, lang=lang)


def question_page(session: Session, revision_id: int, question_id: int, lang: str) -> Content:
    """Return what a question shows when it is answered; its strings are HTML."""
    return _content(session, _QUESTION_PAGE, revision_id=revision_id, question_id=question_id, lang=lang)


def _content(session: Session, wanted: Select[Content], **of_what: int | str) -> Content:
    found = html(session.scalars(wanted, of_what).one())
    assert isinstance(found, dict)
    return found


def html(value: Any) -> Any:
    """Return `value` with every string in it marked as HTML: `lms.catalog.derived` escaped and sanitised it."""
    if isinstance(value, str):
        return Markup(value)  # noqa: S704
    if isinstance(value, dict):
        return {key: html(inner) for key, inner in value.items()}
    return [html(inner) for inner in value] if isinstance(value, list) else value
