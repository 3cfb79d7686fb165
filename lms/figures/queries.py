"""Reads of attempts as figures want them: one after another, and none is kept."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, and_, cast, func, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import Account
from lms.catalog.models import (
    Content,
    Question,
    QuestionPage,
    RevisionQuestion,
    Step,
)
from lms.catalog.queries import Reading
from lms.cohorts.models import Cohort
from lms.enrolment.models import Enrolment, PlaceState
from lms.figures import rules
from lms.figures.rules import Outcome, Tries
from lms.figures.subjects import SHOWN, ItemSubject, QuizSubject
from lms.quizzes.engine.statistics.items import ItemStatistics
from lms.quizzes.engine.statistics.options import Picks
from lms.quizzes.engine.statistics.sums import packed
from lms.quizzes.engine.statistics.tally import Tally
from lms.quizzes.models import Attempt, AttemptState, Slot

_IN_PARTS = {"yield_per": 2000}


@dataclass(frozen=True)
class Whose:
    """Whose attempts are counted, and which of each.

    :param cohort_ids: of people who have a place in one of these; None: of everybody who takes the course.
    """

    cohort_ids: tuple[int, ...] | None
    tries: Tries

    @property
    def wanted(self) -> ColumnElement[bool]:
        """Return what holds for these attempts."""
        conditions = [Attempt.state == AttemptState.HANDED_IN, Attempt.points.is_not(None)]
        if self.tries == Tries.FIRST:
            conditions.append(Attempt.number == 1)
        if self.cohort_ids is not None:
            places = select(Enrolment.account_id).where(
                Enrolment.cohort_id.in_(self.cohort_ids), Enrolment.state == PlaceState.TAKEN
            )
            conditions.append(Attempt.account_id.in_(places))
        return and_(*conditions)


@dataclass(frozen=True)
class Count:
    """How often the quiz with this code was handed in, by how many people, and the mean of its points."""

    code: str
    attempts: int
    people: int
    points: float


def counts(session: Session, step_ids: list[int], whose: Whose) -> dict[int, Count]:
    """Return how often each of some quizzes was handed in, by its number."""
    wanted = (
        select(
            Step.id,
            Step.code,
            func.count(Attempt.id),
            func.count(Attempt.account_id.distinct()),
            func.coalesce(func.avg(Attempt.points), 0),
        )
        .outerjoin(Attempt, and_(Attempt.step_id == Step.id, whose.wanted))
        .where(Step.id.in_(step_ids))
        .group_by(Step.id, Step.code)
    )
    return {
        step: Count(code, attempts, people, float(points))
        for step, code, attempts, people, points in session.execute(wanted)
    }


@dataclass(frozen=True)
class Label:
    """What a question is called that readers see: its code in addresses, and what it shows."""

    code: str
    content: Content


@dataclass(frozen=True)
class Questions:
    """The questions of a course in all their versions.

    :param names: by number.
    :param labels: of those in the banks that readers see, by name and in their order.
    """

    names: Mapping[int, str]
    labels: Mapping[str, Label]


def questions(session: Session, reading: Reading, lang: str) -> Questions:
    """Return the questions of a course, and what they show to readers of a language."""
    here = and_(
        RevisionQuestion.question_id == Question.id,
        RevisionQuestion.revision_id == reading.revision_id,
        RevisionQuestion.step_id.is_(None),
    )
    wanted = (
        select(Question.id, Question.name, RevisionQuestion.code, QuestionPage.content)
        .outerjoin(RevisionQuestion, here)
        .outerjoin(QuestionPage, and_(SHOWN, QuestionPage.lang == lang))
        .where(Question.course_id == reading.course_id)
        .order_by(RevisionQuestion.module, RevisionQuestion.position)
    )
    rows = session.execute(wanted).all()
    return Questions(
        {number: name for number, name, _code, _content in rows},
        {name: Label(code, content) for _number, name, code, content in rows if content},
    )


@dataclass
class Counted:
    """What attempts at a quiz come to, and of how many people they are."""

    tally: Tally = field(default_factory=Tally)
    _people: set[int] = field(default_factory=set)
    _asked: dict[str, set[int]] = field(default_factory=dict)

    def add(self, account_id: int, grade: int, names: list[str], marks: list[int]) -> None:
        """Take an attempt of somebody."""
        self._people.add(account_id)
        for name in names:
            some = self._asked.setdefault(name, set())
            if len(some) < rules.FEWEST_PEOPLE:
                some.add(account_id)
        self.tally.add(grade, names, marks)

    @property
    def people(self) -> int:
        """Return how many people there are."""
        return len(self._people)

    @property
    def is_enough(self) -> bool:
        """Tell whether anything may be shown."""
        return self.people >= rules.FEWEST_PEOPLE

    def items(self) -> dict[str, ItemStatistics | None]:
        """Return the statistics of each question; None: so few people were asked it that they could be told."""
        return {
            name: found if len(self._asked[name]) >= rules.FEWEST_PEOPLE else None
            for name, found in self.tally.items().items()
        }


def tally(session: Session, subject: QuizSubject, names: Mapping[int, str], whose: Whose) -> Counted:
    """Return what attempts at a quiz come to.

    Rows are read one after another: memory does not grow with them.

    :param names: of the course's questions, by number.
    """
    wanted = select(Attempt.account_id, Attempt.points, _MARKS).where(
        Attempt.step_id == subject.step.step_id, whose.wanted
    )
    found = Counted()
    for account_id, grade, said in session.execute(wanted, execution_options=_IN_PARTS):
        marks = sorted(map(int, (said or "").split()))
        asked = [names[mark >> _POINT_BITS & _QUESTION_MASK] for mark in marks]
        found.add(account_id, grade or 0, asked, [(mark & _POINT_MASK) - _LEAST for mark in marks])
    return found


_POINT_BITS, _QUESTION_BITS = 21, 31
_POINT_MASK, _QUESTION_MASK = (1 << _POINT_BITS) - 1, (1 << _QUESTION_BITS) - 1
_LEAST = 1 << (_POINT_BITS - 1)
_MARK = (
    (cast(Slot.position, BigInteger) * (1 << _QUESTION_BITS) + Slot.question_id) * (1 << _POINT_BITS)
    + Slot.points
    + _LEAST
)
"""A question of an attempt as one number: place, version, points. A row for each would take three times as long."""
_MARKS = (
    select(func.aggregate_strings(cast(_MARK, String), " "))
    .where(Slot.attempt_id == Attempt.id, Slot.points.is_not(None))
    .correlate(Attempt)
    .scalar_subquery()
)


@dataclass
class Answers:
    """What was answered to one question.

    :param pairs: how often each mark came with each total.
    :param picked: how often each choice came with each rest; None: nothing was chosen.
    :param earlier: answers to another version than the one that readers see.
    """

    pairs: Counter[int] = field(default_factory=Counter)
    picked: Counter[tuple[Picks | None, int]] = field(default_factory=Counter)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    earlier: int = 0
    people: int = 0


def answers(session: Session, subject: ItemSubject, whose: Whose) -> Answers:
    """Return what was answered to a question, in whichever version."""
    other = aliased(Slot)
    total = select(func.sum(other.points)).where(other.attempt_id == Slot.attempt_id).scalar_subquery()
    wanted = (
        select(Attempt.account_id, Slot.question_id, Slot.chosen, Slot.points, total)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Question, Question.id == Slot.question_id)
        .where(Attempt.step_id == subject.step.step_id, whose.wanted)
        .where(Question.course_id == subject.reading.course_id, Question.name == subject.name)
    )
    found, people = Answers(), set[int]()
    for account_id, question_id, chosen, points, whole in _streamed(session, wanted):
        people.add(account_id)
        found.earlier += question_id != subject.question_id
        picks = tuple(chosen.get("values", ())) or None
        if points is not None:
            found.pairs[packed(points, whole)] += 1
            found.picked[picks, whole - points] += 1
        found.outcomes[rules.outcome(points or 0, is_answered=any(chosen.values()))] += 1
    found.people = len(people)
    return found


def _streamed(session: Session, wanted: Any) -> Iterator[Any]:
    yield from session.execute(wanted, execution_options=_IN_PARTS)


def pairs(session: Session, before: int, after: int, whose: Whose) -> list[tuple[int, int]]:
    """Return the points of everybody who took both of two tests: of the first try each, or of the best."""
    best = (
        select(Attempt.account_id, Attempt.step_id, func.max(Attempt.points).label("points"))
        .where(Attempt.step_id.in_([before, after]), whose.wanted)
        .group_by(Attempt.account_id, Attempt.step_id)
        .subquery()
    )
    one, two = aliased(best), aliased(best)
    wanted = select(one.c.points, two.c.points).join(two, two.c.account_id == one.c.account_id)
    return [(pre, post) for pre, post in session.execute(wanted.where(one.c.step_id == before, two.c.step_id == after))]


def names(session: Session, attempts: list[Attempt], seen: tuple[Cohort, ...]) -> dict[int, str]:
    """Return what the people of attempts are called, by their numbers, as far as they have a place in these cohorts."""
    if not attempts or not seen:
        return {}
    places = select(Enrolment.account_id).where(
        Enrolment.cohort_id.in_([cohort.id for cohort in seen]), Enrolment.state == PlaceState.TAKEN
    )
    wanted = select(Account).where(Account.id.in_({each.account_id for each in attempts}), Account.id.in_(places))
    return {account.id: account.name for account in session.scalars(wanted)}
