"""Photographs and recordings are known by their bytes, not by their names."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.package.pictures import is_sound, size_of
from tests.support.sample_package import sample_tree

JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9)  # a header of its own, passed over
    + b"\xff\x01\xff\xc4\x00\x05abc"  # a sign without length, a table that is not a frame
    + b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 480, 640) + bytes(12)
)  # fmt: skip


def webp(kind: bytes, inside: bytes) -> bytes:
    """Return a WebP of one part."""
    part = kind + struct.pack("<I", len(inside)) + inside
    return b"RIFF" + struct.pack("<I", len(part) + 4) + b"WEBP" + part


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (sample_tree()["media/river.png"], (4, 3)),
        (JPEG, (640, 480)),
        (webp(b"VP8X", bytes(4) + (1599).to_bytes(3, "little") + (899).to_bytes(3, "little")), (1600, 900)),
        (webp(b"VP8L", b"\x2f" + (639 | 479 << 14).to_bytes(4, "little") + bytes(8)), (640, 480)),
        (webp(b"VP8 ", bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", 640, 480)), (640, 480)),
        (webp(b"ALPH", bytes(30)), None),
        (b"RIFF" + bytes(4) + b"WAVE" + bytes(30), None),
        (JPEG[:20], None),
        (b"GIF89a" + bytes(20), None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_a_picture_tells_its_size(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(data) == size


@pytest.mark.parametrize(
    ("data", "sound"),
    [(b"ID3\x04", True), (b"\xff\xfb\x90", True), (b"OggS\x00", True), (b"RIFF", False), (b"\xff\xd8\xff", False)],
)
def test_a_recording_is_known(data: bytes, sound: bool) -> None:
    assert is_sound(data) is sound


@given(
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", b"\xff\xd8\xff", JPEG[:30], webp(b"VP8L", b"")]),
    st.binary(max_size=80),
)
def test_no_bytes_make_it_fail(head: bytes, rest: bytes) -> None:
    size = size_of(head + rest)

    assert size is None or len(size) == 2
