"""Many writers at once: nothing is lost, nothing is taken twice, nobody gets an error."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Throttle
from lms.cohorts.models import Cohort, Programme
from lms.db import Database
from lms.enrolment import queries, service
from lms.enrolment.models import Enrolment, PlaceState
from tests.support.at_once import at_once
from tests.support.cast import make_cohort, make_person
from tests.support.moment import NOON

ROOT = Path(__file__).parent.parent
TAPS = 16
ROUNDS = 25
WRITERS, TIMES = 8, 10


def join(database: Database, account_id: int, code: str) -> Callable[[], bool]:
    """Return a tap on "Join", as the view does it: True for a place, False for the waiting list."""

    def tap() -> bool:
        with database.session() as session:
            account = session.get_one(Account, account_id)
            place = database.write(session, service.join_with_code, account=account, code=code, now=NOON)
            return place.state == PlaceState.TAKEN

    return tap


def test_sixteen_taps_on_the_last_seats_take_no_seat_twice(
    db: Session, database: Database, programme: Programme
) -> None:
    people = [make_person(db, f"tap number {number}").id for number in range(100, 100 + TAPS)]
    for round_ in range(ROUNDS):
        seats = 1 + round_ % TAPS
        cohort = make_cohort(db, programme, f"Round {round_}", seats=seats)
        db.commit()
        answers = at_once([join(database, account_id, cohort.code) for account_id in people])

        assert sorted(answers, key=str) == [False] * (TAPS - seats) + [True] * seats, f"round {round_}: {answers}"
        assert queries.taken(db, cohort) == seats


ANOTHER_PROCESS = """
import sys
from lms.db import Database
from tests.test_writing_at_once import at_once, join

database = Database(sys.argv[1])
for line in sys.stdin:
    code, *people = line.split()
    print(*at_once([join(database, int(account_id), code) for account_id in people]), flush=True)
"""


def test_processes_beside_each_other_take_no_seat_twice(db: Session, database: Database, programme: Programme) -> None:
    people = [str(make_person(db, f"tap number {number}").id) for number in range(100, 100 + TAPS)]
    url = database.engine.url.render_as_string(hide_password=False)
    shares = (people[: TAPS // 2], people[TAPS // 2 :])
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", ANOTHER_PROCESS, url], cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True
                )
            )
            for _ in shares
        ]
        for seats in (1, 3, 8, 15):
            cohort = make_cohort(db, programme, f"Round {seats}", seats=seats)
            db.commit()
            for process, share in zip(processes, shares, strict=True):
                assert process.stdin
                process.stdin.write(f"{cohort.code} {' '.join(share)}\n")
                process.stdin.flush()
            answers = [word for process in processes for word in _line(process).split()]

            assert sorted(answers) == ["False"] * (TAPS - seats) + ["True"] * seats
            assert queries.taken(db, cohort) == seats


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def test_one_person_tapping_often_at_once_gets_one_place(
    db: Session, database: Database, dway: Account, cohort: Cohort
) -> None:
    answers = at_once([join(database, dway.id, cohort.code)] * TAPS)

    assert answers == [True] * TAPS
    assert db.query(Enrolment).filter_by(account_id=dway.id).count() == 1


def count_up(session: Session) -> None:
    """Read, think, and write what was read and one more."""
    row = session.get_one(Throttle, 1)
    time.sleep(0.002)
    row.failures += 1


def counted(database: Database, write: Callable[[], object]) -> tuple[int, list[object]]:
    """Count up by WRITERS threads, TIMES each; return what the row says then, and the errors."""
    with database.session() as session:
        database.write(session, lambda session: session.merge(Throttle(bucket=1, failures=0, next_at=NOON)))
    answers = at_once([lambda: [write() for _ in range(TIMES)]] * WRITERS)
    with database.session() as session:
        return session.get_one(Throttle, 1).failures, [answer for answer in answers if isinstance(answer, Exception)]


def test_no_write_is_lost(database: Database) -> None:
    def write() -> None:
        with database.session() as session:
            database.write(session, count_up)

    assert counted(database, write) == (WRITERS * TIMES, [])


def test_a_write_that_does_not_take_its_turn_is_lost_or_refused(database: Database) -> None:
    """This shows that the test above can fail: an ordinary transaction reads before it holds the lock."""

    def write() -> None:
        with database.session() as session:
            count_up(session)
            session.commit()

    total, errors = counted(database, write)
    assert total < WRITERS * TIMES
    assert errors or not database.is_sqlite


def test_a_reader_waits_for_no_writer(database: Database, dway: Account) -> None:
    with database.transaction() as session:
        session.get_one(Account, dway.id).digits = "mymr"
        session.flush()
        started = time.perf_counter()
        with database.session() as reader:
            assert reader.get_one(Account, dway.id).digits == "latn"
        assert time.perf_counter() - started < 1


def test_an_error_in_a_verb_leaves_nothing_behind(database: Database, dway: Account) -> None:
    def stumble(session: Session) -> None:
        session.get_one(Account, dway.id).digits = "mymr"
        session.flush()
        raise LookupError

    with database.session() as session:
        with pytest.raises(LookupError):
            database.write(session, stumble)
        assert session.get_one(Account, dway.id).digits == "latn"
