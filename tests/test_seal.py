"""Keys and sealing."""

import os
from pathlib import Path

import pytest

from lms.seal import CannotOpen, Keys, load_keys, seal, unseal

KEY = bytes(range(32))


def test_what_is_sealed_opens_with_its_key() -> None:
    assert unseal(KEY, seal(KEY, b"words", b"row 1"), b"row 1") == b"words"


@pytest.mark.parametrize(("key", "about"), [(bytes(32), b"row 1"), (KEY, b"row 2")])
def test_another_key_or_place_opens_nothing(key: bytes, about: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(key, seal(KEY, b"words", b"row 1"), about)


def test_every_changed_byte_is_noticed() -> None:
    sealed = seal(KEY, b"words", b"")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(CannotOpen):
            unseal(KEY, bytes(changed), b"")


@pytest.mark.parametrize("cut", [b"", b"short", b"x" * 27])
def test_what_was_cut_off_opens_nothing(cut: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, cut, b"")


def test_each_use_has_a_key_of_its_own() -> None:
    keys = Keys(KEY)

    assert keys.key_for("sessions") != keys.key_for("codes")
    assert keys.mark("codes", "X") != keys.mark("forms", "X")


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    keys = load_keys(tmp_path)
    file = tmp_path / "keys" / "master.key"

    assert load_keys(tmp_path) == keys
    assert len(keys.master) == 32
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
