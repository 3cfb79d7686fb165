"""Practice: the questions of quizzes come back after pauses, one by one, as long as they are not known for sure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import BindParameter, Integer, Result, ScalarSelect, Select, bindparam, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from lms.accounts.models import Account
from lms.catalog import queries as catalog
from lms.catalog.models import Content, Course, Head, Question, QuestionPage, RevisionQuestion
from lms.catalog.queries import Reading
from lms.quizzes.engine.definition import State
from lms.quizzes.engine.spacing import due, next_rung
from lms.quizzes.models import PracticeItem

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Asked:
    """A question that comes back.

    :param shown: its words on a page.
    :param written: the question as its author wrote it.
    """

    item: PracticeItem
    shown: Content
    written: Content


@dataclass(frozen=True)
class Waiting:
    """How many questions of a course wait to be asked, by the course's code; and the day of the next one."""

    course: str
    due: int
    next_day: date


def take_up(session: Session, *, account: Account, course_id: int, known: Mapping[int, bool], today: date) -> None:
    """Let the questions of a quiz come back: new ones, and those that should have been known and were not.

    :param known: by the number of a question, whether it was answered rightly.
    """
    names = {
        name: known[number]
        for number, name in session.execute(select(Question.id, Question.name).where(Question.id.in_(known)))
    }
    mine = select(PracticeItem).where(PracticeItem.account_id == account.id, PracticeItem.course_id == course_id)
    there = {each.name: each for each in session.scalars(mine.where(PracticeItem.name.in_(names)))}
    for name, was_known in names.items():
        if name not in there:
            session.add(
                PracticeItem(account_id=account.id, course_id=course_id, name=name, rung=0, due_day=due(0, today))
            )
        elif not was_known:
            there[name].rung, there[name].due_day = 0, due(0, today)


def first(session: Session, account: Account, reading: Reading, lang: str, *, today: date) -> Asked | None:
    """Return the question of a course that has waited longest; None: none is due."""
    wanted = _mine(account, reading, lang).where(PracticeItem.due_day <= today)
    return _asked(session.execute(wanted.order_by(PracticeItem.due_day, PracticeItem.name).limit(1)))


def one(session: Session, account: Account, reading: Reading, lang: str, name: str) -> Asked | None:
    """Return the question with this name, if it comes back in this course, due or not."""
    return _asked(session.execute(_mine(account, reading, lang).where(PracticeItem.name == name)))


def _asked(rows: Result[PracticeItem, Content, Content]) -> Asked | None:
    row = rows.first()
    return Asked(row[0], catalog.html(row[1]), row[2]) if row else None


def waiting(session: Session, account: Account, *, today: date) -> list[Waiting]:
    """Return what waits in each course that has questions for a person to practise, by the course's name."""
    is_due = func.sum(cast(PracticeItem.due_day <= today, Integer))
    rows = session.execute(
        _in_banks(select(Course.code, is_due, func.min(PracticeItem.due_day)), account.id)
        .join(Course, Course.id == PracticeItem.course_id)
        .group_by(Course.code, Course.slug)
        .order_by(Course.slug)
    )
    return [Waiting(*row) for row in rows]


def due_count(course_id: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """Return how many questions of a course are due, as a column of another query, which says `account_id` and `today`
    when it is asked.
    """
    return (
        _in_banks(select(func.count()), bindparam("account_id"))
        .where(PracticeItem.course_id == course_id, PracticeItem.due_day <= bindparam("today"))
        .correlate(course_id.class_)
        .scalar_subquery()
    )


def answer(
    session: Session, *, account: Account, course_id: int, name: str, seen: date, known: bool, today: date
) -> date | None:
    """Write down whether a question was known in practice.

    :param seen: the day since which the question waited when its page was made: an answer that is sent again finds
        another, and changes nothing.
    :returns: the day on which the question comes back; None: it does not.
    """
    item = session.get(PracticeItem, (account.id, course_id, name))
    if item is None:
        return None
    if item.due_day == seen <= today:
        rung = next_rung(item.rung, known=known)
        if rung is None:
            session.delete(item)
            return None
        item.rung, item.due_day = rung, due(rung, today)
    return item.due_day


def _mine(account: Account, reading: Reading, lang: str) -> Select[PracticeItem, Content, Content]:
    return (
        _in_banks(select(PracticeItem, QuestionPage.content, Question.content), account.id)
        .join(
            QuestionPage,
            (QuestionPage.question_id == Question.id) & (QuestionPage.revision_id == RevisionQuestion.revision_id),
        )
        .where(PracticeItem.course_id == reading.course_id, QuestionPage.lang == lang)
    )


def _in_banks(wanted: Select[*Columns], account_id: int | BindParameter[int]) -> Select[*Columns]:
    """Join a person's questions to the versions that readers see: one that was retired or taken out of its bank is not
    asked.
    """
    shown = aliased(Head)  # Whoever counts for each course may have the heads in the query around.
    return (
        wanted.select_from(PracticeItem)
        .join(shown, shown.course_id == PracticeItem.course_id)
        .join(Question, (Question.course_id == PracticeItem.course_id) & (Question.name == PracticeItem.name))
        .join(
            RevisionQuestion,
            (RevisionQuestion.question_id == Question.id) & (RevisionQuestion.revision_id == shown.revision_id),
        )
        .where(PracticeItem.account_id == account_id, RevisionQuestion.step_id.is_(None))
        .where(RevisionQuestion.state == State.READY)
    )
