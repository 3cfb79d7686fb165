"""Photographs and recordings as far as a package must know them: what they are, and how large a
picture is.
"""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})

MOST_PIXELS = 4_000_000
"""A phone with 1 GB unpacks a picture into four bytes a pixel."""


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG or WebP, or None where the bytes are none of
    these.

    Source: PNG (W3C, third edition) 11.2.1; JPEG, ITU T.81 B.2.2; WebP container, RFC 9649 sections
    2.5 to 2.7.
    """
    if data.startswith(_PNG) and data[12:16] == b"IHDR":
        return _big(data[16:20]), _big(data[20:24])
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def is_sound(data: bytes) -> bool:
    """Say whether the bytes begin as an MP3 or Ogg recording does."""
    return data[:3] == b"ID3" or data[:4] == b"OggS" or (data[:1] == b"\xff" and data[1:2] >= b"\xe0")


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            return _big(data[at + 7 : at + 9]), _big(data[at + 5 : at + 7])
        at += 2 if marker in _JPEG_BARE else 2 + max(2, _big(data[at + 2 : at + 4]))
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return _little(data[24:27]) + 1, _little(data[27:30]) + 1
    if kind == b"VP8L" and len(data) > 24:
        bits = _little(data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
    return None
