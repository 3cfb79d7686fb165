"""An essay in rows of its own: handed in beside an attempt, whatever its course asks."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import Question, QuestionPage, Revision
from lms.quizzes import works
from lms.quizzes.handed import Handed, HandedState
from lms.quizzes.models import Answer, AnswerOrigin, Attempt, AttemptState, Slot
from lms.seal import Keys
from lms.writing import service as writing
from tests.support.cast import TODAY
from tests.support.moment import NOON
from tests.support.question_types import content, text


def handed_in(session: Session, keys: Keys, account: Account, attempt: str) -> str:
    """Let somebody have handed in an essay at the quiz of an attempt; return what is marked by."""
    begun = session.scalars(select(Attempt).filter_by(uid=attempt)).one()
    question = _question(session, begun)
    said = {"kind": works.ESSAY, "about": f"essay {begun.id}", "words": "A well."}
    kept = writing.add(session, keys, account=account, **said, today=TODAY, until_day=TODAY)
    chosen = {works.REFERENCE: [kept.uid]}
    done = Attempt(
        account_id=account.id,
        course_id=begun.course_id,
        step_id=begun.step_id,
        revision_id=begun.revision_id,
        number=0,  # The open attempt stays the last.
        state=AttemptState.HANDED_IN,
        begun_at=NOON,
        handed_in_at=NOON,
        slots=[Slot(position=1, question_id=question.id, seq=1, chosen=chosen)],
    )
    session.add(done)
    session.flush()
    sent = {"uid": f"essay {begun.id}", "seq": 1, "received_at": NOON, "origin": AnswerOrigin.PAGE}
    session.add(Answer(slot_id=done.slots[0].id, chosen=chosen, **sent))
    handed = Handed(
        attempt_id=done.id,
        slot_id=done.slots[0].id,
        account_id=account.id,
        course_id=begun.course_id,
        revision_id=begun.revision_id,
        question_id=question.id,
        state=HandedState.WAITING,
        two=False,
        changes=0,
    )
    session.add(handed)
    session.flush()
    return handed.uid


def _question(session: Session, attempt: Attempt) -> Question:
    written = content("essay", stem=text("What is it?"))
    question = Question(course_id=attempt.course_id, name="q-essay", version="0" * 64, type="essay", content=written)
    session.add(question)
    session.flush()
    languages = session.get_one(Revision, attempt.revision_id).languages.split()
    criteria = [
        {"id": each["id"], "html": "clear", "levels": [{"id": level["id"], "html": "so"} for level in each["levels"]]}
        for each in written["rubric"]
    ]
    shown = {"type": "essay", "stem": "<p>What is it?</p>", "picture": "", "options": [], "rubric": criteria}
    for lang in languages:
        session.add(
            QuestionPage(
                revision_id=attempt.revision_id,
                question_id=question.id,
                lang=lang,
                content={**shown, "feedback": ""},
            )
        )
    return question
