"""Deferred feedback: nothing is marked before the attempt ends (docs.moodle.org, Question behaviours)."""

from lms.quizzes.engine.behaviours.answering import kept, marked
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, State


def deferred(asked: Asked, state: State, event: Event) -> State:
    """SAVE and CHECK keep the answer; FINISH marks it."""
    if event.act in (Act.SAVE, Act.CHECK):
        return kept(asked, state, event)
    return marked(asked, state) if event.act == Act.FINISH else state
