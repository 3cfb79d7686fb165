"""Making a copy of the whole site while it runs."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from lms import clock
from lms.backup import archive, keyfile, snapshot
from lms.backup.archive import Manifest, Member
from lms.backup.keyfile import KeyRing
from lms.config import Config
from lms.db import Database
from lms.media import service as media
from lms.migrations import steps
from lms.seal import Keys

SUFFIX = ".lms"


def make(
    database: Database,
    config: Config,
    keys: Keys,
    target: Path,
    progress: Callable[[int], None] = lambda _bytes: None,
) -> Manifest:
    """Write a backup of database and media to `target`, one moment of both, while others go on writing.

    What lies open meanwhile lies in the instance folder, not on the disk that `target` is on.

    :param progress: told of bytes as they are packed.
    """
    with scratch_folder(config.instance) as scratch:
        file = scratch / archive.DATABASE
        step = snapshot.take(database, file)
        sources = {archive.DATABASE: file, **_hold_media(config.instance / "media", file, scratch)}
        members = [Member(name, path.stat().st_size, archive.sha256_of(path)) for name, path in sources.items()]
        manifest = Manifest(
            step=step,
            version=version("lms"),
            made=clock.now().strftime("%Y-%m-%dT%H:00Z"),
            key_check=key_check(keys),
            members=tuple(members),
        )
        archive.write(target, manifest, sources, progress)
    return manifest


def write_keys(database: Database, keys: Keys, target: Path) -> None:
    """Write the keys of this moment to `target`."""
    with database.session() as session:
        keyfile.write(target, ring_of(session, keys))


def make_before(database: Database, config: Config, keys: Keys, what: str) -> Path:
    """Write a copy into the instance folder before something that may go wrong, and return where it is."""
    folder = config.instance / "backups"
    folder.mkdir(exist_ok=True, mode=0o700)
    target = folder / f"before-{what}-{clock.now():%Y-%m-%dT%H%M%S}{SUFFIX}"
    make(database, config, keys, target)
    return target


def sweep(_session: Session, config: Config, now: datetime) -> int:
    """Delete the copies in the instance folder that are past their days: what was erased is in them still."""
    oldest = now - timedelta(days=config.backup_days)
    old = [
        file
        for file in (config.instance / "backups").glob(f"*{SUFFIX}")
        if datetime.fromtimestamp(file.stat().st_mtime, UTC) < oldest
    ]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def key_check(keys: Keys) -> str:
    """Return sixteen digits that tell whether a master key is the one a backup was made under."""
    return keys.mark("backup", "which key")[:16]


def ring_of(session: Session, keys: Keys) -> KeyRing:
    """Return the keys that a database holds, whichever step it is at."""
    tables = set(inspect(session.connection()).get_table_names())
    if not {"account", "data_key"} <= tables:
        return KeyRing(keys.master)
    found = session.execute(
        text("SELECT account.uid, data_key.sealed FROM data_key JOIN account ON account.id = data_key.account_id")
    )
    data_keys = {uid: bytes(sealed) for uid, sealed in found}
    erased = session.scalars(text("SELECT uid FROM account WHERE state = 'erased'"))
    return KeyRing(keys.master, data_keys, frozenset(erased))


def holds_somebody(database: Database) -> bool:
    """Tell whether a database has tables and an account in them."""
    if steps.current(database) is None:
        return False
    with database.session() as session:
        return session.scalar(text("SELECT 1 FROM account LIMIT 1")) is not None


@contextmanager
def scratch_folder(instance: Path) -> Iterator[Path]:
    """Give a folder that nobody else can read, beside the data, and take it away."""
    folder = instance / f"scratch-{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _hold_media(folder: Path, file: Path, scratch: Path) -> dict[str, Path]:
    """Take hold of the files that a snapshot speaks of, so that none vanishes while they are packed."""
    held: dict[str, Path] = {}
    gone: list[str] = []
    (scratch / "media").mkdir(mode=0o700)
    for name in snapshot.media_of(file):
        place = scratch / "media" / name
        try:
            _link(media.path_of(folder, name), place)
            held[archive.MEDIA + name] = place
        except FileNotFoundError:
            gone.append(name)
    snapshot.forget_media(file, gone)
    return held


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        # A disk without links: USB sticks often are.
        shutil.copyfile(source, target)
