"""Courses, their revisions, and what is made out of a revision so that pages need not read files.

What is kept for good: `Course`, `Revision`, `RevisionFile`, `Blob`, `Head`, `Step`, `Question`. What can be thrown
away and made again out of a revision's files: `RevisionStep`, `Outline`, `Page`, `RevisionQuestion`, `QuestionPage`,
`ParallelText`; of the revision that readers see also `SearchEntry` and `SearchWord`.
"""

import json
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from lms.db import Base
from lms.ids import SHORT_LENGTH, UID_LENGTH, new_uid
from lms.privacy import SITE, pseudonym, public
from lms.quizzes.engine.definition import State

HASH_LENGTH = 64
NAME_LENGTH = 130
"""A module's stable name, a slash, a step's."""
LANG_LENGTH = 3

Content = dict[str, Any]
"""What a page shows, by names that `lms.catalog.derived` gives: texts as HTML made by `lms.markup`, names, numbers."""


class Json(TypeDecorator[Content]):
    """A mapping, written as JSON text without spaces."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Content | None, dialect: Dialect) -> str | None:
        """Write it."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Content | None:
        """Read it."""
        return None if value is None else dict(json.loads(value))


class Course(Base):
    """One course, whatever it says today."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), unique=True, default=new_uid, info=public("in files"))
    slug: Mapped[str] = mapped_column(String(60), unique=True, info=public("its name in packages and commands"))
    code: Mapped[str] = mapped_column(String(SHORT_LENGTH), unique=True, info=public("its name in addresses, random"))

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return frozenset({("course", self.uid)})


class Origin(StrEnum):
    """Where a revision was made."""

    FILES = "files"
    STUDIO = "studio"
    IMPORT = "import"


class Revision(Base):
    """One state of a course: an immutable tree of files. A row is added and never changed, but for `made_with`."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    uid: Mapped[str] = mapped_column(String(UID_LENGTH), unique=True, default=new_uid, info=public("in files"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=public("of which course"))
    number: Mapped[int] = mapped_column(Integer, info=public("its place in the history, from 1"))
    digest: Mapped[str] = mapped_column(
        String(HASH_LENGTH), index=True, info=public("SHA-256 of all paths and files: the same for the same tree")
    )
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"), info=public("what it was made from"))
    origin: Mapped[Origin] = mapped_column(String(8), info=public("where it was made"))
    day: Mapped[date] = mapped_column(Date, info=public("on which day"))
    by_uid: Mapped[str] = mapped_column(String(UID_LENGTH), info=pseudonym("who made it; empty: a command", until=SITE))
    languages: Mapped[str] = mapped_column(
        String(120), info=public("the languages it is in, the first stands in where another is missing")
    )
    open: Mapped[bool] = mapped_column(Boolean, info=public("whether lessons can be read without an account"))
    made_with: Mapped[int] = mapped_column(Integer, info=public("which version of the code made its derived rows"))


class Head(Base):
    """The revision of a course that readers see."""

    __tablename__ = "course_head"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, info=public("of which course"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), info=public("the one that is shown"))


class Folder(Base):
    """At which revision a folder of files was last loaded or exported: what its next change is based on."""

    __tablename__ = "course_folder"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, info=public("of which course"))
    mark: Mapped[str] = mapped_column(
        String(HASH_LENGTH), primary_key=True, info=public("SHA-256 of the folder's path on this machine")
    )
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), info=public("what lay there"))


class Blob(Base):
    """The bytes of a file, once, however many revisions have it."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True, info=public("names the bytes"))
    body: Mapped[bytes] = mapped_column(LargeBinary, info=public("the bytes, as an author wrote them"))


class RevisionFile(Base):
    """One file of a revision."""

    __tablename__ = "revision_file"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True, info=public("in which tree"))
    path: Mapped[str] = mapped_column(String(161), primary_key=True, info=public("where in the package"))
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True, info=public("its bytes"))


class StepKind(StrEnum):
    """What a learner does in a step."""

    LESSON = "lesson"
    CASE = "case"
    REFLECTION = "reflection"
    QUIZ = "quiz"
    DIALOGUE = "dialogue"
    TEST = "test"
    PLAN = "plan"


OPEN_KINDS = frozenset({StepKind.LESSON, StepKind.CASE, StepKind.REFLECTION, StepKind.PLAN})
"""Steps of an open course that can be read without an account. The guide to a dialogue says how a group meets."""


class Step(Base):
    """One step of a course in all its revisions. Progress keys on it, so a step is never deleted."""

    __tablename__ = "step"
    __table_args__ = (UniqueConstraint("course_id", "name"), UniqueConstraint("course_id", "code"))

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=public("of which course"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), info=public("its stable name: power-shared/case"))
    code: Mapped[str] = mapped_column(String(SHORT_LENGTH), info=public("its name in addresses, random"))
    kind: Mapped[StepKind] = mapped_column(String(10), info=public("what it is"))


class RevisionStep(Base):
    """A step as one revision places it."""

    __tablename__ = "revision_step"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True, info=public("in which one"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True, info=public("which step"))
    position: Mapped[int] = mapped_column(Integer, info=public("its place in the whole course, from 1"))
    number: Mapped[str] = mapped_column(String(8), info=public("what a page's title says, 1.2; empty outside modules"))
    needed: Mapped[bool] = mapped_column(
        Boolean, server_default=false(), info=public("whether the course is done only with it")
    )
    settings: Mapped[Content] = mapped_column(
        Json, server_default="{}", info=public("when it counts as done, its check questions, how a quiz is drawn")
    )


class Outline(Base):
    """What the page of a course shows, in one language."""

    __tablename__ = "outline"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True, info=public("of which one"))
    lang: Mapped[str] = mapped_column(String(LANG_LENGTH), primary_key=True, info=public("for readers of which"))
    title: Mapped[str] = mapped_column(Text, info=public("the course's title, as HTML"))
    summary: Mapped[str] = mapped_column(Text, info=public("what it is about, as HTML"))
    content: Mapped[Content] = mapped_column(Json, info=public("modules and their steps, glossary, sources"))


class Page(Base):
    """What the page of a step shows, in one language."""

    __tablename__ = "step_page"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True, info=public("of which one"))
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True, info=public("which step"))
    lang: Mapped[str] = mapped_column(String(LANG_LENGTH), primary_key=True, info=public("for readers of which"))
    content: Mapped[Content] = mapped_column(Json, info=public("its texts as HTML"))


class Question(Base):
    """One version of a question. An answer points here, so that mending a question never rewrites the past."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("course_id", "name", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=public("joins rows"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), info=public("of which course"))
    name: Mapped[str] = mapped_column(String(60), info=public("its stable id in the package"))
    version: Mapped[str] = mapped_column(String(HASH_LENGTH), info=public("SHA-256 of what it says"))
    type: Mapped[str] = mapped_column(String(20), info=public("single, multiple, truefalse …"))
    content: Mapped[Content] = mapped_column(Json, info=public("the question as its author wrote it"))


class RevisionQuestion(Base):
    """A question as one revision places it: in a module's bank, or inside a lesson."""

    __tablename__ = "revision_question"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True, info=public("in which one"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, info=public("which version"))
    module: Mapped[str] = mapped_column(String(60), info=public("the module's stable name"))
    step_id: Mapped[int | None] = mapped_column(
        ForeignKey("step.id"), index=True, info=public("the lesson it stands in; none: the bank")
    )
    position: Mapped[int] = mapped_column(Integer, info=public("its place there, from 1"))
    state: Mapped[str] = mapped_column(
        String(8), server_default=State.READY, info=public("draft, ready or retired: only what is ready is asked")
    )
    code: Mapped[str] = mapped_column(String(SHORT_LENGTH), info=public("its name in addresses"))


class QuestionPage(Base):
    """What a question shows in one revision, in one language."""

    __tablename__ = "question_page"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True, info=public("of which one"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True, info=public("which version"))
    lang: Mapped[str] = mapped_column(String(LANG_LENGTH), primary_key=True, info=public("for readers of which"))
    content: Mapped[Content] = mapped_column(Json, info=public("stem, options and feedback as HTML"))


class TextState(StrEnum):
    """How far a text is in one language."""

    MISSING = "missing"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    STALE = "stale"
    """What it was translated from has changed since."""


class ParallelText(Base):
    """One text in one language: how far it is, and from what it was translated."""

    __tablename__ = "parallel_text"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True, info=public("of which one"))
    owner: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True, info=public("the file, by stable names"))
    field: Mapped[str] = mapped_column(String(300), primary_key=True, info=public("where in the file, by ids"))
    lang: Mapped[str] = mapped_column(String(LANG_LENGTH), primary_key=True, info=public("in which language"))
    hash: Mapped[str] = mapped_column(String(12), info=public("of the words; empty where they are missing"))
    state: Mapped[TextState] = mapped_column(String(8), info=public("how far it is"))
    source_lang: Mapped[str] = mapped_column(String(LANG_LENGTH), info=public("translated from; empty: written first"))
    source_hash: Mapped[str] = mapped_column(String(12), info=public("what that said then"))
    path: Mapped[str] = mapped_column(
        String(161),
        server_default=text("''"),
        info=public("the file; of a lesson that is missing, the one it would be"),
    )
    position: Mapped[int] = mapped_column(
        Integer, server_default="0", info=public("its place among all texts, in the order of files")
    )


TOKEN_LENGTH = 200


class SearchEntry(Base):
    """One text that a search may lead to: a course, a step or a term of the glossary, in one language.

    `derived.postings` says what the numbers in `spans` mean.
    """

    __tablename__ = "search_entry"

    number: Mapped[int] = mapped_column(
        BigInteger,
        primary_key=True,
        autoincrement=False,
        info=public("the course, which thing, which of its languages"),
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True, info=public("of which course"))
    kind: Mapped[str] = mapped_column(String(6), info=public("course, step or term"))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), info=public("of the step or term; empty: the course"))
    step_id: Mapped[int | None] = mapped_column(ForeignKey("step.id"), info=public("which step"))
    lang: Mapped[str] = mapped_column(String(LANG_LENGTH), info=public("in which language"))
    title: Mapped[str] = mapped_column(Text, info=public("its title, as plain text"))
    text: Mapped[str] = mapped_column(Text, info=public("what it says, as plain text"))
    spans: Mapped[bytes] = mapped_column(LargeBinary, info=public("where its words stand in the text"))


class SearchWord(Base):
    """Where a word stands in a course, as `derived.postings` packs it."""

    __tablename__ = "search_word"
    __table_args__ = ({"sqlite_with_rowid": False},)  # A search reads one word of all courses: they lie together.

    token: Mapped[str] = mapped_column(
        String(TOKEN_LENGTH), primary_key=True, info=public("the word, as a search asks")
    )
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, info=public("in which course"))
    sound: Mapped[str] = mapped_column(
        String(TOKEN_LENGTH), index=True, info=public("the same for spellings that are mistaken for each other")
    )
    places: Mapped[bytes] = mapped_column(LargeBinary, info=public("where it stands"))
