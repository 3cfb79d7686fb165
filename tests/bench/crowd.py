"""A hundred thousand learners in a minute: a thousand made-up lives, each copied with days and points of its own."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from lms import clock
from lms.cohorts import queries as cohort_queries
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort, GroupKind, Programme
from lms.db import Database
from lms.demo import crowd, plan
from lms.demo import service as demo
from lms.ids import new_uid

LIVES = 1000
NAME = "Everybody"
_BEGUN_DAYS, _DAYS = 56, 84

COPIED = {
    "account": ("id", {"uid": "new_uid()", "handle": "handle || '/{n}'", "handle_key": "handle_key || '/{n}'"}),
    "enrolment": ("account_id", {"uid": "new_uid()"}),
    "enrolment_event": ("enrolment_id", {}),
    "course_progress": ("account_id", {"last_day": "max(begun_day, date(last_day, -abs(random() % 9) || ' days'))"}),
    "step_progress": (
        "account_id",
        {"points": "CASE WHEN points BETWEEN 1 AND 9999 THEN points - abs(random() % 900) ELSE points END"},
    ),
    "ledger": ("account_id", {"uid": "new_uid()"}),
}
"""What is copied of a learner: the column that says whose a row is, and what each copy has of its own."""


def make(database: Database, file: Path, learners: int) -> tuple[str, str]:
    """Fill one cohort with `learners` who work in its first course; return its uid and that course's code.

    Attempts are made for the lives only: nothing but their owners' pages reads them.
    """
    uid, code = _lives(database, min(learners, LIVES))
    database.engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.create_function("new_uid", 0, new_uid)
        for pragma in ("synchronous=off", "cache_size=-400000", "journal_mode=memory"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        _copy(connection, uid, learners // LIVES - 1)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=wal")
    return uid, code


def _lives(database: Database, count: int) -> tuple[str, str]:
    """Make the cohort and its first learners."""
    with database.session() as session:
        plans = plan.plans(session)
    with database.transaction() as session:
        programme = session.scalars(select(Programme).where(Programme.name == demo.PROGRAMME)).one()
        today = clock.local_day(clock.now(), demo.TZ)
        begun = today - timedelta(days=_BEGUN_DAYS)
        ends = begun + timedelta(days=_DAYS - 1)
        cohort = cohorts.add_cohort(
            session,
            programme=programme,
            name=NAME,
            kind=GroupKind.MIXED,
            seats=10**6,
            starts_day=begun,
            ends_day=ends,
            last_join_day=ends,
            course_ids=[*plans][:1],
        )
        uid, join_code = cohort.uid, cohort.code
    for batch in crowd.batches(count):
        numbers = range(batch.start + 1_000_000, batch.stop + 1_000_000)  # Others than the demo's own.
        with database.transaction() as session:
            crowd.put(session, numbers=numbers, codes=[join_code], plans=plans, seed=1, tz=demo.TZ)
    with database.session() as session:
        found = session.scalars(select(Cohort).where(Cohort.uid == uid)).one()
        return uid, cohort_queries.courses_of(session, found)[0].code


def _copy(connection: sqlite3.Connection, cohort_uid: str, times: int) -> None:
    """Copy every learner of a cohort so many times. Numbers of rows move on by the same step in every table."""
    (most,) = connection.execute("SELECT max(max(account.id), max(enrolment.id)) FROM account, enrolment").fetchone()
    connection.execute(
        "CREATE TEMP TABLE life AS SELECT enrolment.account_id, enrolment.id AS enrolment_id FROM enrolment "
        "JOIN cohort ON cohort.id = enrolment.cohort_id WHERE cohort.uid = ?",
        (cohort_uid,),
    )
    for table, (whose, own) in COPIED.items():
        columns = [name for _cid, name, *_rest in connection.execute(f"PRAGMA table_info({table})")]
        key = "enrolment_id" if whose == "enrolment_id" else "account_id"
        for n in range(1, times + 1):
            step = (most + 1) * n
            moved = {
                **{name: f"{name} + {step}" for name in ("account_id", "enrolment_id") if name in columns},
                **({"id": f"id + {step}"} if table in {"account", "enrolment"} else {"id": "NULL"}),
                **{name: said.format(n=n) for name, said in own.items()},
            }
            chosen = ", ".join(moved.get(name, name) for name in columns)
            connection.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table} "
                f"WHERE {whose} IN (SELECT {key} FROM life)"
            )
