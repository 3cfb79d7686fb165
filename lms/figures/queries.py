"""Reads of attempts as figures want them: one after another, and none is kept."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import Account
from lms.board import queries as board
from lms.board.queries import Layout, Taken
from lms.catalog import queries as catalog
from lms.catalog.models import Content, Question, QuestionPage, RevisionQuestion, Step, StepKind
from lms.catalog.queries import Reading, StepReading
from lms.cohorts.models import Cohort, CohortCourse
from lms.enrolment.models import Enrolment, PlaceState
from lms.figures import rules
from lms.figures.rules import Outcome, Tries
from lms.quizzes.engine.statistics.items import ItemStatistics
from lms.quizzes.engine.statistics.options import Picks
from lms.quizzes.engine.statistics.sums import packed
from lms.quizzes.engine.statistics.tally import Tally
from lms.quizzes.models import Attempt, AttemptState, Slot

ASKING = frozenset({StepKind.QUIZ, StepKind.TEST})
"""Steps in which attempts are made."""
_IN_PARTS = {"yield_per": 2000}


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
    """A question of a bank, as readers see it now."""

    question_id: int
    name: str
    code: str
    content: Content


def subject(session: Session, course: str) -> Subject | None:
    """Return the course with this code."""
    reading = catalog.reading(session, course)
    return Subject(reading, cohorts_with(session, reading)) if reading else None


def quiz(session: Session, course: str, step: str) -> QuizSubject | None:
    """Return the quiz or test with this code."""
    reading = catalog.step_reading(session, course, step)
    if reading is None or reading.kind not in ASKING:
        return None
    return QuizSubject(reading, cohorts_with(session, reading), reading)


def item(session: Session, course: str, step: str, code: str) -> ItemSubject | None:
    """Return the question with this code, which a quiz may draw."""
    found = quiz(session, course, step)
    if found is None:
        return None
    wanted = (
        select(Question.id, Question.name, Question.content)
        .join(RevisionQuestion, RevisionQuestion.question_id == Question.id)
        .where(RevisionQuestion.revision_id == found.reading.revision_id, RevisionQuestion.step_id.is_(None))
        .where(RevisionQuestion.code == code)
    )
    row = session.execute(wanted).first()
    return ItemSubject(found.reading, found.cohorts, found.step, row[0], row[1], code, row[2]) if row else None


def marked_again(session: Session, course: str, step: str) -> StepReading | None:
    """Return the quiz or test with this code, to be marked again: it lies in its course only."""
    found = catalog.step_reading(session, course, step)
    return found if found is not None and found.kind in ASKING else None


def cohorts_with(session: Session, reading: Reading) -> tuple[Cohort, ...]:
    """Return the cohorts that take a course, the open ones and the latest first."""
    wanted = select(Cohort).join(CohortCourse, CohortCourse.cohort_id == Cohort.id)
    mine = wanted.where(CohortCourse.course_id == reading.course_id)
    return tuple(session.scalars(mine.order_by(Cohort.closed, Cohort.starts_day.desc(), Cohort.id)))


def layout(session: Session, reading: Reading, lang: str) -> Layout:
    """Return the steps of a course and what they are called."""
    taken = Taken(reading.course_id, reading.code, "", reading.revision_id, reading.revision_uid, reading.languages, {})
    return board.layout(session, taken, lang)


def codes(session: Session, step_ids: list[int]) -> dict[int, str]:
    """Return the codes of steps by their numbers."""
    wanted = select(Step.id, Step.code).where(Step.id.in_(step_ids))
    return {number: code for number, code in session.execute(wanted)}  # noqa: C416


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
        conditions = [Attempt.state == AttemptState.HANDED_IN]
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
    """How often a quiz was handed in, by how many people, and the mean of its points."""

    attempts: int
    people: int
    points: float


def counts(session: Session, step_ids: list[int], whose: Whose) -> dict[int, Count]:
    """Return how often each of some quizzes was handed in, by its number."""
    wanted = (
        select(Attempt.step_id, func.count(), func.count(Attempt.account_id.distinct()), func.avg(Attempt.points))
        .where(Attempt.step_id.in_(step_ids), whose.wanted)
        .group_by(Attempt.step_id)
    )
    return {step: Count(attempts, people, float(points)) for step, attempts, people, points in session.execute(wanted)}


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


def tally(session: Session, subject: QuizSubject, whose: Whose) -> Counted:
    """Return what attempts at a quiz come to.

    Rows are read one after another: memory does not grow with them.
    """
    versions = select(Question.id, Question.name).where(Question.course_id == subject.reading.course_id)
    names = {number: name for number, name in session.execute(versions)}  # noqa: C416
    wanted = (
        select(Slot.attempt_id, Attempt.points, Attempt.account_id, Slot.question_id, Slot.points)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Attempt.step_id == subject.step.step_id, whose.wanted)
        .order_by(Slot.attempt_id, Slot.position)
    )
    found = Counted()
    for _attempt, rows in groupby(session.execute(wanted, execution_options=_IN_PARTS), itemgetter(0)):
        asked, marks, grade, account_id = [], [], 0, 0
        for _id, whole, account_id, question_id, points in rows:  # noqa: B007 - the same in each row
            grade = whole or 0
            if points is not None:
                asked.append(names[question_id])
                marks.append(points)
        found.add(account_id, grade, asked, marks)
    return found


@dataclass(frozen=True)
class Label:
    """What a question is called: its code in addresses, its type, and what it shows."""

    code: str
    kind: str
    content: Content


def labels(session: Session, reading: Reading, lang: str) -> dict[str, Label]:
    """Return the questions of a course's banks by their names, in their order, as readers see them."""
    wanted = (
        select(Question.name, RevisionQuestion.code, Question.type, QuestionPage.content)
        .join(RevisionQuestion, RevisionQuestion.question_id == Question.id)
        .join(
            QuestionPage,
            and_(QuestionPage.question_id == Question.id, QuestionPage.revision_id == RevisionQuestion.revision_id),
        )
        .where(RevisionQuestion.revision_id == reading.revision_id, RevisionQuestion.step_id.is_(None))
        .where(QuestionPage.lang == lang)
        .order_by(RevisionQuestion.module, RevisionQuestion.position)
    )
    return {name: Label(code, kind, content) for name, code, kind, content in session.execute(wanted)}


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
