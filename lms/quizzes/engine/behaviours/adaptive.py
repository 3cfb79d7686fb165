"""Adaptive: any number of tries, and the best counts, each less the penalty for the tries before it.

The same answer twice running is one try (docs.moodle.org, Question behaviours, "Adaptive mode").
"""

from dataclasses import replace
from fractions import Fraction

from lms.quizzes.engine.behaviours.answering import kept
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, Stage, State, stage_of
from lms.quizzes.engine.task import NONE


def adaptive(asked: Asked, state: State, event: Event) -> State:
    """SAVE keeps; CHECK marks a complete answer and leaves the question open; FINISH marks what there is."""
    if event.act == Act.SAVE:
        return kept(asked, state, event)
    if event.act == Act.CHECK:
        after = kept(asked, state, event)
        if after.stage != Stage.COMPLETE or after.fields == state.tried:
            return after
        return _tried(asked, after)
    if event.act != Act.FINISH:
        return state
    if not state.fields:
        return replace(state, stage=Stage.GAVE_UP)
    after = state if state.fields == state.tried else _tried(asked, state)
    return replace(after, stage=stage_of(NONE if after.raw is None else after.raw))


def adaptive_no_penalty(asked: Asked, state: State, event: Event) -> State:
    """The same, and tries cost nothing."""
    return adaptive(replace(asked, penalty=Fraction(0)), state, event)


def _tried(asked: Asked, state: State) -> State:
    verdict = asked.verdict(state.fields)
    raw = NONE if verdict is None else verdict.share
    share = max(state.worth, raw - state.tries * asked.penalty)
    return replace(state, share=share, raw=raw, tries=state.tries + 1, tried=state.fields)
