"""Certainty-based marking: how sure somebody is decides what being right wins and being wrong costs.

A right answer at certainty 1, 2, 3 gives 1, 2, 3 times the mark, a wrong one 0, −2, −6 times; of a partly right one the
part counts as if right. Who says nothing is taken as 1 (docs.moodle.org, Using certainty-based marking; Gardner-Medwin
and Gahan 2003).
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from lms.quizzes.engine.behaviours.answering import kept
from lms.quizzes.engine.behaviours.deferred import deferred
from lms.quizzes.engine.behaviours.immediate import immediate
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, Stage, State

LEVELS = (1, 2, 3)
IF_UNSAID = 1
COST = {1: Fraction(0), 2: Fraction(-2), 3: Fraction(-6)}

Step = Callable[[Asked, State, Event], State]


def adjusted(share: Fraction, certainty: int) -> Fraction:
    """Return the mark of an answer: from −6 to 3."""
    return share * certainty if share > 0 else COST[certainty]


def certain(asked: Asked, state: State, event: Event, step: Step) -> State:
    """Do as the behaviour beneath does, and where it has marked, bring the certainty in."""
    after = step(asked, state, event)
    if after.raw is None:
        return after
    return replace(after, share=adjusted(after.raw, after.certainty or IF_UNSAID))


def deferred_certainty(asked: Asked, state: State, event: Event) -> State:
    """Deferred feedback with certainty."""
    return certain(asked, state, event, deferred)


def immediate_certainty(asked: Asked, state: State, event: Event) -> State:
    """Immediate feedback with certainty: an answer is complete only with it."""
    if event.act == Act.CHECK and event.certainty is None:
        after = kept(asked, state, event)
        return replace(after, stage=Stage.INCOMPLETE) if after.stage == Stage.COMPLETE else after
    return certain(asked, state, event, immediate)
