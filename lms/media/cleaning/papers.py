"""Word, OpenDocument and PDF without the names and days that programs write into them.

What stands in the text itself stays: nobody but its writer knows what it tells.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping

from lms.media.cleaning import pictures
from lms.media.cleaning.broken import Broken

MOST_PARTS = 500
MOST_UNPACKED = 30_000_000
"""Bytes: of all parts of a document together."""

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCX_EMPTY: Mapping[str, bytes] = {
    "docProps/core.xml": _XML + b"<cp:coreProperties xmlns:cp="
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _XML
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": _XML
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_ODT_EMPTY: Mapping[str, bytes] = {
    "meta.xml": _XML + b"<office:document-meta xmlns:office="
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>'
}
_DOCX_SAYS = re.compile(
    rb'(\b(?:w|w15|w16\w*):(?:author|initials|userId|providerId|date|dateUtc)=)("[^"]*"|\'[^\']*\')'
)
_ODT_SAYS = re.compile(rb"(<(dc:creator|dc:date|meta:creator-initials)\b[^>]*>)[^<]*(</\2>)")
_PICTURES: Mapping[str, Callable[[bytes], bytes]] = {
    "jpg": pictures.jpeg,
    "jpeg": pictures.jpeg,
    "png": pictures.png,
    "webp": pictures.webp,
}
_MACROS = re.compile(r"vbaProject|^Basic/|^Scripts/|^word/embeddings/|^Object ", re.IGNORECASE)


def docx(body: bytes) -> bytes:
    """Return a Word file without properties, without the names and days of changes and comments, with clean pictures.

    :raises Broken: it is no Word file, is larger unpacked than anybody needs, or holds macros or embedded files.
    """
    parts = _parts(body)
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise Broken("no Word file")
    return _packed(parts, _DOCX_EMPTY, lambda part: _DOCX_SAYS.sub(rb'\1""', part))


def odt(body: bytes) -> bytes:
    """Return an OpenDocument text without its metadata, without names and days of notes, with clean pictures.

    :raises Broken: as `docx`.
    """
    parts = _parts(body)
    if "content.xml" not in parts:
        raise Broken("no OpenDocument text")
    return _packed(parts, _ODT_EMPTY, lambda part: _ODT_SAYS.sub(rb"\1\3", part))


def _parts(body: bytes) -> dict[str, bytes]:
    """Return what is packed into a file, in its order.

    :raises Broken: it can't be unpacked within bounds.
    """
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if len(packed.infolist()) > MOST_PARTS:
                raise Broken("too many parts")
            for each in packed.infolist():
                if each.flag_bits & 1 or _MACROS.search(each.filename):
                    raise Broken("locked, or more than a text")
                if each.is_dir() or each.filename.startswith("Thumbnails/"):
                    continue
                with packed.open(each) as stream:
                    found[each.filename] = stream.read(left + 1)
                left -= len(found[each.filename])
                if left < 0:
                    raise Broken("too large unpacked")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        raise error if isinstance(error, Broken) else Broken("cannot be unpacked") from error
    return found


def _packed(parts: Mapping[str, bytes], empty: Mapping[str, bytes], without_names: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            # OpenDocument's first part says what it is, and stands unpacked. A fixed day tells nobody when it was made.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(entry, _cleaned(name, part, empty, without_names))
    return made.getvalue()


def _cleaned(name: str, part: bytes, empty: Mapping[str, bytes], without_names: Callable[[bytes], bytes]) -> bytes:
    if name in empty:
        return empty[name]
    ending = name.rpartition(".")[2].lower()
    if ending in _PICTURES:
        return _PICTURES[ending](part)
    return without_names(part) if ending == "xml" else part


_PDF_SAYS = re.compile(rb"/(?:Author|Creator|Producer|Keywords|Subject|CreationDate|ModDate)\s*(?=[(<])")
_XMP = re.compile(rb"<\?xpacket begin.*?<\?xpacket end[^>]*\?>", re.DOTALL)


def pdf(body: bytes) -> bytes:
    """Return a PDF in which author, programs, days and the packet of metadata are blank, every byte at its place.

    What a PDF holds packed can't be blanked so: the page that takes files says it.

    :raises Broken: it does not end as a PDF does.
    """
    if b"%%EOF" not in body[-2048:]:
        raise Broken("cut off")
    made = bytearray(_XMP.sub(lambda found: b" " * len(found[0]), body))
    for found in _PDF_SAYS.finditer(bytes(made)):
        start = found.end()
        end = _string_end(made, start)
        if end is not None:
            made[start + 1 : end - 1] = b" " * (end - start - 2) if made[start] == 0x28 else b"0" * (end - start - 2)
    return bytes(made)


_MOST_STRING = 4000


def _string_end(body: bytearray, start: int) -> int | None:
    """Return where a string that begins at a place ends; None where it does not, or something else stands there."""
    if body[start] == 0x3C:  # <hexadecimal>, but not a << dictionary.
        end = body.find(b">", start, start + _MOST_STRING)
        return end + 1 if end > 0 and body[start + 1] != 0x3C else None
    depth, place = 0, start
    while place < min(len(body), start + _MOST_STRING):
        sign = body[place]
        if sign == 0x5C:  # A backslash: the next sign is no bracket.
            place += 1
        elif sign == 0x28:
            depth += 1
        elif sign == 0x29:
            depth -= 1
            if not depth:
                return place + 1
        place += 1
    return None
