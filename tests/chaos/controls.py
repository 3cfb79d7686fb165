"""Servers that were spoiled on purpose: each breaks one promise, and the judge must see it.

python -m tests.chaos.controls NAME serve --port 8000
"""

import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from lms import db, due, errorpages
from lms.accounts import rules
from lms.cli import main
from lms.db import Database
from lms.ids import new_uid
from lms.quizzes import answering
from lms.quizzes.models import Answer

LATE_S = 0.3


def early() -> None:
    """Acknowledge before the commit: the transaction is made again a moment later, behind the reply."""
    whole = Database.write

    def write(self: Database, session: Session, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if verb is not answering.save:
            return whole(self, session, verb, *args, **kwargs)

        def later() -> None:
            time.sleep(LATE_S)
            with self.session() as own:
                whole(self, own, verb, *args, **kwargs)

        session.rollback()
        with self._turn():
            result = verb(session, *args, **kwargs)
            session.rollback()
        threading.Thread(target=later, daemon=True).start()
        return result

    Database.write = write  # type: ignore[method-assign]


def last_wins() -> None:
    """Let the answer hold that came last, whatever its number."""
    answering.holding = lambda answers: list(answers)[-1]  # type: ignore[attr-defined]


def forgetful() -> None:
    """Do not know an answer again that is sent twice."""
    save = answering.save

    def anew(session: Session, *, sent: answering.Sent, **more: Any) -> Any:
        known = session.scalar(select(Answer.id).where(Answer.uid == sent.uid))
        return save(session, sent=answering.Sent(sent.fields, sent.seq, new_uid() if known else sent.uid), **more)

    answering.save = anew


def wordless() -> None:
    """Do not know a full disk from a server that is broken."""
    errorpages.FULL = ()  # type: ignore[assignment]


def trusting() -> None:
    """Believe every clock: delete what is past its days by it, and let a session last until its end comes."""
    due.LEAP = timedelta(days=100_000)
    rules.is_open = lambda device, ends_at, seen_at, now: bool(now < ends_at)


def careless() -> None:
    """Turn SQLite's waiting for the disk off."""
    _pragma("synchronous", 0)


def careless_unseen() -> None:
    """Turn SQLite's waiting for the disk off, and the look at it too."""
    _pragma("synchronous", 0)
    Database.assert_safe = lambda self: None  # type: ignore[method-assign]


def _pragma(name: str, value: int) -> None:
    engine = db._sqlite_engine

    def spoiled(url: str) -> Any:
        made = engine(url)

        @event.listens_for(made, "connect")
        def after(connection: Any, _record: object) -> None:
            connection.execute(f"PRAGMA {name}={value}")

        return made

    db._sqlite_engine = spoiled


SPOILED: dict[str, Callable[[], None]] = {
    "early": early,
    "last-wins": last_wins,
    "forgetful": forgetful,
    "wordless": wordless,
    "trusting": trusting,
    "careless": careless,
    "careless-unseen": careless_unseen,
}

if __name__ == "__main__":
    SPOILED[sys.argv.pop(1)]()
    main()
