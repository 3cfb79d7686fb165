"""Keys of this installation, and sealing: what is sealed can be opened only with its key."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lms.errors import ConfigError

KEY_BYTES = 32
_NONCE_BYTES = 12


class CannotOpen(Exception):
    """The key is not the right one, or a byte was changed."""


def seal(key: bytes, plain: bytes, about: bytes) -> bytes:
    """Return `plain` sealed with AES-256-GCM: 12 random bytes, then the sealed ones.

    :param about: what it belongs to; it opens for the same `about` only, so that a sealed text
        can't be moved to another row.
    """
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """Return what was sealed.

    :raises CannotOpen: wrong key, other `about`, or changed bytes.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


@dataclass(frozen=True)
class Keys:
    """The installation's one secret, and a key made of it for each use."""

    master: bytes

    def key_for(self, use: str) -> bytes:
        """Return 32 bytes for one use, "sessions" say, that tell nothing of the keys for others."""
        return hmac.digest(self.master, use.encode(), "sha256")

    def mark(self, use: str, text: str) -> str:
        """Return 64 hexadecimal digits that stand for `text`.

        A short code can't be guessed back from the database alone: it takes the installation's key too.
        """
        return hmac.new(self.key_for(use), text.encode(), hashlib.sha256).hexdigest()

    def same_mark(self, use: str, text: str, mark: str) -> bool:
        """Tell whether `mark` stands for `text`, in the same time whatever they are."""
        return hmac.compare_digest(self.mark(use, text), mark)


def load_keys(instance: Path) -> Keys:
    """Return the keys of an instance folder; made at the first start, in a file only its owner may read.

    :raises ConfigError: the file is there and holds no key.
    """
    file = instance / "keys" / "master.key"
    if not file.exists():
        store_key(file, os.urandom(KEY_BYTES))
    master = file.read_bytes()
    if len(master) != KEY_BYTES:
        raise ConfigError(f"{file} holds {len(master)} bytes, not {KEY_BYTES}: put it back from your copy of the keys")
    return Keys(master)


def store_key(file: Path, key: bytes) -> None:
    """Write a key under its name unless one is there: of two processes at a first start, one is first.

    The file is whole before it has its name, so nobody reads half a key.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
    with suppress(FileExistsError):
        os.link(partial, file)
    partial.unlink()
