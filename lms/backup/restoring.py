"""Bringing a backup back: everything is looked over and made ready beside, then put in place at one stroke."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from lms import clock, instance, seal
from lms.accounts.models import Account, Code, SecondStep, State
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.backup import archive, service, snapshot
from lms.backup.archive import Manifest
from lms.backup.keyfile import KeyRing
from lms.config import Config
from lms.db import Database
from lms.errors import CommandRefused
from lms.ids import uid_once_erased
from lms.media import service as media
from lms.migrations import steps
from lms.people import erasing
from lms.seal import Keys
from lms.writing.models import DataKey, Writing


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    `unopened`: texts whose key is nowhere any more; `erased`: people erased since the backup was made, and now again;
    `former`: the copy of what was there before, None where nobody was.
    """

    manifest: Manifest
    unopened: int
    erased: int
    former: Path | None


def restore(
    config: Config,
    file: Path,
    *,
    ring: KeyRing | None = None,
    without_keys: bool = False,
) -> Restored:
    """Put a backup in the place of all there is.

    :param ring: the keys from the backup's key file, where there is one.
    :param without_keys: go on where no key fits: cards, second steps and what people wrote are given up.
    :raises Damaged: the file is not as it was written; nothing was touched.
    :raises CommandRefused: something is at work in the instance folder, or no key fits.
    """
    instance.make_private(config.instance)
    with instance.held(config.instance, alone=True), service.scratch_folder(config.instance) as scratch:
        manifest = archive.unpack(file, scratch)
        snapshot.check(scratch / archive.DATABASE)
        live, former = _what_is_there(config)
        kept = _fitting(manifest, live, ring, without_keys)
        with _opened(f"sqlite:///{scratch / archive.DATABASE}") as copy:
            steps.current(copy)
            steps.upgrade(copy)
            with copy.transaction() as session:
                _give_keys(session, kept)
                erased, files = _erase_again(session, (live, ring), config.time_zone)
                unopened = _unopened(session)
            for name in files:
                (scratch / "media" / name).unlink()
            _put_media(scratch / "media", config.instance / "media")
            _put_key(config.instance, kept)
            _put_database(config, copy, scratch)
        return Restored(manifest, unopened, erased, former)


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.engine.dispose()


def _what_is_there(config: Config) -> tuple[KeyRing | None, Path | None]:
    """Return the keys that are there now, and a copy of what is, for whoever brought back the wrong one."""
    key_file = config.instance / "keys" / "master.key"
    if not key_file.exists():
        return None, None
    keys = seal.load_keys(config.instance)
    former = None
    try:
        with _opened(config.database_url) as database, database.session() as session:
            if service.holds_somebody(database):
                former = service.make_before(database, config, keys, "restore")
            return service.ring_of(session, keys), former
    except (DBAPIError, sqlite3.DatabaseError):
        # What is there can't be read: often the reason for restoring.
        return KeyRing(keys.master), None


def _fitting(manifest: Manifest, live: KeyRing | None, given: KeyRing | None, without_keys: bool) -> KeyRing | None:
    """Return the keys that the backup was made under; None to go on without.

    What is there now goes before the file: somebody may have been erased since the file was written.
    """
    fits = [ring for ring in (given, live) if ring and service.key_check(Keys(ring.master)) == manifest.key_check]
    if fits:
        data_keys: dict[str, bytes] = {}
        for ring in fits:
            data_keys |= ring.data_keys
        return replace(fits[0], data_keys=data_keys)
    if not without_keys:
        raise CommandRefused(
            "this backup was made under another key than is here; nothing was changed. Give its key file with --keys, "
            "or --without-keys to give up sign-in cards, second steps and what people wrote"
        )
    return None


def _give_keys(session: Session, kept: KeyRing | None) -> None:
    """Put the data keys into the copy; where no key fits, take out what only a key would open."""
    if kept is None:
        for table in (Code, SecondStep, Writing, DataKey):
            session.execute(delete(table))
        return
    for account_id, uid in session.execute(select(Account.id, Account.uid)):
        if uid in kept.data_keys:
            session.add(DataKey(account_id=account_id, sealed=kept.data_keys[uid]))


def _erase_again(session: Session, rings: Iterable[KeyRing | None], tz: str) -> tuple[int, list[str]]:
    """Erase the people in the copy who were erased since it was made.

    :returns: how many those are, and the names of files that nobody owns any more.
    """
    by = Actor("command", "", clock.now())
    erased = {uid for ring in rings if ring for uid in ring.erased}
    files: list[str] = []
    there = session.execute(select(Account.id, Account.uid).where(Account.state != State.ERASED))
    gone = [account_id for account_id, uid in there if uid_once_erased(uid) in erased]
    for account_id in gone:
        account = session.get_one(Account, account_id)
        # Whoever was the last administrator then may not be spared now.
        account.grants.clear()
        session.flush()
        files += erasing.erase(session, account=account, by=by, now=by.now, tz=tz)
    audit.note(session, by, action="backup.restore", kind="site", uid="")
    session.flush()  # What can't be opened is counted next.
    return len(gone), files


def _unopened(session: Session) -> int:
    """Count the texts whose writer has no key."""
    return len(session.scalars(select(Writing.id).where(Writing.account_id.not_in(select(DataKey.account_id)))).all())


def _put_media(source: Path, folder: Path) -> None:
    # Files are named by their content: laying one beside the others changes nothing for whoever is there.
    for file in sorted(source.glob("*")):
        target = media.path_of(folder, file.name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.replace(target)


def _put_key(folder: Path, kept: KeyRing | None) -> None:
    file = folder / "keys" / "master.key"
    if kept is not None and file.exists() and file.read_bytes() != kept.master:
        file.replace(file.with_name("former.key"))
    if kept is not None:
        seal.store_key(file, kept.master)


def _put_database(config: Config, copy: Database, scratch: Path) -> None:
    if not config.is_sqlite:
        with _opened(config.database_url) as database:
            snapshot.assert_alone(database)
            snapshot.fill_postgresql(database, copy, scratch)
        return
    copy.engine.dispose()
    live = Path(make_url(config.database_url).database or "")
    # A log that belongs to the former file would be played into the new one.
    for suffix in ("-wal", "-shm"):
        former = live.with_name(live.name + suffix)
        if former.exists():
            shutil.move(former, scratch / f"former{suffix}")
    (scratch / archive.DATABASE).replace(live)
    archive.sync_folder(live.parent)
