"""One question of one attempt, from its events: any order and repetition of the same ones ends in one state."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from lms.quizzes.engine.behaviours.adaptive import adaptive, adaptive_no_penalty
from lms.quizzes.engine.behaviours.answering import by_person
from lms.quizzes.engine.behaviours.certainty import COST, LEVELS, Step, deferred_certainty, immediate_certainty
from lms.quizzes.engine.behaviours.deferred import deferred
from lms.quizzes.engine.behaviours.immediate import immediate
from lms.quizzes.engine.behaviours.interactive import interactive
from lms.quizzes.engine.behaviours.manual import manual, unmarked
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, Stage, State
from lms.quizzes.engine.task import NONE, WHOLE, MarkedBy


class Behaviour(StrEnum):
    """How the questions of a quiz behave."""

    DEFERRED = "deferred"
    IMMEDIATE = "immediate"
    INTERACTIVE = "interactive"
    ADAPTIVE = "adaptive"
    ADAPTIVE_NO_PENALTY = "adaptive-no-penalty"
    DEFERRED_CERTAINTY = "deferred-certainty"
    IMMEDIATE_CERTAINTY = "immediate-certainty"
    MANUAL = "manual"


STEPS: Mapping[Behaviour, Step] = {
    Behaviour.DEFERRED: deferred,
    Behaviour.IMMEDIATE: immediate,
    Behaviour.INTERACTIVE: interactive,
    Behaviour.ADAPTIVE: adaptive,
    Behaviour.ADAPTIVE_NO_PENALTY: adaptive_no_penalty,
    Behaviour.DEFERRED_CERTAINTY: deferred_certainty,
    Behaviour.IMMEDIATE_CERTAINTY: immediate_certainty,
    Behaviour.MANUAL: manual,
}

WITH_CERTAINTY = frozenset({Behaviour.DEFERRED_CERTAINTY, Behaviour.IMMEDIATE_CERTAINTY})
_NEVER_BELOW = frozenset({Behaviour.INTERACTIVE, Behaviour.ADAPTIVE, Behaviour.ADAPTIVE_NO_PENALTY, Behaviour.MANUAL})
MOST_EVENTS = 500


class NotAnEvent(ValueError):
    """Something that cannot happen: a certainty that is none, a mark outside what the question can give."""


@dataclass(frozen=True)
class Run:
    """A question of an attempt with everything that happened to it.

    :param events: each once, by seq and uid.
    :param state: what follows from them.
    :param told: the greatest seq of an event whose outcome the learner was told; 0: none. What comes in later with a
        seq no greater was thought of knowing the outcome and would be folded in before it: who keeps events refuses it.
    """

    behaviour: Behaviour
    asked: Asked
    events: tuple[Event, ...] = ()
    state: State = field(default_factory=State)
    told: int = 0

    @property
    def step_of(self) -> Step:
        """Return the rules: what a person or nobody marks follows its own, whatever the quiz says."""
        if self.asked.task.marked_by == MarkedBy.NOBODY:
            return unmarked
        return manual if self.asked.task.marked_by == MarkedBy.PERSON else STEPS[self.behaviour]

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest share that the question can get."""
        if self.asked.marked and self.behaviour in WITH_CERTAINTY:
            return COST[LEVELS[-1]], Fraction(LEVELS[-1])
        never_below = not self.asked.marked or self.behaviour in _NEVER_BELOW
        return NONE if never_below else self.asked.task.least, WHOLE


def step(run: Run, event: Event) -> Run:
    """Return the run with one more event in it.

    :raises NotAnAnswer: the answer is nonsense; nothing is changed.
    :raises NotAnEvent: the event is, or there are too many.
    """
    _sound(run, event)
    events = _in_order((*run.events, event))
    if len(events) > MOST_EVENTS:
        raise NotAnEvent
    state, told = _folded(run, events)
    return replace(run, events=events, state=state, told=told)


def replayed(run: Run, events: Iterable[Event]) -> Run:
    """Return the run with events in it that `step` took once, in one go.

    :param run: without events.
    """
    ordered = _in_order(events)
    state, told = _folded(run, ordered)
    return replace(run, events=ordered, state=state, told=told)


def _sound(run: Run, event: Event) -> None:
    run.asked.read(event.fields)
    if event.seq < 1 or event.certainty not in (None, *LEVELS):
        raise NotAnEvent
    least, most = run.bounds
    if (event.act == Act.MARK) is (event.share is None) or not least <= (event.share or NONE) <= most:
        raise NotAnEvent
    if event.act == Act.MARK and run.asked.task.marked_by == MarkedBy.NOBODY:
        raise NotAnEvent


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return each event once, by seq and uid. Of two with one uid the greater holds: arbitrary, and always the same."""
    once: dict[str, Event] = {}
    for event in sorted(events, key=_rank):
        once[event.uid] = event
    return tuple(sorted(once.values(), key=_rank))


def _rank(event: Event) -> tuple[int, str, str]:
    fields = {name: list(values) for name, values in event.fields.items()}
    return event.seq, event.uid, json.dumps([event.act, fields, event.certainty, str(event.share)], sort_keys=True)


def _folded(run: Run, events: Iterable[Event]) -> tuple[State, int]:
    state, told = State(), 0
    for event in events:
        before = state
        if event.act == Act.MARK:
            state = by_person(state, event.share or NONE) if state.ended else state
        elif not state.ended:
            state = run.step_of(run.asked, state, _tidy(run.asked, event))
        if state.ended > before.ended or state.tries > before.tries:
            told = event.seq
    return state, told


def _tidy(asked: Asked, event: Event) -> Event:
    """Return the event with its answer in the one form in which equal answers are equal."""
    response = asked.read(event.fields)
    return replace(event, fields={} if response is None else response.fields())


__all__ = ["Act", "Asked", "Behaviour", "Event", "NotAnEvent", "Run", "Stage", "State", "replayed", "step"]
