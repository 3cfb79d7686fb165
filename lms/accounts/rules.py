"""What sign-in and grants follow: no database, no clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from lms.accounts.models import Account, Device, Grant, LoginSession, Role, Scope, Stage
from lms.audit.service import Actor

IDLE = {Device.OWN: timedelta(hours=12), Device.SHARED: timedelta(minutes=30)}
"""How long a session may rest before it ends."""

ABSOLUTE = {Device.OWN: timedelta(days=7), Device.SHARED: timedelta(hours=12)}
ABSOLUTE_WITH_POWER = timedelta(hours=12)
"""The longest a session of a staff member or administrator lasts, on whichever device."""

CLOCK_LEEWAY = timedelta(minutes=5)
"""How far a clock may be set back without signing anybody out."""

STEP_UP = timedelta(minutes=15)
"""How long a second step opens lists and exports."""

POWERFUL = frozenset({Role.STAFF, Role.ADMIN})
"""Roles that see other people's affairs, and so need a second step."""


class Held(NamedTuple):
    """A role that somebody holds, where, and from when until when, as `Grant` keeps it."""

    role: Role
    scope: Scope
    scope_uid: str
    from_day: date
    until_day: date | None


@dataclass(frozen=True)
class Visitor:
    """A person on a page: who it is, how far it is signed in, and what it may do today.

    Every request asks for it, so it is plain values.

    :param stepped_at: when a second step was last given here.
    :param objects: gives the account and the session as the database's own objects, for what changes them.
    """

    account_id: int
    uid: str
    digits: str
    stage: Stage
    stepped_at: datetime | None
    grants: tuple[Held, ...]
    objects: Callable[[], tuple[Account, LoginSession]]

    @cached_property
    def _objects(self) -> tuple[Account, LoginSession]:
        return self.objects()

    @property
    def account(self) -> Account:
        """Return the account."""
        return self._objects[0]

    @property
    def login(self) -> LoginSession:
        """Return where it is signed in."""
        return self._objects[1]

    # Flask-Login asks these of whoever is signed in.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return the account's uid."""
        return self.uid

    def has(self, role: Role, places: Iterable[tuple[str, str]] | None = None) -> bool:
        """Tell whether this person holds `role`: anywhere, or in one of `places`.

        :param places: (scope, uid) pairs that a thing lies in; a grant for the site holds everywhere.
        """
        wanted = None if places is None else set(places)
        return any(
            grant.role == role
            and (wanted is None or grant.scope == Scope.SITE or (grant.scope, grant.scope_uid) in wanted)
            for grant in self.grants
        )

    def acting(self, role: Role, now: datetime) -> Actor:
        """Return this person as the audit names whoever acts."""
        return Actor(role, self.uid, now)

    @property
    def powerful(self) -> bool:
        """Tell whether this person sees other people's affairs."""
        return any(grant.role in POWERFUL for grant in self.grants)


def in_force(grant: Grant | Held, today: date) -> bool:
    """Tell whether a grant holds on a day."""
    return grant.from_day <= today and (grant.until_day is None or today <= grant.until_day)


def absolute_end(now: datetime, device: Device, *, powerful: bool) -> datetime:
    """Return the moment at which a session begun `now` ends, however busy it is."""
    return now + (ABSOLUTE_WITH_POWER if powerful else ABSOLUTE[device])


def is_open(device: Device, ends_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Tell whether a session has not ended, neither by a rest nor by its absolute end.

    What was begun or seen later than now was so under a clock that ran ahead, and counts as ended: a clock that is set
    back must not bring back what had ended.
    """
    longest = ABSOLUTE[device] + CLOCK_LEEWAY
    return timedelta(0) < ends_at - now <= longest and -CLOCK_LEEWAY <= now - seen_at <= IDLE[device]


def stepped_lately(who: Visitor, now: datetime) -> bool:
    """Tell whether the second step was given within the last quarter of an hour."""
    return who.stepped_at is not None and timedelta(0) <= now - who.stepped_at <= STEP_UP


FREE_TRIES = 3
SLOWEST = timedelta(seconds=60)
STUBBORN_TRIES = 20
STUBBORN = timedelta(minutes=20)


def delay(failures: int) -> timedelta:
    """Return how long to wait after so many wrong tries in a row: it grows, and never becomes a lock.

    Nothing for three tries, then 1, 2, 4 … 60 seconds; past twenty tries, twenty minutes, which leaves a guesser
    fewer than a hundred tries a day.
    """
    if failures < FREE_TRIES:
        return timedelta(0)
    if failures >= STUBBORN_TRIES:
        return STUBBORN
    return min(SLOWEST, timedelta(seconds=2 ** (failures - FREE_TRIES)))


def warned_after(idle_days: int) -> int:
    """Return after how many days without a sign-in a person is told that idle accounts are erased.

    In the last thirty of them, and not before half of them where they are few.
    """
    return max(idle_days - 30, idle_days // 2)
