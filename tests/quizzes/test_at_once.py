"""Work that arrives at the same moment: one attempt, one answer that holds, one mark, totals that add up."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import RevisionStep
from lms.db import Database
from lms.points import points
from lms.progress import queries as progress
from lms.progress import rules
from lms.progress import service as ledger
from lms.progress.models import Event
from lms.quizzes import answering, queries, service
from lms.quizzes.answering import Sent
from lms.quizzes.engine.grading import total
from lms.quizzes.models import Answer, Attempt, AttemptState, Slot
from tests.progress.test_ledger import LESSON, totals
from tests.quizzes.test_attempts import right_answer, share_of, values_of, wrong_answer
from tests.support.at_once import at_once
from tests.support.moment import NOON
from tests.support.taking import QUIZ, Taking

T = TypeVar("T")
THREADS = 8


def writing(database: Database, verb: Callable[..., T], **given: object) -> Callable[[], T]:
    """Return a tap: a request of its own that writes."""

    def tap() -> T:
        with database.session() as session:
            return database.write(session, verb, **given)

    return tap


def on_attempt(database: Database, uid: str, verb: Callable[..., T], **given: object) -> Callable[[], T]:
    """Return a tap on a page of an attempt, which was read before its turn to write came."""

    def tap() -> T:
        with database.session() as session:
            return database.write(session, verb, attempt=queries.by_uid(session, uid), now=NOON, **given)

    return tap


def save(session: Session, *, attempt: Attempt, **given: Any) -> Slot:
    """Save an answer as the view does, that knows its attempt by its number."""
    return answering.save(session, attempt_id=attempt.id, **given)


def begun(session: Session, account_id: int, course_id: int, step_id: int, revision_id: int) -> str:
    """Begin an attempt as the view does; return its uid."""
    account = session.get_one(Account, account_id)
    place = {"course_id": course_id, "step_id": step_id, "revision_id": revision_id}
    return service.begin(session, account=account, **place, now=NOON).uid


def test_eight_taps_on_begin_begin_one_attempt(db: Session, database: Database, taking: Taking) -> None:
    given = {
        "account_id": taking.account.id,
        "course_id": taking.shelved.course.id,
        "step_id": taking.step_id(QUIZ),
        "revision_id": taking.revision_id,
    }
    db.commit()

    assert len(set(at_once([writing(database, begun, **given)] * THREADS))) == 1
    assert db.scalar(select(func.count()).select_from(Attempt)) == 1


def test_eight_answers_to_one_question_leave_the_greatest(db: Session, database: Database, taking: Taking) -> None:
    attempt = taking.begin()
    slot, uid = attempt.slots[0], attempt.uid
    right, wrong = right_answer(db, slot), wrong_answer(db, slot)
    db.commit()
    for turn in range(1, 6):
        sent = [Sent({"values": right if n == 5 else wrong}, turn, f"{turn}-{n}") for n in (3, 1, 5, 0, 4, 2, 5, 1)]
        done = at_once([on_attempt(database, uid, save, position=1, sent=one) for one in sent])

        assert [one for one in done if isinstance(one, Exception)] == []
        db.expire_all()
        assert (values_of(slot), slot.seq) == (tuple(sorted(right)), turn)
        assert db.scalar(select(func.count()).select_from(Answer)) == 6 * turn
        db.rollback()  # The next taps wait for no reader that holds the lock.


def test_answers_to_every_question_at_once_are_all_kept(db: Session, database: Database, taking: Taking) -> None:
    attempt = taking.begin()
    uid = attempt.uid
    answers = {slot.position: right_answer(db, slot) for slot in attempt.slots}
    db.commit()
    sent = [
        (position, Sent({"values": answers[position]}, seq, f"{position}-{seq}"))
        for seq in (1, 2, 3)
        for position in answers
    ]
    taps = [on_attempt(database, uid, save, position=position, sent=one) for position, one in sent]

    assert [one for one in at_once(taps[:THREADS]) if isinstance(one, Exception)] == []
    db.expire_all()
    assert {slot.position: values_of(slot) for slot in attempt.slots} == {
        position: tuple(sorted(values)) for position, values in answers.items()
    }


@pytest.mark.parametrize("turn", range(5))
def test_what_comes_beside_the_handing_in_is_marked_or_refused(
    db: Session, database: Database, taking: Taking, turn: int
) -> None:
    attempt = taking.begin()
    taps: list[Callable[[], object]] = [
        on_attempt(
            database,
            attempt.uid,
            save,
            position=slot.position,
            sent=Sent(
                {"values": pick(db, slot)},
                1 + number,
                f"{slot.position}-{number}",
            ),
        )
        for slot in attempt.slots
        for number, pick in enumerate((wrong_answer, right_answer))
    ]
    hand_in = on_attempt(database, attempt.uid, service.hand_in)
    db.commit()
    done = at_once([*taps[:turn], hand_in, *taps[turn:], hand_in])

    refused = [one for one in done if isinstance(one, Exception)]
    assert {type(one) for one in refused} <= {answering.HandedIn}
    db.expire_all()
    assert db.scalar(select(func.count()).select_from(Answer)) == len(taps) - len(refused)
    assert attempt.state == AttemptState.HANDED_IN
    contents = queries.contents(db, attempt.slots)
    shares = [share_of(contents[slot.question_id], values_of(slot)) for slot in attempt.slots]
    assert [slot.points for slot in attempt.slots] == [points(share) for share in shares]
    assert attempt.points == points(total(shares))
    rows = progress.ledger(db, taking.account.id, taking.shelved.course.id)
    assert [row.event for row in rows if row.event == Event.QUIZ] == [Event.QUIZ]
    assert totals(db, taking) == rules.fold(rows)


def test_check_answers_at_once_are_counted_once_each_and_the_lesson_is_done_once(
    db: Session, database: Database, taking: Taking
) -> None:
    codes = ["aaaaaa", "bbbbbb", "cccccc", "dddddd"]
    taking.set(LESSON, rule="tried", checks=codes)
    assert db.get_one(RevisionStep, (taking.revision_id, taking.step_id(LESSON))).settings["checks"] == codes
    place = taking.place(LESSON)
    db.commit()
    taps = [writing(database, ledger.answer_check, place=place, item=code, points=10_000) for code in codes * 2]

    assert [one for one in at_once(taps) if isinstance(one, Exception)] == []
    db.expire_all()
    rows = progress.ledger(db, taking.account.id, taking.shelved.course.id)
    assert sorted(row.event for row in rows) == [*[Event.CHECK] * 4, Event.DONE]
    assert totals(db, taking) == rules.fold(rows)
