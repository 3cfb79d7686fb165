"""JPEG, PNG and WebP without what cameras and programs write into them: place, time, device, names, previews.

Nothing is drawn anew, so a picture loses nothing that is seen, and no decoder meets bytes from outside.
"""

import struct
import zlib
from collections.abc import Iterator

from lms.media.cleaning.broken import Broken

_SOI, _EOI, _SOS, _APP0, _APP1, _APP14, _APP15, _COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE, 0xEF, 0xFE
_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"sBIT", b"bKGD"})
_KEPT_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
_WEBP_SAYS = 0x20 | 0x08 | 0x04
"""Bits of a WebP's header: it holds a colour profile, EXIF, XMP."""


def jpeg(body: bytes) -> bytes:
    """Return a JPEG without its comments and application segments; which way up it is stays.

    JFIF and Adobe's colour transform stay too: without them colours change. What stands behind the picture goes.

    :raises Broken: it is cut off or no JPEG.
    """
    kept, turned, place = [b"\xff\xd8"], 1, 2
    while True:
        marker, place = _marker(body, place)
        if marker == _EOI:
            break
        end = place + _length(body, place)
        segment = body[place:end]
        if marker == _APP1:
            turned = _turned(segment[2:]) or turned
        if marker in (_APP0, _APP14) or not (_APP0 <= marker <= _APP15 or marker == _COM):
            kept.append(bytes((0xFF, marker)) + segment)
        place = end
        if marker == _SOS:
            end = _scan_end(body, place)
            kept.append(body[place:end])
            place = end
    return b"".join([kept[0], *([_upright(turned)] if turned != 1 else []), *kept[1:], b"\xff\xd9"])


def _marker(body: bytes, place: int) -> tuple[int, int]:
    """Return the marker at a place, and where it ends; markers may be filled up with 0xFF."""
    start = place
    while place < len(body) and body[place] == 0xFF:
        place += 1
    if place == start or place >= len(body):
        raise Broken("no marker")
    return body[place], place + 1


def _length(body: bytes, place: int) -> int:
    if place + 2 > len(body):
        raise Broken("cut off")
    length = int.from_bytes(body[place : place + 2], "big")
    if length < 2 or place + length > len(body):
        raise Broken("cut off")
    return length


def _scan_end(body: bytes, place: int) -> int:
    """Return where the data of a scan ends: at the first marker that is neither stuffing nor a restart."""
    while True:
        place = body.find(b"\xff", place)
        if place < 0 or place + 1 >= len(body):
            raise Broken("cut off")
        following = body[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2


def _turned(segment: bytes) -> int:
    """Return which way up EXIF says that a picture is, 1 to 8; 0 where it does not say."""
    if not segment.startswith(b"Exif\0\0"):
        return 0
    tiff = segment[6:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4) if order else (0,)
        (count,) = struct.unpack_from(f"{order}H", tiff, first) if order else (0,)
        for entry in range(min(count, 200)):
            tag, kind, _number, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * entry)
            if (tag, kind) == (_ORIENTATION, 3):
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _upright(turned: int) -> bytes:
    """Return an EXIF segment that says which way up a picture is, and nothing else."""
    tiff = struct.pack("<4sIHHHIHHI", b"II*\0", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    said = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said


def png(body: bytes) -> bytes:
    """Return a PNG with only the chunks that are seen.

    :raises Broken: it is cut off, a checksum is wrong, or it is no PNG.
    """
    kept = [_PNG]
    for kind, whole in _chunks(body):
        if kind in _KEPT_CHUNKS:
            kept.append(whole)
        if kind == b"IEND":
            return b"".join(kept)
    raise Broken("cut off")


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place + 12 <= len(body):
        length = int.from_bytes(body[place : place + 4], "big")
        end = place + 12 + length
        said = body[place + 4 : end - 4]
        if end > len(body) or zlib.crc32(said) != int.from_bytes(body[end - 4 : end], "big"):
            raise Broken("a chunk is damaged")
        yield said[:4], body[place:end]
        place = end


def webp(body: bytes) -> bytes:
    """Return a WebP with only the chunks that are seen.

    :raises Broken: it is cut off or no WebP.
    """
    kept, place = [], 12
    end = 8 + int.from_bytes(body[4:8], "little")
    if end > len(body):
        raise Broken("cut off")
    while place + 8 <= end:
        kind, length = body[place : place + 4], int.from_bytes(body[place + 4 : place + 8], "little")
        chunk = body[place : place + 8 + length + length % 2]
        if place + 8 + length > end:
            raise Broken("cut off")
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~_WEBP_SAYS,)) + chunk[9:]
        if kind in _KEPT_WEBP:
            kept.append(chunk)
        place += 8 + length + length % 2
    if not kept:
        raise Broken("no picture")
    said = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(said).to_bytes(4, "little") + said
