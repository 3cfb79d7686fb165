"""What can be done in a course: read once, for all the people of a demo."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.catalog.models import Head, RevisionStep, Step, StepKind
from lms.points import points
from lms.progress.models import Event
from lms.quizzes import queries as quizzes
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.draw import Item, draw
from lms.quizzes.engine.order import shaken
from lms.quizzes.engine.task import Fields, MarkedBy, Task
from lms.quizzes.engine.types.choice import FIELD, Choice

PAPERS = 40
"""So many different draws of each quiz are made, and given out again and again: a draw takes longer than a life."""

ONCE = {"read": Event.READ, "ended": Event.CASE, "thought": Event.THOUGHT}
"""What is written down of steps that count once, by their rule."""


@dataclass(frozen=True)
class Asked:
    """A question on a paper, with one answer that is right and one that is not; and what each is worth.

    :param weight: of the question; 0: the engine does not mark it.
    """

    question_id: int
    answers: tuple[Fields, Fields]
    shares: tuple[Fraction, Fraction]
    weight: int

    @property
    def points(self) -> tuple[int, int]:
        """Return what the right answer and the other are worth, of 10,000."""
        return points(self.shares[0]), points(self.shares[1])


@dataclass(frozen=True)
class Paper:
    """The questions that one seed draws."""

    seed: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class StepPlan:
    """A step: when it counts as done, and what is asked there.

    :param tries: how often its quiz may be tried.
    :param pass_share: what passes it.
    """

    id: int
    module: str
    needed: bool
    rule: str
    checks: tuple[str, ...]
    papers: tuple[Paper, ...]
    tries: int = 0
    pass_share: float = 0.0


@dataclass(frozen=True)
class CoursePlan:
    """A course at the revision that readers see."""

    course_id: int
    revision_id: int
    steps: tuple[StepPlan, ...]


def plans(session: Session) -> dict[int, CoursePlan]:
    """Return what can be done in each course, by the course's number."""
    return {
        course_id: CoursePlan(course_id, revision_id, _steps(session, revision_id))
        for course_id, revision_id in session.execute(select(Head.course_id, Head.revision_id)).all()
    }


def _steps(session: Session, revision_id: int) -> tuple[StepPlan, ...]:
    bank = quizzes.bank(session, revision_id)
    rows = session.execute(
        select(RevisionStep.step_id, RevisionStep.number, RevisionStep.needed, RevisionStep.settings, Step.kind)
        .join(Step, Step.id == RevisionStep.step_id)
        .where(RevisionStep.revision_id == revision_id)
        .order_by(RevisionStep.position)
    )
    return tuple(_step(bank, *row) for row in rows)


def _step(bank: list[Item], step_id: int, number: str, needed: bool, settings: dict[str, Any], kind: str) -> StepPlan:
    module, rule = number.partition(".")[0], settings["rule"]
    if kind not in {StepKind.QUIZ, StepKind.TEST}:
        return StepPlan(step_id, module, needed, rule, tuple(settings.get("checks", ())), ())
    papers = [_paper(bank, settings, f"demo {step_id} {number}") for number in range(PAPERS)]
    tries, share = settings["attempts"] or 3, settings["pass_share"]
    return StepPlan(step_id, module, needed, rule, (), tuple(p for p in papers if p.asked), tries, share)


def _paper(bank: list[Item], settings: dict[str, Any], seed: str) -> Paper:
    drawn = draw(bank, settings["draw"], seed, form=settings["form"])
    if settings["shuffle_questions"]:
        drawn = shaken(drawn, seed, lambda item: item.name)
    return Paper(seed, tuple(_asked(item, f"{seed} {place}") for place, item in enumerate(drawn, 1)))


def _asked(item: Item, seed: str) -> Asked:
    question = load(item.content).asked(seed)
    task = question.task
    if task.marked_by != MarkedBy.ENGINE:
        return Asked(item.id, ({}, {}), (Fraction(0), Fraction(0)), 0)
    right = task.right()
    answers: tuple[Fields, Fields] = (right.fields() if right else {}, _wrong(task))
    worth = [task.mark(task.read(each)) if each else None for each in answers]
    shares = [each.share if each else Fraction(0) for each in worth]
    return Asked(item.id, answers, (shares[0], shares[1]), question.about.weight)


def _wrong(task: Task[Any]) -> Fields:
    """Return an answer that is not right; nothing where only options are known to be wrong."""
    if not isinstance(task, Choice):
        return {}
    return next(({FIELD: [name]} for name in task.shares if task.mark(task.read({FIELD: [name]})).share < 1), {})
