"""File upload: files that a person marks. The page takes them in; the engine holds them to what was asked for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from lms.quizzes.engine import fields as form
from lms.quizzes.engine import rubric
from lms.quizzes.engine.refusal import Fault, NotAnAnswer, Reason, Unsound
from lms.quizzes.engine.rubric import Criterion
from lms.quizzes.engine.task import Fields, MarkedBy, Task

MOST_FILES = 5
MOST_KB = 10_000
_COLUMNS = ("hash", "name", "type", "bytes")
_MOST_NAME = 200


class FileType(StrEnum):
    """What kind of file may be handed in."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    MP3 = "mp3"
    OGG = "ogg"
    TXT = "txt"
    DOCX = "docx"
    ODT = "odt"


@dataclass(frozen=True)
class HandedFile:
    """A file that was taken in: named by its content, with the name it came with and what it was found to be."""

    hash: str
    name: str
    type: str
    bytes: int


@dataclass(frozen=True)
class Uploaded:
    """The files, in the order in which they were handed in."""

    files: tuple[HandedFile, ...]

    def fields(self) -> Fields:
        """Return a column for each thing that is known of the files."""
        return {column: [str(getattr(each, column)) for each in self.files] for column in _COLUMNS}


@dataclass(frozen=True, kw_only=True)
class FileUpload(Task[Uploaded]):
    """Marked by a person, by a rubric where there is one.

    :param most_kb: of one file.
    :param markers: how many people mark an answer, 1 or 2.
    """

    kind: ClassVar[str] = "upload"
    marked_by: ClassVar[MarkedBy] = MarkedBy.PERSON
    types: tuple[FileType, ...] = (FileType.PDF, FileType.JPG, FileType.PNG, FileType.WEBP)
    most_files: int = 1
    most_kb: int = 1_000
    rubric: tuple[Criterion, ...] = ()
    markers: int = 1

    def __post_init__(self) -> None:
        """Refuse bounds that leave no room, or too much."""
        rubric.check(self.rubric)
        if not self.types or len(set(self.types)) < len(self.types):
            raise Unsound(Fault.TWICE if self.types else Fault.TOO_FEW, ("types",))
        if not 1 <= self.most_files <= MOST_FILES:
            raise Unsound(Fault.OUT_OF_RANGE, ("most_files",))
        if not 1 <= self.most_kb <= MOST_KB:
            raise Unsound(Fault.OUT_OF_RANGE, ("most_kb",))
        rubric.check_markers(self.markers)

    def read(self, fields: Fields) -> Uploaded:
        """Return the files by what the page found them to be."""
        form.known(fields, _COLUMNS)
        columns = [fields.get(column, ()) for column in _COLUMNS]
        if len({len(column) for column in columns}) > 1:
            raise NotAnAnswer(Reason.NOT_THERE)
        files = tuple(self._file(*row) for row in zip(*columns, strict=True))
        if not files:
            raise NotAnAnswer(Reason.NOTHING)
        if len(files) > self.most_files:
            raise NotAnAnswer(Reason.TOO_MANY, "name")
        return Uploaded(files)

    def mark(self, response: Uploaded) -> None:
        """A person does."""

    def right(self) -> None:
        """No file is the right one."""

    def _file(self, digest: str, name: str, kind: str, size: str) -> HandedFile:
        if len(name) > _MOST_NAME or len(digest) > _MOST_NAME:
            raise NotAnAnswer(Reason.TOO_LONG, "name")
        if kind not in self.types:
            raise NotAnAnswer(Reason.WRONG_TYPE, "type")
        # The digits of other scripts are decimal to Python too.
        if not (size.isascii() and size.isdecimal()) or len(size) > 12 or int(size) > self.most_kb * 1000:
            raise NotAnAnswer(Reason.TOO_LARGE, "bytes")
        return HandedFile(digest, name, kind, int(size))
