"""Adding to the chain, folding its old end, and looking it over."""

import hashlib
import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms.audit.models import FIRST_HASH, Entry, Head
from lms.config import Config


@dataclass(frozen=True)
class Actor:
    """Who acts, in which role, and when.

    `role` is one of the roles of grants, or "command" for somebody at the server, whose `uid` is empty.
    """

    role: str
    uid: str
    now: datetime


def note(session: Session, by: Actor | None, *, action: str, kind: str, uid: str) -> None:
    """Add an act to the chain, in the transaction of the act itself.

    Nothing is added where nobody acts, and of what learners do with their own things nothing is ever kept.
    """
    if by is not None and by.role != "learner":
        record(session, role=by.role, actor_uid=by.uid, action=action, kind=kind, uid=uid, now=by.now)


def record(session: Session, *, role: str, actor_uid: str, action: str, kind: str, uid: str, now: datetime) -> Entry:
    """Add one act to the chain, in the transaction of the act itself.

    :param actor_uid: the account that acted; empty for a command on the server.
    :param uid: the thing it was done to; empty for the site.
    """
    head = head_of(session)
    session.add(head)
    entry = Entry(
        id=head.last_id + 1,
        hour=now.replace(minute=0, second=0, microsecond=0),
        role=role,
        actor_uid=actor_uid,
        action=action,
        kind=kind,
        uid=uid,
        hash="",
    )
    entry.hash = hash_of(entry, head.last_hash)
    head.last_id, head.last_hash = entry.id, entry.hash
    session.add(entry)
    return entry


def head_of(session: Session) -> Head:
    """Return the head of the chain; an empty one before the first act."""
    head = session.get(Head, 1)
    if head is None:
        head = Head(id=1, last_id=0, last_hash=FIRST_HASH, folded_id=0, folded_hash=FIRST_HASH)
    return head


def hash_of(entry: Entry, before: str) -> str:
    """Return the SHA-256 of an entry and the hash of the one before it."""
    said = [
        before,
        entry.id,
        entry.hour.isoformat(),
        entry.role,
        entry.actor_uid,
        entry.action,
        entry.kind,
        entry.uid,
    ]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def first_broken(session: Session) -> int | None:
    """Return the place of the first entry that is not as it was written, or is missing; None where all is well."""
    head = head_of(session)
    before, place = head.folded_hash, head.folded_id
    with closing(session.scalars(select(Entry).order_by(Entry.id).execution_options(yield_per=1000))) as entries:
        for entry in entries:
            place += 1
            if entry.id != place or entry.hash != hash_of(entry, before):
                return place
            before = entry.hash
    return None if (place, before) == (head.last_id, head.last_hash) else place + 1


def fold(session: Session, config: Config, now: datetime) -> int:
    """Delete entries past their days; the head keeps the hash they led to."""
    oldest = now - timedelta(days=config.audit_days)
    last = session.scalar(select(Entry).where(Entry.hour < oldest).order_by(Entry.id.desc()).limit(1))
    if last is None:
        return 0
    head = head_of(session)
    head.folded_id, head.folded_hash = last.id, last.hash
    session.flush()  # The database lets go only of what the head has folded.
    return int(session.execute(delete(Entry).where(Entry.id <= last.id)).rowcount)  # type: ignore[attr-defined]
