"""What can happen to a question of an attempt, and how it stands."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from lms.quizzes.engine.definition import Question
from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.quizzes.engine.task import NONE, Fields, MarkedBy, Outcome, Response, Task, Verdict, outcome_of


class Act(StrEnum):
    """What somebody does."""

    SAVE = "save"
    """The answer is kept as it is."""
    CHECK = "check"
    """The answer is handed in for this question alone."""
    TRY_AGAIN = "try-again"
    """After a wrong try, the question is opened again."""
    FINISH = "finish"
    """The whole attempt is handed in."""
    MARK = "mark"
    """A person marks."""


@dataclass(frozen=True)
class Event:
    """Something that happened.

    :param seq: counted by the page, from 1: the order in which things count, whenever they arrive.
    :param uid: made with the page: the same uid is the same event.
    :param fields: with SAVE and CHECK the answer; empty: it was taken back.
    :param certainty: with SAVE and CHECK, 1 to 3, where the behaviour asks for it.
    :param share: with MARK, what the person gives.
    """

    seq: int
    uid: str
    act: Act
    fields: Fields = field(default_factory=dict)
    certainty: int | None = None
    share: Fraction | None = None


class Stage(StrEnum):
    """How a question stands."""

    TODO = "todo"
    INCOMPLETE = "incomplete"
    """Something is answered, but not all that must be."""
    COMPLETE = "complete"
    TRY_AGAIN = "try-again"
    """A try was wrong; nothing can be answered until the question is opened again."""
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    GAVE_UP = "gave-up"
    """The attempt ended without an answer."""
    NEEDS_MARKING = "needs-marking"
    NOT_MARKED = "not-marked"
    """It ended, and nobody marks it."""


ENDED = frozenset(
    {Stage.RIGHT, Stage.PARTLY, Stage.WRONG, Stage.GAVE_UP, Stage.NEEDS_MARKING, Stage.NOT_MARKED},
)
"""In these nothing can be answered any more."""

_STAGES = {Outcome.RIGHT: Stage.RIGHT, Outcome.PARTLY: Stage.PARTLY, Outcome.WRONG: Stage.WRONG}


@dataclass(frozen=True)
class State:
    """How a question of an attempt stands.

    :param fields: the answer that holds; empty: none.
    :param certainty: how sure the learner said to be; None: nothing was said.
    :param share: the mark so far, of the question's marks; None: there is none yet.
    :param raw: what the answer that was marked last is worth in itself, before any penalty.
    :param tries: how many tries were marked.
    :param tried: the answer that was marked last.
    :param by_person: the mark is a person's.
    """

    stage: Stage = Stage.TODO
    fields: Fields = field(default_factory=dict)
    certainty: int | None = None
    share: Fraction | None = None
    raw: Fraction | None = None
    tries: int = 0
    tried: Fields | None = None
    by_person: bool = False

    @property
    def ended(self) -> bool:
        """Tell whether nothing can be answered any more."""
        return self.stage in ENDED

    @property
    def worth(self) -> Fraction:
        """Return what the question counts as it stands: nothing where there is no mark."""
        return NONE if self.share is None else self.share


@dataclass(frozen=True)
class Asked:
    """What a behaviour knows of a question.

    :param task: as it is asked in the attempt.
    :param penalty: what each wrong try costs.
    :param hints: for each hint, whether it empties what is wrong. There is one try more than hints.
    """

    task: Task[Any]
    penalty: Fraction = Fraction(1, 3)
    hints: tuple[bool, ...] = ()

    @classmethod
    def of(cls, question: Question, seed: str) -> Self:
        """Return what is known of a question as it is asked in the attempt of this seed."""
        hints = tuple(each.clear_wrong for each in question.about.hints)
        return cls(question.task.asked(seed), question.about.penalty, hints)

    def read(self, fields: Fields) -> Response | None:
        """Return an answer; None where nothing is answered.

        :raises NotAnAnswer: it is nonsense.
        """
        try:
            found: Response = self.task.read(fields)
        except NotAnAnswer as refused:
            if refused.reason == Reason.NOTHING:
                return None
            raise
        return found

    def complete(self, fields: Fields) -> bool:
        """Tell whether everything is answered that can be."""
        response = self.read(fields)
        return response is not None and self.task.complete(response)

    def verdict(self, fields: Fields) -> Verdict | None:
        """Return what an answer is worth; None where there is none, or the engine does not mark it."""
        response = self.read(fields)
        return None if response is None else self.task.mark(response)

    @property
    def marked(self) -> bool:
        """Tell whether the engine marks the question."""
        return self.task.marked_by == MarkedBy.ENGINE


def stage_of(share: Fraction) -> Stage:
    """Return the stage of an answer that is worth so much in itself."""
    return _STAGES[outcome_of(share)]
