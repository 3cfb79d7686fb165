"""Many learners at once. They have no passphrase: one that opened a thousand accounts would be a hole."""

import base64
import random
from collections.abc import Iterator

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.handles import offer
from lms.accounts.models import Account, Origin
from lms.cohorts.models import Cohort
from lms.enrolment.models import Enrolment, EnrolmentEvent, Happening, PlaceState
from lms.text.canonical import CANONICAL_VERSION, canonical

AT_ONCE = 2000
"""Learners made in one transaction, so that a server beside it is not kept waiting."""

_DIGITS = "0123456789၀၁၂၃၄၅၆၇၈၉"


def batches(learners: int) -> Iterator[range]:
    """Yield the numbers of so many learners, counted from one, a transaction's worth at a time."""
    for first in range(1, learners + 1, AT_ONCE):
        yield range(first, min(first + AT_ONCE, learners + 1))


def put(session: Session, *, numbers: range, codes: list[str], seed: int, tz: str) -> int:
    """Make the learners of these numbers, each with a place in one of the groups of these join codes.

    :returns: how many were not there yet.
    """
    today = clock.local_day(clock.now(), tz)
    groups = {code: id_ for id_, code in session.execute(select(Cohort.id, Cohort.code).where(Cohort.code.in_(codes)))}
    wanted = {str(row["handle_key"]): row for row in (_learner(number, seed) for number in numbers)}
    there = set(session.scalars(select(Account.handle_key).where(Account.handle_key.in_(wanted))))
    new = {str(row["uid"]): row for key, row in wanted.items() if key not in there}
    if not new:
        return 0
    fixed = {"handle_version": CANONICAL_VERSION, "origin": Origin.DEMO, "made_day": today, "active_day": today}
    session.execute(insert(Account), [{**_columns(row), **fixed} for row in new.values()])
    ids = session.execute(select(Account.id, Account.uid).where(Account.uid.in_(new))).all()
    places = [
        {
            "uid": _uid(random.Random(f"place {uid}")),
            "account_id": account_id,
            "cohort_id": groups[codes[int(str(new[uid]["number"])) % len(codes)]],
            "state": PlaceState.TAKEN,
        }
        for account_id, uid in ids
    ]
    session.execute(insert(Enrolment), places)
    made = session.scalars(select(Enrolment.id).where(Enrolment.uid.in_([place["uid"] for place in places])))
    events = [{"enrolment_id": id_, "happening": Happening.JOINED, "by_uid": "", "day": today} for id_ in made]
    session.execute(insert(EnrolmentEvent), events)
    return len(new)


def _learner(number: int, seed: int) -> dict[str, object]:
    chance = random.Random(f"{seed} learner {number}")
    language = chance.choice(["my", "my", "en"])
    (words,) = offer(language, chance, 1)
    handle = f"{words.rstrip(_DIGITS).rstrip()} {number}"
    if language == "my":
        handle = handle.translate(str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉"))
    return {
        "number": number,
        "uid": _uid(chance),
        "handle": handle,
        "handle_key": canonical(handle),
        "language": language,
        "digits": "mymr" if language == "my" else "latn",
    }


def _columns(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "number"}


def _uid(chance: random.Random) -> str:
    return base64.b32encode(chance.randbytes(16)).decode().rstrip("=").lower()
