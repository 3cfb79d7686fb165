"""Verbs about places: taking one, leaving it, coming back."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.catalog.models import Course
from lms.cohorts import queries as cohorts
from lms.cohorts import service as cohorts_service
from lms.cohorts.models import Cohort, Entry
from lms.config import Config
from lms.enrolment import queries
from lms.enrolment.models import Enrolment, EnrolmentEvent, Happening, PlaceState
from lms.errors import CannotSignUp, LmsError


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


class NeedsCode(CannotJoin):
    """The cohort is entered with a code."""

    message = _l("This group is joined with a code. Ask its trainer for it.")


class GroupClosed(CannotJoin):
    """The cohort is over."""

    message = _l("This group is closed. Open it again first.")


class LeftByThemselves(CannotJoin):
    """Nobody is brought back who chose to go."""

    status = 409
    message = _l("This person left without being removed. Give them the join code: they can come back with it.")


class NotTakingPart(LmsError):
    """Work is only kept of people who take part."""

    status = 409
    message = _l("Take part in this course first: on its page is how.")


class NotBegun(LmsError):
    """The cohort's first day is still to come."""

    status = 409
    message = _l("Your group has not begun yet. Come back on its first day.")


def working_place(session: Session, *, account: Account, course_id: int, now: datetime) -> tuple[Enrolment, date]:
    """Return the place in which a person works at a course now, and the day it is there.

    The last day ends nothing: whoever is late may finish until the cohort is closed. Whoever has places in several
    cohorts works in the one that began last.

    :raises NotTakingPart: the person has no place in a cohort that takes the course.
    :raises NotBegun: every such cohort begins on a later day.
    """
    places = queries.places_in(session, account, course_id)
    if not places:
        raise NotTakingPart
    for place in places:
        today = clock.local_day(now, place.cohort.programme.tz)
        if today >= place.cohort.starts_day:
            return place, today
    raise NotBegun


def join_with_code(session: Session, *, account: Account, code: str, now: datetime) -> Enrolment:
    """Give `account` a place in the cohort that `code` opens.

    Asking twice gives the same place, so a form re-sent over a bad link does no harm.

    :param code: as typed; case, spaces and Burmese digits are forgiven.
    :param now: the moment of joining, UTC; the last day is a day in the programme's time zone.
    :returns: the place: taken, or waiting where every seat is taken.
    :raises UnknownCode: no cohort has this code.
    :raises JoiningClosed: the cohort is closed, or its last day for joining has passed.
    """
    cohort = cohorts.by_join_code(session, code)
    if cohort is None:
        raise UnknownCode
    return _take_or_wait(session, account, cohort, now)


def take_part(session: Session, *, account: Account, cohort: Cohort, now: datetime) -> Enrolment:
    """Give `account` a place in a cohort without a code, or ask for one, as the cohort's `entry` says.

    :returns: the place: taken, waiting where every seat is taken, or asked for.
    :raises NeedsCode: the cohort is entered with a code only.
    :raises JoiningClosed: the cohort is closed, or its last day for joining has passed.
    """
    if cohort.entry == Entry.OPEN:
        return _take_or_wait(session, account, cohort, now)
    if cohort.entry != Entry.REQUEST:
        raise NeedsCode
    place = queries.place_of(session, account, cohort)
    if place is not None and place.state != PlaceState.LEFT:
        return place
    _check_joining(cohort, now)
    return _move(session, account, cohort, PlaceState.ASKED, Happening.ASKED, account.uid, now)


def take_part_alone(session: Session, *, account: Account, course_id: int, tz: str, now: datetime) -> Enrolment:
    """Give `account` a place in the standing cohort of an open course.

    :param tz: the zone of the days of a standing cohort that is begun now.
    """
    course = session.get_one(Course, course_id)
    today = clock.local_day(now, tz)
    cohort = cohorts_service.standing_cohort(session, course=course, tz=tz, today=today)
    return _take_or_wait(session, account, cohort, now)


def answer_request(session: Session, *, place: Enrolment, yes: bool, by: Actor) -> Enrolment:
    """Give somebody the place that was asked for, or decline. A request that was answered stays as it was answered.

    :returns: the place: taken, waiting where every seat is taken, or left.
    :raises GroupClosed: the answer is yes, and the cohort is over.
    """
    if place.state != PlaceState.ASKED:
        return place
    if yes and place.cohort.closed:
        raise GroupClosed
    audit.note(session, by, action="place.give" if yes else "place.decline", kind="place", uid=place.uid)
    if not yes:
        place.state = PlaceState.LEFT
        _note(session, place, Happening.DECLINED, by.uid, by.now)
    elif not _has_seat(session, place.cohort, by.now):
        place.state = PlaceState.WAITING
        _note(session, place, Happening.WAITED, by.uid, by.now)
    else:
        place.state = PlaceState.TAKEN
        _note(session, place, Happening.JOINED, by.uid, by.now)
    return place


def fill_seats(session: Session, *, cohort: Cohort, now: datetime) -> int:
    """Give free seats to those who wait for them, the longest first; return to how many."""
    if cohort.closed:
        return 0
    free = cohort.seats - queries.taken(session, cohort)
    waiting = queries.waiting(session, cohort, most=max(0, free))
    for place in waiting:
        place.state = PlaceState.TAKEN
        _note(session, place, Happening.JOINED, "", now)
    session.flush()  # Whoever counts the seats next counts these.
    return len(waiting)


def fill_all(session: Session, _config: Config, now: datetime) -> int:
    """Give free seats everywhere to those who wait: staff may have added seats."""
    return sum(fill_seats(session, cohort=cohort, now=now) for cohort in queries.waited_for(session))


def _take_or_wait(session: Session, account: Account, cohort: Cohort, now: datetime) -> Enrolment:
    place = queries.place_of(session, account, cohort)
    if place is not None and place.state in (PlaceState.TAKEN, PlaceState.WAITING):
        return place
    _check_joining(cohort, now)
    if not _has_seat(session, cohort, now):
        return _move(session, account, cohort, PlaceState.WAITING, Happening.WAITED, account.uid, now)
    return take_place(session, account=account, cohort=cohort, by_uid=account.uid, now=now)


def _has_seat(session: Session, cohort: Cohort, now: datetime) -> bool:
    """Tell whether a seat is free for somebody new, once those who wait have theirs: seats may just have been added."""
    fill_seats(session, cohort=cohort, now=now)
    return queries.taken(session, cohort) < cohort.seats


def _check_joining(cohort: Cohort, now: datetime) -> None:
    if cohort.closed or clock.local_day(now, cohort.programme.tz) > cohort.last_join_day:
        raise JoiningClosed


def _move(
    session: Session,
    account: Account,
    cohort: Cohort,
    state: PlaceState,
    happening: Happening,
    by_uid: str,
    now: datetime,
) -> Enrolment:
    """Bring a person's row in a cohort to a state, making the row where there is none."""
    place = queries.place_of(session, account, cohort)
    if place is None:
        place = Enrolment(account_id=account.id, cohort=cohort, state=state)
        session.add(place)
        session.flush()  # Its number is needed by its history.
    place.state = state
    _note(session, place, happening, by_uid, now)
    return place


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
    back = place is not None and place.state == PlaceState.LEFT
    happening = Happening.RETURNED if back else Happening.JOINED
    return _move(session, account, cohort, PlaceState.TAKEN, happening, by_uid, now)


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
    """Free a place, or no longer want it; its history and the person's work stay. Who waits longest gets the seat."""
    if place.state == PlaceState.LEFT:
        return
    was_taken = place.state == PlaceState.TAKEN
    place.state = PlaceState.LEFT
    by_oneself = by_uid == place.account.uid
    gone = Happening.LEFT if by_oneself else Happening.REMOVED
    _note(session, place, gone if was_taken else Happening.WITHDREW, by_uid, now)
    session.flush()  # The seat is free for the count that follows.
    if was_taken:
        fill_seats(session, cohort=place.cohort, now=now)


def _note(session: Session, place: Enrolment, happening: Happening, by_uid: str, now: datetime) -> None:
    day = clock.local_day(now, place.cohort.programme.tz)
    session.add(EnrolmentEvent(enrolment_id=place.id, happening=happening, by_uid=by_uid, day=day))
