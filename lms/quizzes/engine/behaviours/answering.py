"""What behaviours share: keeping an answer, and ending."""

from dataclasses import replace
from fractions import Fraction

from lms.quizzes.engine.behaviours.state import Asked, Event, Stage, State, stage_of
from lms.quizzes.engine.task import Fields


def kept(asked: Asked, state: State, event: Event) -> State:
    """Return the state with the answer of a SAVE or CHECK in it, unmarked."""
    return replace(state, stage=unended(asked, event.fields), fields=event.fields, certainty=event.certainty)


def unended(asked: Asked, fields: Fields) -> Stage:
    """Return how a question stands that holds this answer and is not marked."""
    if not fields:
        return Stage.TODO
    return Stage.COMPLETE if asked.complete(fields) else Stage.INCOMPLETE


def marked(asked: Asked, state: State) -> State:
    """Return the state ended with the mark of the answer in it, without penalty; without an answer, given up."""
    verdict = asked.verdict(state.fields)
    if verdict is None:
        return replace(state, stage=Stage.GAVE_UP)
    return replace(
        state,
        stage=stage_of(verdict.share),
        share=verdict.share,
        raw=verdict.share,
        tries=state.tries + 1,
        tried=state.fields,
    )


def by_person(state: State, share: Fraction) -> State:
    """Return the state with the mark that a person gives."""
    return replace(state, stage=stage_of(share), share=share, by_person=True)
