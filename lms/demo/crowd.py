"""Many learners at once. They have no passphrase: one that opened a thousand accounts would be a hole."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.handles import offer
from lms.accounts.models import Account, Origin
from lms.board import keeping as boards
from lms.cohorts.models import Cohort, CohortCourse
from lms.demo import diary, keeping, lives
from lms.demo.diary import Diary, Row, uid
from lms.demo.lives import Kind, Weeks
from lms.demo.plan import CoursePlan
from lms.enrolment.models import Enrolment, EnrolmentEvent, Happening, PlaceState
from lms.text.canonical import CANONICAL_VERSION, canonical

AT_ONCE = 1000
"""Learners made in one transaction, so that a server beside it is not kept waiting."""

_IN_MEMORY = 200
"""Learners whose work is held at once."""
_SECOND_COURSE = 0.25
"""The chance that somebody has begun their group's second course, too."""
_DIGITS = "0123456789၀၁၂၃၄၅၆၇၈၉"


@dataclass(frozen=True)
class Group:
    """A cohort, its days as seen today, and its courses in their order."""

    cohort_id: int
    weeks: Weeks
    courses: tuple[CoursePlan, ...]


def batches(learners: int) -> Iterator[range]:
    """Yield the numbers of so many learners, counted from one, a transaction's worth at a time."""
    yield from _slices(range(1, learners + 1), AT_ONCE)


def put(
    session: Session, *, numbers: range, codes: list[str], plans: Mapping[int, CoursePlan], seed: int, tz: str
) -> int:
    """Make the learners of these numbers, each with a place in one of the groups of these join codes, and their work.

    :returns: how many were not there yet.
    """
    today = clock.local_day(clock.now(), tz)
    known = groups(session, codes, plans, today)
    return sum(_put(session, some, [known[code] for code in codes], seed, tz) for some in _slices(numbers, _IN_MEMORY))


def groups(session: Session, codes: list[str], plans: Mapping[int, CoursePlan], today: date) -> dict[str, Group]:
    """Return the groups of join codes, by code."""
    taken: dict[int, list[CoursePlan]] = {}
    wanted = select(CohortCourse.cohort_id, CohortCourse.course_id).order_by(CohortCourse.position)
    for cohort_id, course_id in session.execute(wanted):
        if course_id in plans:
            taken.setdefault(cohort_id, []).append(plans[course_id])
    cohorts = session.scalars(select(Cohort).where(Cohort.code.in_(codes)))
    return {
        each.code: Group(each.id, Weeks(each.starts_day, each.ends_day, today), tuple(taken.get(each.id, ())))
        for each in cohorts
    }


def diaries(chance: random.Random, kind: Kind, group: Group, tz: str) -> list[Diary]:
    """Return what somebody of a kind did in the courses of a group: in the first, and perhaps in the second."""
    count = 2 if kind != Kind.HALFWAY and chance.random() < _SECOND_COURSE else 1
    return [
        diary.write(chance, plan, lives.life(chance, kind, plan.steps, group.weeks), tz)
        for plan in group.courses[:count]
    ]


def _put(session: Session, numbers: range, known: list[Group], seed: int, tz: str) -> int:
    wanted = {str(row["handle_key"]): (number, row) for number in numbers for row in [_learner(number, seed)]}
    there = set(session.scalars(select(Account.handle_key).where(Account.handle_key.in_(wanted))))
    new = [pair for key, pair in wanted.items() if key not in there]
    if not new:
        return 0
    accounts: list[Row] = []
    joined: list[date] = []
    work: list[list[Diary]] = []
    for number, row in new:
        chance, group = random.Random(f"{seed} life {number}"), known[number % len(known)]
        weeks = group.weeks
        joined.append(weeks.first + timedelta(days=chance.randint(-6, 0)) if weeks.done_days else weeks.today)
        work.append(diaries(chance, lives.kind(chance), group, tz))
        last = max((noted.day for each in work[-1] for noted in each.noted), default=joined[-1])
        accounts.append({**row, "made_day": joined[-1], "active_day": last})
    ids = _account_ids(session, accounts)
    _place(session, [known[number % len(known)].cohort_id for number, _row in new], ids, joined, f"{seed} {new[0][0]}")
    people = [(id_, each) for id_, mine in zip(ids, work, strict=True) for each in mine]
    keeping.keep(session, people, f"{seed} work {new[0][0]}")
    boards.forget(session, {group.cohort_id for group in known})
    return len(new)


def _account_ids(session: Session, rows: list[Row]) -> list[int]:
    """Make accounts, and return their numbers in the order of the rows."""
    fixed = {"handle_version": CANONICAL_VERSION, "origin": Origin.DEMO}
    session.execute(insert(Account), [{**row, **fixed} for row in rows])
    wanted = select(Account.uid, Account.id).where(Account.uid.in_([row["uid"] for row in rows]))
    ids = {uid: id_ for uid, id_ in session.execute(wanted)}  # noqa: C416
    return [ids[str(row["uid"])] for row in rows]


def _place(session: Session, cohort_ids: list[int], account_ids: list[int], joined: list[date], seed: str) -> None:
    chance = random.Random(f"places {seed}")
    places = [
        {"uid": uid(chance), "account_id": account_id, "cohort_id": cohort_id, "state": PlaceState.TAKEN}
        for account_id, cohort_id in zip(account_ids, cohort_ids, strict=True)
    ]
    session.execute(insert(Enrolment), places)
    wanted = select(Enrolment.account_id, Enrolment.id).where(Enrolment.account_id.in_(account_ids))
    made = {account_id: id_ for account_id, id_ in session.execute(wanted)}  # noqa: C416
    events = [
        {"enrolment_id": made[account_id], "happening": Happening.JOINED, "by_uid": "", "day": day}
        for account_id, day in zip(account_ids, joined, strict=True)
    ]
    session.execute(insert(EnrolmentEvent), events)


def _learner(number: int, seed: int) -> Row:
    chance = random.Random(f"{seed} learner {number}")
    language = chance.choice(["my", "my", "en"])
    (words,) = offer(language, chance, 1)
    handle = f"{words.rstrip(_DIGITS).rstrip()} {number}"
    if language == "my":
        handle = handle.translate(str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉"))
    return {
        "uid": uid(chance),
        "handle": handle,
        "handle_key": canonical(handle),
        "language": language,
        "digits": "mymr" if language == "my" else "latn",
    }


def _slices(numbers: range, size: int) -> Iterator[range]:
    return (numbers[first : first + size] for first in range(0, len(numbers), size))
