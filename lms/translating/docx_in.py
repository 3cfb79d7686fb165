"""A Word document that came from outside, read with care: its tables' rows, as plain words, and nothing else.

The file is a zip of which one part is read. That part is bounded before it is unpacked, may declare no document type
(so no entity can unfold or fetch), and is read sign by sign without a tree.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from flask_babel import lazy_gettext as _l

from lms.errors import LmsError
from lms.translating.docx import MAIN, WORD

MOST_BYTES = 4 * 1024 * 1024
"""Of the file. A whole course in two languages has 250 KB."""
MOST_XML_BYTES = 40 * 1024 * 1024
"""Of the text inside, unpacked: Word writes ten times as much around the words as we do."""
MOST_PARTS = 1_000
MOST_ROWS = 10_000
MOST_CELLS = 64
MOST_LETTERS = 10_000
"""Of one cell: the longest text of a package has 8,000."""
DEEPEST = 100
_AT_ONCE = 64 * 1024

Row = list[str]
"""The words of its cells."""


class NotADocument(LmsError):
    """The file is no Word document, or none that can be read here."""

    status = 415
    message = _l(
        "This is not a Word document (.docx) that can be read here. Save it in Word as .docx and send it again."
    )


class TooLarge(LmsError):
    """The file, or what is packed in it, is beyond all bounds of a translation."""

    status = 413
    message = _l("This file is far larger than the texts of a course. Send the file that was made here, filled in.")


def rows_of(data: bytes) -> list[Row]:
    """Return the rows of all tables of a document.

    What was deleted with changes tracked is left out, what was put in is there. A line break, a tab and a new
    paragraph are one sign each.

    :raises NotADocument: it is something else.
    :raises TooLarge: it is beyond the bounds.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge
    try:
        return _rows(data)
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, expat.ExpatError, KeyError, EOFError,
        NotImplementedError, RuntimeError, ValueError, OSError, _Refused,
    ) as error:  # fmt: skip
        raise NotADocument from error


class _Refused(Exception):
    pass


def _rows(data: bytes) -> list[Row]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(archive.infolist()) > MOST_PARTS:
            raise TooLarge
        if archive.getinfo(MAIN).file_size > MOST_XML_BYTES:
            raise TooLarge
        reader = _Reader()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.words
        with archive.open(MAIN) as part:
            # No more comes out than the zip says of its size; what says too little does not fit its checksum.
            while chunk := part.read(_AT_ONCE):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return reader.rows


def _no_doctype(*_declared: object) -> None:
    raise _Refused


_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "AlternateContent", "drawing", "pict"})
"""Elements whose words are not those that a reader of the document sees in the cell."""


@dataclass
class _Reader:
    rows: list[Row] = field(default_factory=list)
    depth: int = 0
    tables: int = 0
    skipping: int = 0
    """At which depth something began that is left out; 0: nothing did."""
    in_text: bool = False
    cell: list[str] | None = None
    letters: int = 0
    paragraphs: int = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooLarge
        space, _, local = name.rpartition(" ")
        if self.skipping:
            return
        if local in _SKIPPED:
            self.skipping = self.depth
        elif space == WORD:
            self._start(local)

    def _start(self, local: str) -> None:
        if local == "tbl":
            self.tables += 1
        elif self.tables == 1 and local == "tr":
            if len(self.rows) >= MOST_ROWS:
                raise TooLarge
            self.rows.append([])
        elif self.tables == 1 and local == "tc" and self.rows:
            self.cell, self.letters, self.paragraphs = [], 0, 0
        elif self.cell is not None and local == "p":
            if self.paragraphs:
                self._add("\n")
            self.paragraphs += 1
        elif self.cell is not None and local in _SIGNS:
            self._add(_SIGNS[local])
        elif local == "t":
            self.in_text = True

    def words(self, words: str) -> None:
        if self.in_text and not self.skipping and self.cell is not None:
            self._add(words)

    def _add(self, words: str) -> None:
        assert self.cell is not None
        self.letters += len(words)
        if self.letters > MOST_LETTERS:
            raise TooLarge
        self.cell.append(words)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.skipping:
            if self.depth < self.skipping:
                self.skipping = 0
            return
        space, _, local = name.rpartition(" ")
        if space != WORD:
            return
        if local == "t":
            self.in_text = False
        elif local == "tc" and self.tables == 1 and self.cell is not None:
            if len(self.rows[-1]) >= MOST_CELLS:
                raise TooLarge
            self.rows[-1].append("".join(self.cell))
            self.cell = None
        elif local == "tbl":
            self.tables -= 1
