"""The fixed cast: Aye learns, Ba trains, Chit is staff, Ei administers, Dway has no place.

Aye has a place in `cohort`, Ba trains it, Chit is staff of its `programme`; `other_cohort` lies in `other_programme`,
where none of them has anything to do. Each signs in with PASSPHRASE; Chit and Ei have a confirmed second step.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import hashing
from lms.accounts import service as accounts
from lms.accounts.models import Account, Origin, Passphrase, Role, Scope, SecondStep
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort, GroupKind, Programme
from lms.enrolment import service as enrolment
from lms.seal import Keys, seal
from lms.text.canonical import CANONICAL_VERSION
from tests.support.ground import Ground
from tests.support.moment import NOON

TZ = "Asia/Yangon"
PASSPHRASE = "seven quiet rivers meet here"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What the authenticators of Chit and Ei hold."""

HANDLES = {"aye": "aye 21", "ba": "ba 22", "chit": "chit 23", "dway": "dway 24", "ei": "ei 25"}
TODAY = clock.local_day(NOON, TZ)


@cache
def passphrase_hash() -> str:
    """Return the hash of PASSPHRASE, made once a run: it is slow on purpose."""
    return hashing.hash_passphrase(PASSPHRASE)


def code_at(moment: datetime) -> str:
    """Return the six digits that the authenticators of Chit and Ei show at a moment."""
    return pyotp.TOTP(TOTP_SECRET).at(moment)


def make_person(session: Session, handle: str) -> Account:
    """Make an account that signs in with PASSPHRASE."""
    account = accounts.make_account(session, handle=handle, language="en", origin=Origin.COMMAND, now=NOON, tz=TZ)
    session.add(Passphrase(account_id=account.id, hash=passphrase_hash(), version=CANONICAL_VERSION))
    return account


def give(session: Session, account: Account, role: Role, thing: Programme | Cohort | None = None) -> None:
    """Give a role in a programme, in a cohort, or in the whole site."""
    scope = {type(None): Scope.SITE, Programme: Scope.PROGRAMME, Cohort: Scope.COHORT}[type(thing)]
    uid = thing.uid if thing is not None else ""
    accounts.give_grant(session, account=account, role=role, scope=scope, scope_uid=uid, by_uid="", now=NOON, tz=TZ)


def add_second_step(session: Session, keys: Keys, account: Account) -> None:
    """Give an account the authenticator that `code_at` speaks for."""
    sealed = seal(keys.key_for("second step"), TOTP_SECRET.encode(), account.uid.encode())
    session.add(SecondStep(account_id=account.id, secret=sealed, confirmed=True))


def make_cohort(session: Session, programme: Programme, name: str, seats: int = 16) -> Cohort:
    """Begin a cohort that has run for a week and takes people for a week more."""
    week = timedelta(days=7)
    return cohorts.add_cohort(
        session,
        programme=programme,
        name=name,
        kind=GroupKind.YOUTH,
        seats=seats,
        starts_day=TODAY - week,
        ends_day=TODAY + 12 * week,
        last_join_day=TODAY + week,
    )


def fill(session: Session, keys: Keys) -> None:
    """Put the cast into an empty database."""
    aye, ba, chit, _dway, ei = (make_person(session, HANDLES[name]) for name in sorted(HANDLES))
    programme = cohorts.add_programme(session, name="River", tz=TZ)
    other_programme = cohorts.add_programme(session, name="Hill", tz=TZ)
    cohort = make_cohort(session, programme, "River June")
    make_cohort(session, other_programme, "Hill June")
    enrolment.take_place(session, account=aye, cohort=cohort, by_uid="", now=NOON)
    give(session, ba, Role.TRAINER, cohort)
    give(session, chit, Role.STAFF, programme)
    give(session, ei, Role.ADMIN)
    for account in (chit, ei):
        add_second_step(session, keys, account)


def nobody(_session: Session, _keys: Keys) -> None:
    """Leave an empty database empty."""


@dataclass(frozen=True)
class Cast:
    """Everybody and everything in the cast, in the session of the test."""

    people: dict[str, Account]
    programmes: dict[str, Programme]
    cohorts: dict[str, Cohort]


@pytest.fixture
def db(ground: Ground, request: pytest.FixtureRequest) -> Iterator[Session]:
    """Give a test a fresh database, and a session that writes.

    It holds the write lock from its first statement until it commits. The browser commits it before each request,
    so that pages show what the test wrote; threads of a test's own need a `db.commit()` first.
    """
    ground.lay(*("cast", fill) if "cast" in request.fixturenames else ("nobody", nobody))
    with ground.session() as session:
        yield session


@pytest.fixture
def cast(db: Session) -> Cast:
    """Give a test the cast. Whoever asks for one of it has this, too."""
    people = {account.name.split()[0]: account for account in db.scalars(select(Account))}
    programmes = {programme.name: programme for programme in db.scalars(select(Programme))}
    found = Cast(people, programmes, {cohort.name: cohort for cohort in db.scalars(select(Cohort))})
    db.commit()
    return found


@pytest.fixture
def aye(cast: Cast) -> Account:
    """Aye learns: she has a place in `cohort`."""
    return cast.people["aye"]


@pytest.fixture
def ba(cast: Cast) -> Account:
    """Ba trains `cohort`."""
    return cast.people["ba"]


@pytest.fixture
def chit(cast: Cast) -> Account:
    """Chit is staff of `programme`."""
    return cast.people["chit"]


@pytest.fixture
def dway(cast: Cast) -> Account:
    """Dway has an account, and no place anywhere."""
    return cast.people["dway"]


@pytest.fixture
def ei(cast: Cast) -> Account:
    """Ei administers the site."""
    return cast.people["ei"]


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """The programme that Chit is staff of."""
    return cast.programmes["River"]


@pytest.fixture
def other_programme(cast: Cast) -> Programme:
    """A programme that nobody of the cast has to do with."""
    return cast.programmes["Hill"]


@pytest.fixture
def cohort(cast: Cast) -> Cohort:
    """The cohort in which Aye learns and Ba trains."""
    return cast.cohorts["River June"]


@pytest.fixture
def other_cohort(cast: Cast) -> Cohort:
    """A cohort of the other programme."""
    return cast.cohorts["Hill June"]
