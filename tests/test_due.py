"""What is due is done by one process at a time."""

from datetime import timedelta

from sqlalchemy.orm import Session

from lms import due
from lms.accounts.models import Account, State
from lms.app import JOBS
from tests.support.ground import Ground
from tests.support.moment import NOON, Clock


def take(db: Session, holder: str, after: timedelta = timedelta(0)) -> bool:
    return due.take_lease(db, name="due", holder=holder, now=NOON + after)


def test_one_holder_keeps_the_lease_and_may_renew_it(db: Session) -> None:
    assert take(db, "one")
    assert take(db, "one", timedelta(minutes=1))
    assert not take(db, "two", timedelta(minutes=5))


def test_a_holder_that_died_gives_way_after_five_minutes(db: Session) -> None:
    take(db, "one")

    assert take(db, "two", timedelta(minutes=5))
    assert not take(db, "one", timedelta(minutes=6))


def test_a_lease_written_under_a_clock_that_ran_ahead_binds_nobody(db: Session) -> None:
    take(db, "one", timedelta(days=400))

    assert take(db, "two")


def test_everything_due_may_run_twice(db: Session, ground: Ground, clock: Clock) -> None:
    db.commit()
    first = due.run(ground.database, ground.config, JOBS, "one")
    again = due.run(ground.database, ground.config, JOBS, "one")

    assert first == again == {job.name: 0 for job in JOBS}
    assert due.run(ground.database, ground.config, JOBS, "two") is None


DELETED = {job.name for job in JOBS if job.deletes}


def did(ground: Ground) -> set[str]:
    done = due.run(ground.database, ground.config, JOBS, "one")
    assert done is not None
    return set(done)


def test_a_clock_that_leaps_ahead_deletes_nothing_for_two_days(db: Session, ground: Ground, clock: Clock) -> None:
    db.commit()
    everything = {job.name for job in JOBS}
    assert did(ground) == everything

    clock.forward(days=400)
    assert did(ground) == everything - DELETED
    clock.forward(hours=47)
    assert did(ground) == everything - DELETED
    clock.forward(hours=1)
    assert did(ground) == everything


def test_a_clock_that_comes_back_is_believed_at_once(db: Session, ground: Ground, clock: Clock) -> None:
    db.commit()
    did(ground)
    clock.forward(days=400)
    did(ground)

    clock.forward(days=-400)
    assert did(ground) >= DELETED


def test_a_site_that_rested_between_two_meetings_of_a_class_goes_on(db: Session, ground: Ground, clock: Clock) -> None:
    db.commit()
    did(ground)

    clock.forward(days=40)
    assert did(ground) >= DELETED


def test_nobody_is_erased_under_a_clock_that_leapt(db: Session, ground: Ground, clock: Clock, aye: Account) -> None:
    db.commit()
    did(ground)
    clock.forward(days=400)
    did(ground)

    db.expire_all()
    assert db.get_one(Account, aye.id).state == State.ACTIVE
