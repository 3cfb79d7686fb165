"""Manual: a person marks after the attempt has ended (docs.moodle.org, Question behaviours, "Manual grading")."""

from dataclasses import replace

from lms.quizzes.engine.behaviours.answering import kept
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, Stage, State


def manual(asked: Asked, state: State, event: Event) -> State:
    """SAVE and CHECK keep the answer; FINISH leaves it to a person."""
    if event.act in (Act.SAVE, Act.CHECK):
        return kept(asked, state, event)
    if event.act != Act.FINISH:
        return state
    return replace(state, stage=Stage.NEEDS_MARKING if state.fields else Stage.GAVE_UP)


def unmarked(asked: Asked, state: State, event: Event) -> State:
    """The same for what nobody marks."""
    after = manual(asked, state, event)
    return replace(after, stage=Stage.NOT_MARKED) if event.act == Act.FINISH else after
