"""MP3 without the tags that players and recorders write: names, places, pictures."""

from lms.media.cleaning.broken import Broken


def mp3(body: bytes) -> bytes:
    """Return an MP3 without ID3 at its beginning, and without ID3v1 and APE at its end.

    :raises Broken: there is no sound between the tags.
    """
    while body.startswith(b"ID3") and len(body) > 10:
        size = 0
        for sign in body[6:10]:  # Seven bits of each byte (id3.org, ID3v2.4 section 6.2).
            size = size << 7 | sign & 0x7F
        body = body[10 + size + (10 if body[5] & 0x10 else 0) :]
    body = body.lstrip(b"\0")
    if body[-128:].startswith(b"TAG"):
        body = body[:-128]
    if body[-32:].startswith(b"APETAGEX"):
        size = int.from_bytes(body[-20:-16], "little") + (32 if body[-12:-8][3:4] >= b"\x80" else 0)
        body = body[: -min(size, len(body))]
    if len(body) < 4 or body[0] != 0xFF or body[1] & 0xE0 != 0xE0:
        raise Broken("no sound")
    return body
