"""Verbs about places: taking one, leaving it, coming back."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.cohorts import queries as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import queries
from lms.enrolment.models import Enrolment, EnrolmentEvent, Happening, PlaceState
from lms.errors import CannotSignUp


class CannotJoin(CannotSignUp):
    """The code gives no place."""

    status = 422


class UnknownCode(CannotJoin):
    """No cohort has this code."""

    message = _l("This code opens nothing. Check it with your trainer.")


class JoiningClosed(CannotJoin):
    """The cohort takes nobody any more."""

    message = _l("Joining this group has ended. Ask your trainer.")


class NoSeatLeft(CannotJoin):
    """Every seat is taken."""

    message = _l("Every place in this group is taken. Ask your trainer.")


class GroupClosed(CannotJoin):
    """The cohort is over."""

    message = _l("This group is closed. Open it again first.")


class LeftByThemselves(CannotJoin):
    """Nobody is brought back who chose to go."""

    status = 409
    message = _l("This person left without being removed. Give them the join code: they can come back with it.")


def join_with_code(session: Session, *, account: Account, code: str, now: datetime) -> Enrolment:
    """Give `account` a place in the cohort that `code` opens.

    Asking twice gives the same place, so a form re-sent over a bad link does no harm.

    :param code: as typed; case, spaces and Burmese digits are forgiven.
    :param now: the moment of joining, UTC; the last day is a day in the programme's time zone.
    :raises UnknownCode: no cohort has this code.
    :raises JoiningClosed: the cohort is closed, or its last day for joining has passed.
    :raises NoSeatLeft: as many people as it has seats are in it.
    """
    cohort = cohorts.by_join_code(session, code)
    if cohort is None:
        raise UnknownCode
    place = queries.place_of(session, account, cohort)
    if place is not None and place.state == PlaceState.TAKEN:
        return place
    if cohort.closed or clock.local_day(now, cohort.programme.tz) > cohort.last_join_day:
        raise JoiningClosed
    return take_place(session, account=account, cohort=cohort, by_uid=account.uid, now=now)


def take_place(session: Session, *, account: Account, cohort: Cohort, by_uid: str, now: datetime) -> Enrolment:
    """Give `account` a place in `cohort`; one who left comes back to the same place, and so to the same work.

    :param by_uid: the account that does it: one's own, or a staff member's; empty for a command.
    :raises NoSeatLeft: as many people as it has seats are in it.
    """
    place = queries.place_of(session, account, cohort)
    if place is not None and place.state == PlaceState.TAKEN:
        return place
    if queries.taken(session, cohort) >= cohort.seats:
        raise NoSeatLeft
    happening = Happening.JOINED if place is None else Happening.RETURNED
    if place is None:
        place = Enrolment(account_id=account.id, cohort_id=cohort.id, state=PlaceState.TAKEN)
        session.add(place)
        session.flush()  # Its number is needed by its history.
    place.state = PlaceState.TAKEN
    _note(session, place, happening, by_uid, now)
    return place


def give_places(
    session: Session, *, accounts: Sequence[Account], cohort: Cohort, by_uid: str, now: datetime
) -> list[Enrolment]:
    """Give people who never had a place in `cohort` one each: to all of them, or to nobody.

    :raises GroupClosed: the cohort is over. Its last day for joining binds learners, not staff.
    :raises NoSeatLeft: it has fewer seats left.
    """
    if cohort.closed:
        raise GroupClosed
    if queries.taken(session, cohort) + len(accounts) > cohort.seats:
        raise NoSeatLeft
    places = [Enrolment(account_id=one.id, cohort=cohort, state=PlaceState.TAKEN) for one in accounts]
    session.add_all(places)
    session.flush()  # Their numbers are needed by their histories.
    for place in places:
        _note(session, place, Happening.JOINED, by_uid, now)
    return places


def bring_back(session: Session, *, place: Enrolment, by_uid: str, now: datetime) -> None:
    """Give a removed person the place again, and with it the same work.

    :raises LeftByThemselves: the person was not removed but left.
    :raises GroupClosed: the cohort is over.
    :raises NoSeatLeft: every seat is taken.
    """
    if queries.history(session, place)[0].happening != Happening.REMOVED:
        raise LeftByThemselves
    if place.cohort.closed:
        raise GroupClosed
    take_place(session, account=place.account, cohort=place.cohort, by_uid=by_uid, now=now)


def forget_person(session: Session, *, account: Account, new_uid: str, by_uid: str, now: datetime) -> None:
    """Free every place of a person who is being erased, and let the history name them by `new_uid` only."""
    for place in session.scalars(select(Enrolment).where(Enrolment.account_id == account.id)).all():
        leave(session, place=place, by_uid=by_uid, now=now)
    session.flush()  # The happenings of just now are renamed with the others.
    session.execute(
        update(EnrolmentEvent).where(EnrolmentEvent.by_uid == account.uid).values(by_uid=new_uid),
        execution_options={"synchronize_session": False},
    )


def leave(session: Session, *, place: Enrolment, by_uid: str, now: datetime) -> None:
    """Free a place; its history and the person's work stay."""
    if place.state == PlaceState.LEFT:
        return
    place.state = PlaceState.LEFT
    by_oneself = by_uid == place.account.uid
    _note(session, place, Happening.LEFT if by_oneself else Happening.REMOVED, by_uid, now)


def _note(session: Session, place: Enrolment, happening: Happening, by_uid: str, now: datetime) -> None:
    day = clock.local_day(now, place.cohort.programme.tz)
    session.add(EnrolmentEvent(enrolment_id=place.id, happening=happening, by_uid=by_uid, day=day))
