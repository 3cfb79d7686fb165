"""What a file is, by its bytes and never by its name, and the same file without what it says about its maker."""

from collections.abc import Callable, Mapping

from lms.media.cleaning import papers, pictures, sound
from lms.media.cleaning.broken import Broken

_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"


def kind_of(body: bytes) -> str:
    """Return what a file is: "jpg", "png", "webp", "mp3", "ogg", "pdf", "odt", "docx", "txt"; empty: none of these."""
    for kind, begins in _BEGIN.items():
        if begins(body):
            return kind
    return ""


def cleaned(kind: str, body: bytes) -> bytes:
    """Return a file of a kind without its metadata.

    Of Ogg nothing is taken out, of PDF what does not stand packed.

    :raises Broken: it can't be read.
    """
    return _CLEAN[kind](body) if kind in _CLEAN else body


def _is_mp3(body: bytes) -> bool:
    return body[:3] == b"ID3" or (len(body) > 2 and body[0] == 0xFF and body[1] & 0xE6 == 0xE2)


def _is_text(body: bytes) -> bool:
    try:
        words = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(words.strip()) and all(sign >= " " or sign in "\t\n\r" for sign in words)


_BEGIN: Mapping[str, Callable[[bytes], bool]] = {
    "jpg": lambda body: body.startswith(b"\xff\xd8\xff"),
    "png": lambda body: body.startswith(b"\x89PNG\r\n\x1a\n"),
    "webp": lambda body: body[:4] == b"RIFF" and body[8:12] == b"WEBP",
    "ogg": lambda body: body.startswith(b"OggS"),
    "pdf": lambda body: body.startswith(b"%PDF-"),
    "odt": lambda body: body.startswith(b"PK\x03\x04") and body[30 : 30 + len(_ODT)] == _ODT,
    "docx": lambda body: body.startswith(b"PK\x03\x04"),
    "mp3": _is_mp3,
    "txt": _is_text,
}
_CLEAN: Mapping[str, Callable[[bytes], bytes]] = {
    "jpg": pictures.jpeg,
    "png": pictures.png,
    "webp": pictures.webp,
    "pdf": papers.pdf,
    "odt": papers.odt,
    "docx": papers.docx,
    "mp3": sound.mp3,
}

__all__ = ["Broken", "cleaned", "kind_of"]
