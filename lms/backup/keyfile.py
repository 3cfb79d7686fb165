r"""The second file of a backup: the installation's key, and each person's, to be kept apart from the first.

LMS KEYS 1 <SHA-256 of everything after this line>\n
JSON: the master key, each person's data key (sealed with the master key), and who was erased
"""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from lms.backup.archive import Damaged, sync_folder
from lms.errors import CommandRefused

_WORD = b"LMS KEYS 1 "
_LINE_BYTES = len(_WORD) + 64 + 1


@dataclass(frozen=True)
class KeyRing:
    """What opens a backup's sealed words: data keys, still sealed, by the account's uid; and who was erased.

    `erased` holds the uids that accounts have since they were erased.
    """

    master: bytes
    data_keys: dict[str, bytes] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()


def is_key_file(file: Path) -> bool:
    """Tell whether a file is one of ours, damaged or not."""
    with file.open("rb") as stream:
        return stream.read(len(_WORD)) == _WORD


def write(file: Path, ring: KeyRing) -> None:
    """Write the keys to a file that only its owner may read, in place of an older one."""
    said = json.dumps(
        {
            "master": ring.master.hex(),
            "data_keys": {uid: sealed.hex() for uid, sealed in ring.data_keys.items()},
            "erased": sorted(ring.erased),
        }
    ).encode()
    partial = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(_WORD + hashlib.sha256(said).hexdigest().encode() + b"\n" + said)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(file)
    sync_folder(file.parent)


def read(file: Path) -> KeyRing:
    """Return the keys in a file.

    :raises Damaged: it is no key file, or a byte of it was changed.
    :raises CommandRefused: it can't be read.
    """
    try:
        whole = file.read_bytes()
    except OSError as error:
        raise CommandRefused(f"{file}: {error.strerror}") from error
    line, said = whole[:_LINE_BYTES], whole[_LINE_BYTES:]
    if line != _WORD + hashlib.sha256(said).hexdigest().encode() + b"\n":
        raise Damaged(f"{file}: this is no key file, or a damaged one; nothing was changed")
    found = json.loads(said)
    return KeyRing(
        master=bytes.fromhex(found["master"]),
        data_keys={uid: bytes.fromhex(sealed) for uid, sealed in found["data_keys"].items()},
        erased=frozenset(found["erased"]),
    )
