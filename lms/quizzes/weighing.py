"""What an attempt is worth by the rows that are kept of it: by these keys or by others."""

from sqlalchemy.orm import Session

from lms.quizzes import queries
from lms.quizzes.engine.rules.quiz import QuizSettings, tells_during
from lms.quizzes.marking import Contents, Marks, marks
from lms.quizzes.models import Attempt


def weigh(session: Session, attempt: Attempt, contents: Contents, settings: QuizSettings) -> Marks:
    """Mark an attempt as its quiz behaves. Nothing is changed.

    :param contents: each question as its author wrote it, or as it would be after it was mended.
    """
    # Of a question that is not checked before the end, only the answer that holds counts.
    events = queries.events(session, attempt.slots) if tells_during(settings.behaviour) else None
    how = settings.behaviour
    return marks(attempt.slots, attempt.seed, contents, settings.pass_share, behaviour=how, events=events)
