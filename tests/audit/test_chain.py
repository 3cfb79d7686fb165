"""The chain of the audit shows tampering."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from lms.audit import service
from lms.audit.models import FIRST_HASH, Entry, Head
from tests.support.ground import Ground
from tests.support.moment import NOON

TRIALS = 1000
LENGTH = 40
SAID = ("role", "actor_uid", "action", "kind", "uid", "hash")

Tampering = Callable[[Session, random.Random], object]


@pytest.fixture
def chain(db: Session, ground: Ground) -> Session:
    """Give a session with a chain of LENGTH entries, in a database that no longer refuses to change them."""
    for number in range(LENGTH):
        service.record(
            db,
            role=("staff", "admin")[number % 2],
            actor_uid=f"actor{number % 3}",
            action=("person.lock", "person.unlock", "cohort.add")[number % 3],
            kind="account",
            uid=f"uid{number % 5}",
            now=NOON + timedelta(hours=number),
        )
    db.flush()
    triggers = (
        ("audit_entry_no_update", "audit_entry_no_delete") if ground.database.is_sqlite else ("audit_entry_guard",)
    )
    for trigger in triggers:
        db.execute(text(f"DROP TRIGGER {trigger}" + ("" if ground.database.is_sqlite else " ON audit_entry")))
    return db


def edit(session: Session, dice: random.Random) -> object:
    """Change one thing that one entry says."""
    name = dice.choice(SAID)
    row = dice.randint(1, LENGTH)
    before = session.scalar(select(getattr(Entry, name)).where(Entry.id == row))
    other = dice.choice(
        [value for value in ("admin", "uid0", "uid4", "person.lock", "", FIRST_HASH) if value != before]
    )
    other = other[:8] if name in {"role", "kind"} else other[:26] if name != "hash" else other
    session.execute(update(Entry).where(Entry.id == row).values({name: other}))
    return row, name, other


def move_in_time(session: Session, dice: random.Random) -> object:
    """Say that an act happened at another hour."""
    row, hours = dice.randint(1, LENGTH), dice.choice([-24, -1, 1, 5])
    moment = session.scalars(select(Entry.hour).where(Entry.id == row)).one() + timedelta(hours=hours)
    session.execute(update(Entry).where(Entry.id == row).values(hour=moment))
    return row, hours


def cut_out(session: Session, dice: random.Random) -> object:
    """Delete one to five entries, at the end too."""
    first = dice.randint(1, LENGTH)
    last = first + dice.randint(0, 4)
    session.execute(delete(Entry).where(Entry.id.between(first, last)))
    return first, last


def swap(session: Session, dice: random.Random) -> object:
    """Exchange the places of two entries."""
    one, other = dice.sample(range(1, LENGTH + 1), 2)
    for before, after in ((one, 0), (other, one), (0, other)):
        session.execute(update(Entry).where(Entry.id == before).values(id=after))
    return one, other


def copy_to_the_end(session: Session, dice: random.Random) -> object:
    """Add an entry that stands in the chain already."""
    row = dice.randint(1, LENGTH)
    columns = "hour, role, actor_uid, action, kind, uid, hash"
    session.execute(
        text(
            f"INSERT INTO audit_entry (id, {columns}) SELECT {LENGTH + 1}, {columns} FROM audit_entry WHERE id = {row}"
        )
    )
    return row


def edit_and_hash_anew(session: Session, dice: random.Random) -> object:
    """Change an entry and give it the hash that fits, without all that follow."""
    row = dice.randint(1, LENGTH - 1)
    entry = session.get_one(Entry, row)
    before = session.get(Entry, row - 1)
    entry.actor_uid = "somebody else"
    entry.hash = service.hash_of(entry, before.hash if before else FIRST_HASH)
    session.flush()
    return row


TAMPERINGS: tuple[Tampering, ...] = (edit, move_in_time, cut_out, swap, copy_to_the_end, edit_and_hash_anew)


def test_every_tampering_is_found(chain: Session) -> None:
    assert service.first_broken(chain) is None
    for trial in range(TRIALS):
        dice = random.Random(trial)
        tamper = TAMPERINGS[trial % len(TAMPERINGS)]
        inner = chain.begin_nested()
        done = tamper(chain, dice)
        chain.expire_all()
        found = service.first_broken(chain)
        chain.expunge_all()
        inner.rollback()
        chain.expunge_all()
        assert found is not None, f"trial {trial}: {tamper.__name__} {done} was not found"
    assert service.first_broken(chain) is None


def test_the_first_broken_place_is_named(chain: Session) -> None:
    chain.execute(update(Entry).where(Entry.id == 7).values(action="other"))
    chain.expire_all()

    assert service.first_broken(chain) == 7


def test_folding_keeps_the_chain_whole(chain: Session, ground: Ground) -> None:
    assert service.fold(chain, ground.config, NOON + timedelta(days=90, hours=10)) == 11
    assert service.first_broken(chain) is None
    assert chain.get_one(Head, 1).folded_id == 11

    chain.execute(delete(Entry).where(Entry.id == 12))
    chain.expire_all()
    assert service.first_broken(chain) == 12


def test_folding_again_does_nothing(chain: Session, ground: Ground) -> None:
    moment = NOON + timedelta(days=90, hours=10)
    service.fold(chain, ground.config, moment)

    assert service.fold(chain, ground.config, moment) == 0


def test_entries_say_the_hour_and_no_more(chain: Session) -> None:
    service.record(chain, role="staff", actor_uid="", action="a", kind="b", uid="", now=NOON + timedelta(minutes=29))
    chain.flush()
    chain.expire_all()

    hours = set(chain.scalars(select(Entry.hour)))
    assert all((hour.minute, hour.second, hour.microsecond) == (0, 0, 0) for hour in hours)


def test_the_chain_holds_in_whichever_zone_the_database_thinks(chain: Session, ground: Ground) -> None:
    """PostgreSQL gives moments back in the zone of its settings."""
    if not ground.database.is_sqlite:
        chain.execute(text("SET LOCAL timezone = 'Asia/Yangon'"))
    chain.expire_all()

    assert service.first_broken(chain) is None
