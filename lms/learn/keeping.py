"""What a reader keeps for oneself in a course: a note and a mark on a page, and what was written to oneself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.models import Course, Step
from lms.catalog.queries import StepReading
from lms.progress.models import Bookmark
from lms.seal import Keys
from lms.writing import service as writing
from lms.writing.models import DataKey, Writing

KEPT_FOR = timedelta(days=365)
"""After this long without being written again, words are deleted."""


class Kind(StrEnum):
    """What words are."""

    NOTE = "note"
    REFLECTION = "reflection"


@dataclass(frozen=True)
class Own:
    """What one keeps about a step. Empty words: none are kept."""

    marked: bool
    words: dict[str, str]
    until_day: date | None


@dataclass(frozen=True)
class Kept:
    """A step about which something is kept, by the codes in its address."""

    course: str
    step: str
    marked: bool
    kinds: frozenset[str]


def own(session: Session, keys: Keys, account: Account, reading: StepReading) -> Own:
    """Return what a person keeps about a step, in one query."""
    rows: list[Any] = list(
        session.execute(
            select(Bookmark, DataKey, Writing)
            .select_from(Step)
            .outerjoin(Bookmark, and_(Bookmark.account_id == account.id, Bookmark.step_id == Step.id))
            .outerjoin(DataKey, DataKey.account_id == account.id)
            .outerjoin(Writing, and_(Writing.account_id == account.id, Writing.about == _about(reading)))
            .where(Step.id == reading.step_id)
        )
    )
    written = [row[2] for row in rows if row[2] is not None]
    words = {each.kind: writing.words_of(session, keys, each) for each in written}
    return Own(rows[0][0] is not None, words, max((each.until_day for each in written), default=None))


def all_of(session: Session, account: Account) -> list[Kept]:
    """Return the steps about which a person keeps something, by course."""
    about = Course.code + "/" + Step.code
    rows: list[Any] = list(
        session.execute(
            select(Course.code, Step.code, Bookmark.day, Writing.kind)
            .select_from(Step)
            .join(Course, Course.id == Step.course_id)
            .outerjoin(Bookmark, and_(Bookmark.account_id == account.id, Bookmark.step_id == Step.id))
            .outerjoin(Writing, and_(Writing.account_id == account.id, Writing.about == about))
            .where(or_(Bookmark.day.is_not(None), Writing.id.is_not(None)))
            .order_by(Course.slug, Step.id)
        )
    )
    return list(_together(rows))


def _together(rows: Iterable[Any]) -> Iterator[Kept]:
    places: dict[tuple[str, str], tuple[bool, set[str]]] = {}
    for course, step, day, kind in rows:
        marked, kinds = places.setdefault((course, step), (day is not None, set()))
        if kind is not None:
            kinds.add(kind)
    for (course, step), (marked, kinds) in places.items():
        yield Kept(course, step, marked, frozenset(kinds))


def keep(
    session: Session,
    keys: Keys,
    *,
    account: Account,
    reading: StepReading,
    kind: Kind,
    words: str,
    today: date,
) -> None:
    """Keep words about a step in place of those before; empty ones delete them."""
    if not words:
        session.execute(
            delete(Writing).where(
                Writing.account_id == account.id, Writing.kind == kind, Writing.about == _about(reading)
            )
        )
        return
    writing.write(
        session,
        keys,
        account=account,
        kind=kind,
        about=_about(reading),
        words=words,
        today=today,
        until_day=today + KEPT_FOR,
    )


def _about(reading: StepReading) -> str:
    return f"{reading.code}/{reading.step_code}"
