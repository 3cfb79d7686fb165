"""Interactive with several tries: after a wrong one a hint is shown, and each costs a penalty.

There is one try more than hints. The mark is the share of the last answer less the penalty times the wrong tries before
it, and never below 0 (docs.moodle.org, Question behaviours, "Interactive with multiple tries").
"""

from dataclasses import replace

from lms.quizzes.engine.behaviours.answering import kept, marked, unended
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, Stage, State
from lms.quizzes.engine.task import NONE


def interactive(asked: Asked, state: State, event: Event) -> State:
    """SAVE keeps; CHECK marks a complete answer, and ends where it is right or the last; TRY_AGAIN opens again."""
    if event.act == Act.FINISH:
        return _ended(asked, state)
    if state.stage == Stage.TRY_AGAIN:
        return _opened(asked, state) if event.act == Act.TRY_AGAIN else state
    if event.act == Act.SAVE:
        return kept(asked, state, event)
    return _checked(asked, kept(asked, state, event)) if event.act == Act.CHECK else state


def _checked(asked: Asked, state: State) -> State:
    if state.stage != Stage.COMPLETE:
        return state
    ended = _ended(asked, state)
    if ended.stage == Stage.RIGHT or state.tries == len(asked.hints):
        return ended
    return replace(ended, stage=Stage.TRY_AGAIN, share=None)


def _ended(asked: Asked, state: State) -> State:
    """Mark what there is, less what tries before it cost; one that was marked and not opened again is one of them."""
    after = marked(asked, state)
    if after.raw is None or after.stage == Stage.GAVE_UP:
        return after
    return replace(after, share=max(NONE, after.raw - state.tries * asked.penalty))


def _opened(asked: Asked, state: State) -> State:
    """Open the question again, without what was wrong where the hint says so."""
    fields = state.fields
    response = asked.read(fields)
    if asked.hints[state.tries - 1] and response is not None:
        fields = asked.task.kept(response)
    return replace(state, stage=unended(asked, fields), fields=fields)
