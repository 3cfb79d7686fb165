"""Aye handed an essay in, and it waits at the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.quizzes import answering, service
from lms.quizzes.answering import Sent
from lms.quizzes.handed import Handed
from lms.quizzes.models import Attempt
from lms.seal import Keys
from tests.support.courses import load
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.support.one_question import quiz_asking
from tests.support.question_types import content
from tests.support.taking import Taking

WORDS = "The village decides about the well."


@dataclass(frozen=True)
class Desk:
    """What learners handed in."""

    session: Session
    keys: Keys
    taking: Taking

    def hand_in(self, words: str = WORDS, account: Account | None = None) -> Handed:
        """Let somebody write an essay and hand it in."""
        who = self.taking if account is None else Taking(self.session, account, self.taking.shelved)
        attempt = who.begin()
        sent = Sent({"text": [words]}, 1, f"answer {attempt.id}")
        answering.save(self.session, attempt_id=attempt.id, position=1, sent=sent, now=NOON, keys=self.keys)
        service.hand_in(self.session, attempt=attempt, now=NOON)
        return self.of(attempt)

    def of(self, attempt: Attempt) -> Handed:
        """Return what waits of an attempt."""
        self.session.commit()
        return self.session.scalars(select(Handed).where(Handed.attempt_id == attempt.id)).one()

    def attempt(self, handed: Handed) -> Attempt:
        """Return the attempt of an answer, as it is now."""
        return self.session.get_one(Attempt, handed.attempt_id, populate_existing=True)


Asking = Callable[..., Desk]


@pytest.fixture
def essays_of(db: Session, ground: Ground, taking: Taking) -> Asking:
    """Give a quiz that asks one essay, with further keys of the question's own."""

    def asking(**more: Any) -> Desk:
        load(db, quiz_asking({**content("essay"), **more}))
        db.flush()
        return Desk(db, ground.keys, taking)

    return asking


@pytest.fixture
def essays(essays_of: Asking) -> Desk:
    """Give a quiz that asks one essay with a rubric."""
    return essays_of()
