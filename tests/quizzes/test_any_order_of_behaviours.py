"""Answers in any order, again and again, from two pages, with every behaviour: one right state, and nothing of it is
taken back that was told.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from lms.catalog.models import Question
from lms.quizzes import answering, queries
from lms.quizzes.answering import Sent
from lms.quizzes.engine.behaviours.run import Behaviour
from lms.quizzes.engine.behaviours.state import Act
from lms.quizzes.engine.rules.quiz import tells_during
from lms.quizzes.marking import asked
from lms.quizzes.models import Attempt
from lms.quizzes.runs import event_of, run_of, worth
from tests.support.courses import load
from tests.support.moment import NOON
from tests.support.one_question import quiz_asking
from tests.support.question_types import content, text
from tests.support.taking import QUIZ, Taking

HINTS = [{"text": text("Look."), "clear_wrong": True}, {"text": text("Look again.")}]
ANSWERS: list[dict[str, list[str]]] = [
    {},
    {"well": ["village"]},
    {"well": ["village"], "army": ["union"]},
    {"well": ["union"], "army": ["state"]},
]
BEHAVIOURS = [each for each in Behaviour if each != Behaviour.MANUAL]
EVENTS = st.lists(
    st.builds(
        Sent,
        fields=st.sampled_from(ANSWERS),
        seq=st.integers(1, 5),
        uid=st.text("abcdef", min_size=2, max_size=2),
        act=st.sampled_from([Act.SAVE, Act.CHECK, Act.CHECK, Act.TRY_AGAIN]),
        certainty=st.sampled_from([None, 1, 3]),
    ),
    max_size=8,
    unique_by=lambda sent: sent.uid,
)
TOLD = 5
State = tuple[object, ...]


@dataclass(frozen=True)
class One:
    """An attempt at a quiz of one question."""

    db: Session
    attempt: Attempt
    behaviour: Behaviour

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Do something, and take it back."""
        nested = self.db.begin_nested()
        try:
            yield
        finally:
            nested.rollback()
            self.db.expire_all()

    @property
    def state(self) -> State:
        """Return how the question stands."""
        (slot,) = self.attempt.slots
        answer = {name: tuple(values) for name, values in slot.chosen.items()}
        return answer, slot.seq, slot.certainty, slot.stage, slot.tries, slot.told, slot.points

    def send(self, events: Sequence[Sent]) -> list[State]:
        """Send answers one after the other; return how the question stands after each."""
        found = []
        for sent in events:
            answering.save(self.db, attempt_id=self.attempt.id, position=1, sent=sent, now=NOON)
            found.append(self.state)
        return found

    @property
    def refolded(self) -> State:
        """Return how the question stands by nothing but the rows of its answers."""
        (slot,) = self.attempt.slots
        question = asked(slot, self.attempt.seed, self.db.get_one(Question, slot.question_id).content)
        run = run_of(self.behaviour, question, map(event_of, queries.answers(self.db, slot)))
        state, seq = run.state, run.events[-1].seq if run.events else 0
        answer = {name: tuple(values) for name, values in state.fields.items()}
        told = (state.stage, state.tries, run.told, worth(state))
        # What is told at the end only is worked out then.
        return answer, seq, state.certainty, *(told if tells_during(self.behaviour) else ("todo", 0, 0, None))


@pytest.fixture(params=BEHAVIOURS)
def one(request: pytest.FixtureRequest, db: Session, taking: Taking) -> One:
    """Give the attempt, in a quiz of each behaviour."""
    load(db, quiz_asking(content("matching", hints=HINTS, penalty="1/4")))
    feedback = "at-once" if tells_during(request.param) else "at-end"
    taking.set(QUIZ, behaviour=str(request.param), feedback=feedback)
    attempt = taking.begin()
    assert len(attempt.slots) == 1
    db.commit()
    return One(db, attempt, request.param)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(events=EVENTS, seed=st.integers(0, 1000))
def test_what_is_kept_is_what_the_answers_say_and_what_was_told_stays(one: One, events: list[Sent], seed: int) -> None:
    arriving = [*events, *events]
    Random(seed).shuffle(arriving)
    with one.undone():
        after = one.send(arriving)
        told = [state[TOLD] for state in after]
        assert told == sorted(told), "nothing is taken back that was told"  # type: ignore[type-var]
        assert one.state == one.refolded
        if after:
            assert one.send(arriving)[-1] == after[-1], "the same again changes nothing"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(events=EVENTS, seed=st.integers(0, 1000))
def test_what_is_told_at_the_end_only_does_not_depend_on_the_order(one: One, events: list[Sent], seed: int) -> None:
    if tells_during(one.behaviour):
        # Told in between, the order in which things arrive must count: in their own order, repeated, they end alike.
        events = sorted(events, key=lambda sent: (sent.seq, sent.uid))
        arrivals = [events, [each for sent in events for each in (sent, sent)]]
    else:
        arrivals = [events, Random(seed).sample(events, len(events)), [*events, *events]]
    ends = []
    for arriving in arrivals:
        with one.undone():
            one.send(arriving)
            ends.append(one.state)

    assert all(end == ends[0] for end in ends)
