"""What is due is done by one process at a time."""

from datetime import timedelta

from sqlalchemy.orm import Session

from lms import due
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
