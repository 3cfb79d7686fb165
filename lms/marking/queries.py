"""Reads of the desk: what waits for a person, one answer with all that is needed to mark it, what was marked lately."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from lms.accounts.models import Account, Role, Scope
from lms.accounts.rules import Visitor
from lms.catalog import queries as catalog
from lms.catalog.models import Content, Course, Question, QuestionPage, Revision, RevisionQuestion, RevisionStep
from lms.cohorts.models import Cohort, CohortCourse, Programme
from lms.enrolment.models import Enrolment, PlaceState
from lms.ids import short_of
from lms.languages import nearest
from lms.quizzes.handed import GivenMark, Handed, HandedState
from lms.quizzes.models import Attempt, Slot

TOOK_PART = (PlaceState.TAKEN, PlaceState.LEFT)
"""Who left a group has handed in all the same."""
LATELY = 5


@dataclass(frozen=True)
class Reading:
    """An answer that somebody looks at to mark it.

    :param code: of the question, in addresses.
    :param content: the question as its author wrote it.
    :param languages: of the revision in which it was answered.
    :param places: the scopes it lies in, as (kind, uid).
    """

    handed: Handed
    slot: Slot
    attempt: Attempt
    writer: Account
    course_code: str
    code: str
    number: str
    content: Content
    languages: tuple[str, ...]
    places: frozenset[tuple[str, str]]


def reading(session: Session, uid: str, *_more: object) -> Reading | None:
    """Return the answer with this uid that was handed in for a person to mark."""
    row = session.execute(
        select(
            Handed,
            Slot,
            Attempt,
            Account,
            Course.uid,
            Course.code,
            Question.name,
            Question.content,
            Revision.languages,
            RevisionStep.number,
        )
        .join(Slot, Slot.id == Handed.slot_id)
        .join(Attempt, Attempt.id == Handed.attempt_id)
        .join(Account, Account.id == Handed.account_id)
        .join(Course, Course.id == Handed.course_id)
        .join(Question, Question.id == Handed.question_id)
        .join(Revision, Revision.id == Handed.revision_id)
        .join(
            RevisionStep,
            and_(RevisionStep.revision_id == Handed.revision_id, RevisionStep.step_id == Attempt.step_id),
        )
        .where(Handed.uid == uid)
        .options(selectinload(Handed.marks))
    ).first()
    if row is None:
        return None
    handed, slot, attempt, writer, course_uid, course_code, name, content, languages, number = row
    return Reading(
        handed=handed,
        slot=slot,
        attempt=attempt,
        writer=writer,
        course_code=course_code,
        code=short_of(course_uid, name),
        number=number,
        content=content,
        languages=tuple(languages.split()),
        places=frozenset({("course", course_uid)}) | _groups(session, handed.account_id, handed.course_id),
    )


def _groups(session: Session, account_id: int, course_id: int) -> frozenset[tuple[str, str]]:
    """Return the cohorts, and their programmes, in which a person takes or took a course."""
    rows = session.execute(
        select(Cohort.uid, Programme.uid)
        .join(Programme, Programme.id == Cohort.programme_id)
        .join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.account_id == account_id, Enrolment.state.in_(TOOK_PART), CohortCourse.course_id == course_id)
    )
    return frozenset(place for cohort, programme in rows for place in (("cohort", cohort), ("programme", programme)))


@dataclass(frozen=True)
class Pile:
    """The answers to one question that wait for somebody.

    :param code: of the question, in addresses.
    :param question_id: the latest of its versions among them.
    """

    course: str
    code: str
    question_id: int
    kind: str
    waiting: int


def piles(session: Session, who: Visitor) -> list[Pile]:
    """Return what waits for a trainer, by course and question, in one query."""
    latest = func.max(Handed.question_id)
    rows = session.execute(
        select(Course.uid, Course.code, Question.name, Question.type, latest, func.count())
        .select_from(Handed)
        .join(Course, Course.id == Handed.course_id)
        .join(Question, Question.id == Handed.question_id)
        .where(_waits_for(who))
        .group_by(Course.uid, Course.code, Course.slug, Question.name, Question.type)
        .order_by(Course.slug, latest)
    )
    return [Pile(code, short_of(uid, name), number, kind, count) for uid, code, name, kind, number, count in rows]


def next_of(session: Session, who: Visitor, code: str, after: str) -> str | None:
    """Return the uid of the next answer to a question that waits for a trainer, the longest waiting first.

    :param code: of the question, in addresses.
    :param after: the uid of an answer that was before it; empty: none.
    """
    asked = and_(RevisionQuestion.revision_id == Handed.revision_id, RevisionQuestion.question_id == Handed.question_id)
    wanted = (
        select(Handed.uid)
        .join(Course, Course.id == Handed.course_id)
        .join(RevisionQuestion, asked)
        .where(RevisionQuestion.code == code, _waits_for(who))
        .order_by(Handed.id)
    )
    if after:
        before = select(Handed.id).where(Handed.uid == after).scalar_subquery()
        wanted = wanted.where(Handed.id > func.coalesce(before, 0))
    return session.scalar(wanted.limit(1))


@dataclass(frozen=True)
class Lately:
    """An answer that somebody marked not long ago."""

    uid: str
    handle: str
    code: str


def lately(session: Session, who: Visitor) -> list[Lately]:
    """Return what a trainer marked last, the latest first."""
    rows = session.execute(
        select(Handed.uid, Account.handle, Course.uid, Question.name)
        .join(GivenMark, GivenMark.handed_id == Handed.id)
        .join(Account, Account.id == Handed.account_id)
        .join(Course, Course.id == Handed.course_id)
        .join(Question, Question.id == Handed.question_id)
        .where(GivenMark.by_uid == who.uid, _given_to(who))
        .order_by(GivenMark.id.desc())
        .limit(LATELY)
    )
    return [Lately(uid, handle or "", short_of(course, name)) for uid, handle, course, name in rows]


def pages(session: Session, question_ids: Iterable[int], lang: str) -> dict[int, tuple[Content, str]]:
    """Return what questions show in their latest revision to a reader of a language, and in which, by their numbers."""
    every = aliased(QuestionPage)
    newer = select(func.max(every.revision_id)).where(every.question_id == Question.id).correlate(Question)
    rows = session.execute(
        select(Question.id, QuestionPage.lang, QuestionPage.content, Revision.languages)
        .join(QuestionPage, QuestionPage.question_id == Question.id)
        .join(Revision, Revision.id == QuestionPage.revision_id)
        .where(Question.id.in_(set(question_ids)), QuestionPage.revision_id == newer.scalar_subquery())
    )
    return {
        number: (catalog.html(content), spoken)
        for number, spoken, content, languages in rows
        if spoken == nearest(lang, languages.split())
    }


def _waits_for(who: Visitor) -> ColumnElement[bool]:
    """Return the condition that an answer waits for this trainer: nobody marks the same answer twice."""
    mine = exists().where(GivenMark.handed_id == Handed.id, GivenMark.by_uid == who.uid)
    return and_(
        or_(
            Handed.state.in_((HandedState.WAITING, HandedState.DIFFER)),
            and_(Handed.state == HandedState.SECOND, ~mine),
        ),
        _given_to(who),
    )


def _given_to(who: Visitor) -> ColumnElement[bool]:
    """Return the condition that an answer lies where a person trains; one's own nobody marks."""
    if who.has(Role.TRAINER, frozenset()):
        return Handed.account_id != who.account_id
    uids = _uids(who)
    taught = (
        select(Enrolment.id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Programme, Programme.id == Cohort.programme_id)
        .join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
        .where(
            Enrolment.account_id == Handed.account_id,
            Enrolment.state.in_(TOOK_PART),
            CohortCourse.course_id == Handed.course_id,
            or_(Cohort.uid.in_(uids[Scope.COHORT]), Programme.uid.in_(uids[Scope.PROGRAMME])),
        )
    )
    return and_(
        Handed.account_id != who.account_id,
        or_(Course.uid.in_(uids[Scope.COURSE]), taught.exists()),
    )


def _uids(who: Visitor) -> Mapping[Scope, Collection[str]]:
    found: dict[Scope, list[str]] = {Scope.COHORT: [], Scope.PROGRAMME: [], Scope.COURSE: []}
    for grant in who.grants:
        if grant.role == Role.TRAINER and grant.scope in found:
            found[Scope(grant.scope)].append(grant.scope_uid)
    return found
