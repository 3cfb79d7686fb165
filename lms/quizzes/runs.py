"""A question of an attempt as the engine runs it: out of the rows that are kept, and back into them."""

from collections.abc import Iterable

from lms.ids import UID_LENGTH
from lms.points import points
from lms.quizzes.engine.behaviours.run import Behaviour, Run, replayed, step
from lms.quizzes.engine.behaviours.state import Act, Asked, Event, State
from lms.quizzes.engine.definition import Question
from lms.quizzes.models import Answer, Slot

_LAST = "~" * UID_LENGTH
"""Of the event that ends an attempt: behind every uid that a page makes."""


def event_of(answer: Answer) -> Event:
    """Return an answer that came in as what happened to its question."""
    return Event(answer.seq, answer.uid, Act(answer.act), answer.chosen, answer.certainty)


def run_of(behaviour: Behaviour, question: Question, events: Iterable[Event]) -> Run:
    """Return a question, as its attempt asks it, with everything that happened to it."""
    hints = tuple(each.clear_wrong for each in question.about.hints)
    return replayed(Run(behaviour, Asked(question.task, question.about.penalty, hints)), events)


def ended(behaviour: Behaviour, slot: Slot, question: Question, events: Iterable[Event]) -> State:
    """Return how a question, as its attempt asks it, stands once the attempt is handed in.

    :param events: what happened; none: the answer that holds is all that counts.
    """
    events = tuple(events) or ((Event(slot.seq, "", Act.SAVE, slot.chosen, slot.certainty),) if slot.seq else ())
    run = run_of(behaviour, question, events)
    last = max((each.seq for each in events), default=0)
    return step(run, Event(last + 1, _LAST, Act.FINISH)).state


def worth(state: State) -> int | None:
    """Return the mark of a question as it stands, of 10,000; None: there is none yet."""
    return None if state.share is None else points(state.share)
