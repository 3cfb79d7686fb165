"""What people said of the answers of an attempt: for its learner to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.quizzes.handed import GivenMark, Handed, HandedState
from lms.quizzes.works import COMMENT
from lms.seal import Keys
from lms.writing import service as writing
from lms.writing.models import DataKey, Writing

DECIDES = 3
"""The turn of the look that decides; the two marks before it do not hold any more."""


@dataclass(frozen=True)
class Given:
    """A mark, with what was said to the learner. `levels`: of each criterion, by ids."""

    points: int
    levels: Mapping[str, str]
    comment: str
    day: date


@dataclass(frozen=True)
class Waited:
    """An answer that waited for a person.

    :param given: the marks that hold; nothing as long as it waits.
    """

    is_marked: bool
    given: tuple[Given, ...]


def of_attempt(session: Session, keys: Keys, attempt_id: int) -> dict[int, Waited]:
    """Return what became of the answers of an attempt that people mark, by the numbers of their slots, in one query."""
    rows: list[Any] = list(
        session.execute(
            select(Handed, GivenMark, Writing, DataKey, Account)
            .join(Account, Account.id == Handed.account_id)
            .outerjoin(DataKey, DataKey.account_id == Handed.account_id)
            .outerjoin(GivenMark, GivenMark.handed_id == Handed.id)
            .outerjoin(Writing, and_(Writing.about == GivenMark.uid, Writing.kind == COMMENT))
            .where(Handed.attempt_id == attempt_id)
            .order_by(Handed.id, GivenMark.turn)
        )
    )
    found: dict[int, Waited] = {}
    for handed, mark, comment, _key, _account in rows:
        before = found.get(handed.slot_id, Waited(handed.state == HandedState.MARKED, ()))
        if mark is None or not before.is_marked:
            found[handed.slot_id] = before
            continue
        said = writing.words_of(session, keys, comment) if comment is not None else ""
        held = () if mark.turn == DECIDES else before.given
        found[handed.slot_id] = Waited(True, (*held, Given(mark.points, mark.levels, said, mark.day)))
    return found
