"""Small files of every kind that is taken, each with something in it that tells of its maker: CANARY."""

import base64
import io
import struct
import zipfile
import zlib

CANARY = b"canary of a maker"

_JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H///"
    "/6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj/wAARCAAI"
    "AAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xA"
    "AUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCUAdYf/9k="
)
_WEBP = base64.b64decode("UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoCAAIAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/8gP+QH/ID/+PIAAAA=")


def _segment(marker: int, said: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(said) + 2) + said


def jpeg(turned: int = 6) -> bytes:
    """Return a JPEG of eight by eight points, with EXIF, a comment, a profile, and something behind its end."""
    tiff = struct.pack(">4sIHHHIHHI", b"MM\0*", 8, 1, 0x0112, 3, 1, turned, 0, 0)
    said = _segment(0xE1, b"Exif\0\0" + tiff + CANARY) + _segment(0xFE, CANARY) + _segment(0xE2, b"ICC " + CANARY)
    return _JPEG[:2] + said + _JPEG[2:] + CANARY


def png() -> bytes:
    """Return a PNG of one point, with a text and a time."""

    def chunk(kind: bytes, said: bytes) -> bytes:
        return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    told = chunk(b"tEXt", b"Author\0" + CANARY) + chunk(b"eXIf", CANARY)
    return b"\x89PNG\r\n\x1a\n" + header + told + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"") + CANARY


def webp() -> bytes:
    """Return a WebP of two by two points, with EXIF that its header tells of."""
    header = b"VP8X" + struct.pack("<I", 10) + bytes((0x08, 0, 0, 0, 1, 0, 0, 1, 0, 0))
    told = b"EXIF" + struct.pack("<I", len(CANARY)) + CANARY + b"\0" * (len(CANARY) % 2)
    said = b"WEBP" + header + _WEBP[12:] + told
    return b"RIFF" + struct.pack("<I", len(said)) + said


def mp3() -> bytes:
    """Return a frame of an MP3 between two tags."""
    first = b"ID3\x04\0\0" + bytes((0, 0, 0, len(CANARY))) + CANARY
    return first + b"\xff\xfb\x90\x00" + b"\0" * 413 + (b"TAG" + CANARY).ljust(128, b"\0")


def pdf() -> bytes:
    """Return a PDF with an author, a program in hexadecimal, and a packet of metadata."""
    hexed = CANARY.hex().encode()
    return (
        b"%PDF-1.4\n1 0 obj<</Author (" + CANARY + b" \\) (more)) /Producer <" + hexed + b"> /Title (Plan)>>endobj\n"
        b'2 0 obj<</Length 9>>stream\n<?xpacket begin="" id="x"?>' + CANARY + b'<?xpacket end="w"?>\nendstream endobj\n'
        b"trailer<</Info 1 0 R>>\n%%EOF\n"
    )


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, said in parts.items():
            packed.writestr(name, said)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    """Return a Word file with a creator, a commentator, and a picture.

    :param more: further parts, by their names with "__" for "/" and "_" for ".".
    """
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "docProps/core.xml": b"<cp:coreProperties><dc:creator>" + CANARY + b"</dc:creator></cp:coreProperties>",
        "docProps/app.xml": b"<Properties><Company>" + CANARY + b"</Company></Properties>",
        "word/document.xml": b'<w:document><w:ins w:id="1" w:author="' + CANARY + b'">My plan</w:ins></w:document>',
        "word/comments.xml": b"<w:comment w:initials='" + CANARY + b"'>A thought</w:comment>",
        "word/media/image1.jpeg": jpeg(),
    }
    return _packed({**parts, **{name.replace("__", "/").replace("_", "."): said for name, said in more.items()}})


def odt() -> bytes:
    """Return an OpenDocument text with a creator and somebody's note."""
    return _packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": b"<text>My plan<dc:creator>" + CANARY + b"</dc:creator></text>",
            "meta.xml": b"<meta:initial-creator>" + CANARY + b"</meta:initial-creator>",
            "Thumbnails/thumbnail.png": CANARY,
        }
    )


FILES = {"jpg": jpeg, "png": png, "webp": webp, "mp3": mp3, "pdf": pdf, "docx": docx, "odt": odt}
"""Kinds of files from which something is taken out."""
