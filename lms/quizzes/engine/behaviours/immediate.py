"""Immediate feedback: one try, marked when it is checked (docs.moodle.org, Question behaviours)."""

from lms.quizzes.engine.behaviours.answering import kept, marked
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, Stage, State


def immediate(asked: Asked, state: State, event: Event) -> State:
    """SAVE keeps the answer; CHECK marks it if it is complete; FINISH marks what there is."""
    if event.act == Act.SAVE:
        return kept(asked, state, event)
    if event.act == Act.CHECK:
        after = kept(asked, state, event)
        return marked(asked, after) if after.stage == Stage.COMPLETE else after
    return marked(asked, state) if event.act == Act.FINISH else state
