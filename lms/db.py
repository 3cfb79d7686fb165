"""The tables' base class, reading sessions, and the one way to write."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from flask import Flask, current_app, g
from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key
from sqlalchemy.types import TypeDecorator

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 6
"""Once, and five times more when two writers met. With three more, on a machine with much else to do, one of eighty was
refused that all wrote the same row."""

AUTO_VACUUM = 1
"""FULL: a page that is freed leaves the file. Written into a new file, and never set again: setting it takes the
write lock, so a connection that opens beside a writer would wait for it."""

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 5000,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
    "cache_size": -2000,
}
"""SQLite's settings on each connection. `synchronous` 2 is FULL: with less, a power cut takes back answers that
were acknowledged. `secure_delete`: without it, erased rows can be read back from the file."""

QUEUE = 7_304_512
"""A number of our own for PostgreSQL's advisory lock: those who write again take turns."""

LOG_WAIT_MS = 200

STARTING_S = 60.0
"""How long processes that start at once wait for each other."""

COLLISIONS = {"40001", "40P01", "23505"}
"""PostgreSQL: not serializable, deadlock, and a unique row that another writer was first to make."""


class Base(DeclarativeBase):
    """The class of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, with its zone, on databases that forget zones too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: it could be any of twenty-four."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back what SQLite stored without its zone, and PostgreSQL shows in the zone of its settings."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


B = TypeVar("B", bound=Base)


class Database:
    """One database: its engine, and how it writes."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._lock = threading.Lock()
        self._options = {"lms_write": True} if self.is_sqlite else {"isolation_level": "SERIALIZABLE"}

    def session(self) -> Session:
        """Return a new session. What it reads belongs to one moment on SQLite."""
        return Session(self.engine, expire_on_commit=False)

    def write(
        self,
        session: Session,
        verb: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run `verb(session, …)` as one transaction and commit it.

        What `session` had read is forgotten first, so that the verb decides on what is true under the lock. An
        error rolls everything back. On PostgreSQL the verb is run again when two writers met, alone this time, so it
        may have no effect but its rows.
        """
        session.rollback()  # Before the wait: it would hold a connection through it.
        try:
            with self._turn():
                return self._once(session, verb, *args, **kwargs)
        except DBAPIError as error:
            if not _met_another(error):
                raise
        with self._alone():
            for _ in range(TRIES - 2):
                try:
                    return self._once(session, verb, *args, **kwargs)
                except DBAPIError as error:
                    if not _met_another(error):
                        raise
            return self._once(session, verb, *args, **kwargs)

    def _once(
        self,
        session: Session,
        verb: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        try:
            session.connection(execution_options=self._options)
            result = verb(session, *args, **kwargs)
            session.commit()
        except BaseException:
            session.rollback()
            raise
        return result

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until this writer may go.

        On SQLite the writers of one process queue here and not in its sleeping retries; between processes SQLite
        decides. On PostgreSQL they go at once, unless one of them must go alone.
        """
        with self._lock:
            if self.is_sqlite:
                yield
        if not self.is_sqlite:
            yield

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait until a PostgreSQL writer that met another may go again: nobody of its process begins meanwhile, and
        those of all processes who go again take turns. Sixteen that each try four times beside each other would not
        all come through.
        """
        with self._lock, self.engine.connect() as queue:
            queue.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": QUEUE})
            yield

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a command a session that writes: all of it, or none."""
        with self._turn(), self.session() as session:
            session.connection(execution_options=self._options)
            yield session
            session.commit()

    def truncate_log(self) -> bool:
        """Bring SQLite's write-ahead log into the database and empty it, so that nothing erased is left in it.

        Writers wait meanwhile, so it gives up after a fifth of a second where a reader is in the way.

        :returns: whether the log is empty now. Other databases look after theirs.
        """
        if not self.is_sqlite:
            return True
        connection = self.engine.raw_connection()
        try:
            connection.execute(f"PRAGMA busy_timeout={LOG_WAIT_MS}")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not busy
        finally:
            connection.execute(f"PRAGMA busy_timeout={PRAGMAS['busy_timeout']}")
            connection.close()

    def assert_safe(self) -> None:
        """Refuse to serve from a SQLite that took other settings than ours.

        :raises RuntimeError: naming the first that differs.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                for name, wanted in {"auto_vacuum": AUTO_VACUUM, **PRAGMAS}.items():
                    found = connection.execute(text(f"PRAGMA {name}")).scalar()
                    if found != wanted:
                        raise RuntimeError(f"SQLite's {name} is {found}, not {wanted}")


def parted(row: Sequence[Any], *tables: Any) -> tuple[Any, ...]:
    """Part a row that begins with all columns of some tables.

    :param tables: the columns of each, as they were asked for.
    :returns: of each table its values by the names of the columns; last, the values that are left.
    """
    found, at = [], 0
    for columns in tables:
        names = columns.keys()
        found.append(dict(zip(names, row[at:], strict=False)))
        at += len(names)
    return (*found, row[at:])


def known(session: Session, kind: type[B], values: Mapping[str, Any]) -> B:
    """Return a row that was read as plain columns as an object of the session, as if it had been read as one.

    Where the session holds it already, only what that has forgotten is told it.

    :param values: every column of the row, by name.
    """
    held = session.identity_map.get(identity_key(kind, values["id"]))
    if isinstance(held, kind):
        for name in inspect(held, raiseerr=True).unloaded & values.keys():
            set_committed_value(held, name, values[name])
        return held
    made = kind(**values)
    make_transient_to_detached(made)
    session.add(made)
    return made


def _met_another(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in COLLISIONS


def _sqlite_engine(url: str) -> Engine:
    database = make_url(url).database
    if database:
        Path(database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(url, pool_size=8, max_overflow=256, pool_use_lifo=True, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        if connection.execute("PRAGMA auto_vacuum").fetchone()[0] != AUTO_VACUUM:
            connection.execute(f"PRAGMA auto_vacuum={AUTO_VACUUM}")
        _go_on_in_wal(connection)
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("lms_write"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # It waits for nothing and so cannot fail; said to the driver itself, it takes a tenth of the time.
            connection.connection.execute("BEGIN")

    return engine


def _go_on_in_wal(connection: Any) -> None:
    """Bring a database file to its write-ahead log, which it then stays in.

    SQLite does not wait for other processes here, whatever its timeout: several that start at once would fail.
    """
    until = time.monotonic() + STARTING_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=wal")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _postgresql_engine(url: str) -> Engine:
    return create_engine(url, pool_size=32, max_overflow=8, pool_pre_ping=True, hide_parameters=True)


def init_app(app: Flask, database: Database) -> None:
    """Give every request of `app` a session of its own, closed with it."""
    app.extensions["lms.db"] = database

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        opened = g.pop("db_session", None)
        if opened is not None:
            opened.close()


def database() -> Database:
    """Return the database of the application that is running."""
    found = current_app.extensions["lms.db"]
    assert isinstance(found, Database)
    return found


def session() -> Session:
    """Return the session of this request, for reading."""
    if "db_session" not in g:
        g.db_session = database().session()
    opened = g.db_session
    assert isinstance(opened, Session)
    return opened


def write(verb: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `verb` as one transaction, committed before the reply: the only way a view changes anything."""
    return database().write(session(), verb, *args, **kwargs)


def release() -> None:
    """End the reading, and so hold no connection while a password is hashed or a file is decoded."""
    if "db_session" in g:
        session().rollback()
