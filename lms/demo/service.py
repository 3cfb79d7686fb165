"""Making the demo, and taking it away."""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import hashing, passphrases, queries
from lms.accounts import service as accounts
from lms.accounts.models import Account, Origin, Role, Scope
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.board import keeping as boards
from lms.catalog.models import Course
from lms.cohorts import queries as cohort_queries
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort, GroupKind, Programme
from lms.config import Config
from lms.db import Database
from lms.demo import crowd, keeping, plan, sheet
from lms.demo.lives import Kind
from lms.demo.plan import CoursePlan
from lms.demo.sheet import Person
from lms.enrolment import service as enrolment
from lms.enrolment.models import Enrolment
from lms.errors import CommandRefused
from lms.text.codes import ALPHABET

PROGRAMME = "Demo programme"
TZ = "Asia/Yangon"
_COURSES = select(Course.uid).order_by(Course.slug)
"""The trainer writes in all of them."""
ROLES = {Role.LEARNER: "my", Role.TRAINER: "my", Role.STAFF: "en", Role.ADMIN: "en"}
"""The four who can sign in, and the language of each."""

LEARNERS = 24
"""How many are made where nothing is said."""

_FEWEST_GROUPS, _IN_A_GROUP = 2, 50

_DAYS = 84
_STARTED_DAYS = (56, 35, 14)
"""How long ago groups began: the first, the second, the third, and so on from the first again."""
_FEWEST_SEATS = 30


@dataclass(frozen=True)
class Made:
    """What there is now, and how much of it is new."""

    people: list[Person]
    codes: list[str]
    added: int
    groups: int

    def document(self) -> dict[str, object]:
        """Return what the contract promises: the people with their passphrases, and the groups' join codes."""
        return {"people": [asdict(person) for person in self.people], "cohorts": self.codes}


def nobody_is_here(database: Database) -> bool:
    """Tell whether the database holds no account at all."""
    with database.session() as session:
        return session.scalar(select(Account.id).limit(1)) is None


def handle_of(role: Role) -> str:
    """Return the handle of one of the four."""
    return f"demo {role}"


def make(
    database: Database, config: Config, *, learners: int = LEARNERS, group_count: int | None = None, seed: int = 1
) -> Made:
    """Make what is not there yet: the four, groups that take every course, and `learners` more who can't sign in, each
    with what they did so far.

    One of the four whose passphrase is not the one on file any more is given another.

    :param group_count: where nothing is said, as many as have some fifty learners each; never so few that one has more
        than 5,000 seats.
    :raises CommandRefused: a handle of the four belongs to somebody else.
    """
    group_count = group_count or max(_FEWEST_GROUPS, -(-learners // _IN_A_GROUP))
    group_count = max(group_count, -(-learners // (cohorts.MOST_SEATS - 1)))
    seats = max(_FEWEST_SEATS, -(-learners // group_count) + 1)
    people, fresh = _people(database, config)
    with database.session() as session:
        hashes = {person.handle: hashing.hash_passphrase(person.password) for person in fresh}
        if fresh:
            sheet.write(config.instance, people)
        plans = plan.plans(session)
        codes, groups, added = database.write(
            session, _put, hashes=hashes, count=group_count, seats=seats, seed=seed, plans=plans
        )
        for batch in crowd.batches(learners):
            added += database.write(session, crowd.put, numbers=batch, codes=codes, plans=plans, seed=seed, tz=TZ)
    return Made(people, codes, added, groups)


def remove(database: Database, config: Config) -> int:
    """Delete every account of the demo, the groups that nobody else is in, and the programme if it is empty then.

    :returns: how many accounts there were.
    """
    with database.session() as session:
        count = database.write(session, _remove)
    sheet.forget(config.instance)
    return count


def _people(database: Database, config: Config) -> tuple[list[Person], list[Person]]:
    """Return the four, and those of them that need a new passphrase."""
    on_file = {person.handle: person for person in sheet.read(config.instance)}
    people, fresh = [], []
    with database.session() as session:
        for role in ROLES:
            person = on_file.get(handle_of(role))
            account, stored = queries.account_and_hash(session, handle_of(role))
            session.rollback()
            if account is not None and account.origin != Origin.DEMO:
                raise CommandRefused(f'an account that is not of the demo is called "{account.name}": nothing was made')
            if person is None or not hashing.is_right(stored, person.password):
                words = passphrases.suggest("en", random.SystemRandom()).words
                person = Person(str(role), handle_of(role), " ".join(words))
                fresh.append(person)
            people.append(person)
    return people, fresh


def _put(
    session: Session, *, hashes: dict[str, str], count: int, seats: int, seed: int, plans: Mapping[int, CoursePlan]
) -> tuple[list[str], int, int]:
    """Make the programme, the groups and the four; return the groups' codes, and how much of each is new."""
    now = clock.now()
    programme = cohort_queries.programme_by_name(session, PROGRAMME)
    if programme is None:
        programme = cohorts.add_programme(session, name=PROGRAMME, tz=TZ)
    groups, new_groups = _groups(session, programme, count, seats, now, seed)
    for number, group in enumerate(groups):
        _take_courses(session, group, number, plans)
    added = 0
    for role, language in ROLES.items():
        handle = handle_of(role)
        account = queries.by_handle(session, handle)
        if account is None:
            account = accounts.make_account(
                session, handle=handle, language=language, origin=Origin.DEMO, now=now, tz=TZ
            )
            _give_role(session, account, role, programme, groups[0], now)
            if role == Role.LEARNER:
                _begin(session, account, groups[0], plans, now, seed)
            added += 1
        if handle in hashes:
            accounts.set_passphrase(session, account=account, passphrase_hash=hashes[handle])
    if added or new_groups or hashes:
        audit.note(session, Actor("command", "", now), action="demo.make", kind="site", uid="")
    return [group.code for group in groups], new_groups, added


def _groups(
    session: Session, programme: Programme, count: int, seats: int, now: datetime, seed: int
) -> tuple[list[Cohort], int]:
    there = {group.name: group for group in session.scalars(select(Cohort).where(Cohort.programme_id == programme.id))}
    today, kinds = clock.local_day(now, TZ), list(GroupKind)
    found, new = [], 0
    for number in range(1, count + 1):
        name = f"Demo group {number}"
        begun = today - timedelta(days=_STARTED_DAYS[(number - 1) % len(_STARTED_DAYS)])
        if name not in there:
            group = cohorts.add_cohort(
                session,
                programme=programme,
                name=name,
                kind=kinds[number % len(kinds)],
                seats=seats,
                starts_day=begun,
                ends_day=begun + timedelta(days=_DAYS - 1),
                last_join_day=begun + timedelta(days=_DAYS - 1),
            )
            group.code = "".join(random.Random(f"{seed} group {number}").choices(ALPHABET, k=cohorts.CODE_LENGTH))
            there[name], new = group, new + 1
        there[name].seats = max(there[name].seats, seats)
        found.append(there[name])
    return found, new


def _take_courses(session: Session, group: Cohort, number: int, plans: Mapping[int, CoursePlan]) -> None:
    """Let a group that takes no course yet take all of them, each group beginning with another."""
    if plans and not cohort_queries.courses_of(session, group):
        first = number % len(plans)
        course_ids = [*plans][first:] + [*plans][:first]
        cohorts.take_courses(session, cohort=group, course_ids=course_ids)


def _begin(
    session: Session, account: Account, group: Cohort, plans: Mapping[int, CoursePlan], now: datetime, seed: int
) -> None:
    """Let the learner who can sign in be in the middle of the first module."""
    found = crowd.groups(session, [group.code], plans, clock.local_day(now, TZ))[group.code]
    written = crowd.diaries(random.Random(f"{seed} halfway"), Kind.HALFWAY, found, TZ)
    keeping.keep(session, [(account.id, each) for each in written], f"{seed} halfway")


def _give_role(
    session: Session, account: Account, role: Role, programme: Programme, group: Cohort, now: datetime
) -> None:
    if role == Role.LEARNER:
        enrolment.take_place(session, account=account, cohort=group, by_uid="", now=now)
        return
    scopes = {
        Role.TRAINER: [(Scope.COHORT, group.uid), *((Scope.COURSE, uid) for uid in session.scalars(_COURSES))],
        Role.STAFF: [(Scope.PROGRAMME, programme.uid)],
        Role.ADMIN: [(Scope.SITE, "")],
    }[role]
    for scope, uid in scopes:
        accounts.give_grant(session, account=account, role=role, scope=scope, scope_uid=uid, by_uid="", now=now, tz=TZ)


def _remove(session: Session) -> int:
    ours = select(Account.id).where(Account.origin == Origin.DEMO)
    programme = cohort_queries.programme_by_name(session, PROGRAMME)
    boards.forget(
        session, session.scalars(select(Enrolment.cohort_id).where(Enrolment.account_id.in_(ours)).distinct())
    )
    session.execute(delete(Enrolment).where(Enrolment.account_id.in_(ours)))
    count = int(session.execute(delete(Account).where(Account.origin == Origin.DEMO)).rowcount)  # type: ignore[attr-defined]
    if programme is not None:
        taken = select(Enrolment.cohort_id)
        session.execute(delete(Cohort).where(Cohort.programme_id == programme.id, Cohort.id.not_in(taken)))
        if session.scalar(select(Cohort.id).where(Cohort.programme_id == programme.id).limit(1)) is None:
            session.delete(programme)
    if count:
        audit.note(session, Actor("command", "", clock.now()), action="demo.remove", kind="site", uid="")
    return count
