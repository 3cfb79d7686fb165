"""An XML file read question by question, with no document type and so with no entities but XML's own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from lms.exchange.found import NoSuchFile
from lms.said import say
from lms.text.syllables import cut

_MOST_NODES = 3_000
"""In one question."""
_PIECE = 256 * 1024


@dataclass
class Node:
    """An element: its name, attributes, text, and the elements in it; `line` is where it begins."""

    name: str
    attributes: dict[str, str]
    line: int
    parts: list[str] = field(default_factory=list)
    inside: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text right in it."""
        return "".join(self.parts)

    def all(self, name: str) -> Iterator["Node"]:
        """Yield the elements of a name right in it."""
        return (each for each in self.inside if each.name == name)

    def one(self, name: str) -> "Node | None":
        """Return the first element of a name right in it."""
        return next(self.all(name), None)

    def said(self, name: str) -> str:
        """Return what an element in it says, itself or in its `text`; nothing where it is not there."""
        found = self.one(name)
        return "" if found is None else found.words

    @property
    def words(self) -> str:
        """Return its text, or that of the `text` in it."""
        inner = self.one("text")
        return self.text.strip() if inner is None else inner.text


def read(text: str, take: Callable[[Node], None], *, wanted: Callable[[], bool]) -> None:
    """Give each question of a file to `take`, one after the other; no more than one is held at a time.

    :param wanted: whether the next question is looked into; else only its name and line are kept.
    :raises NoSuchFile: it is no such file, or what stands in it could take long.
    """
    reader = _Reader(take, wanted)
    data = text.encode("utf-8", "surrogatepass")
    try:
        for at in range(0, len(data), _PIECE):
            reader.parser.Parse(data[at : at + _PIECE])
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        why = say(
            "The file breaks off or is not XML here: %(what)s. Export it again.", what=expat.ErrorString(error.code)
        )
        raise NoSuchFile(why, error.lineno) from None


class _Reader:
    def __init__(self, take: Callable[[Node], None], wanted: Callable[[], bool]) -> None:
        self.take, self.wanted = take, wanted
        self.stack: list[Node] = []
        self.nodes = self.depth = 0
        self.keeps = True
        # An encoding that the file names itself is not asked: the text was decoded before.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_declared: object) -> None:
        why = say("The file declares a document type, which may hold traps. Export it from Moodle again.")
        raise NoSuchFile(why, self.parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        self.depth += 1
        if self.depth == 1 and name != "quiz":
            raise NoSuchFile(
                say("This is XML, but no questions from Moodle: it begins with “%(name)s”.", name=cut(name, 40)), line
            )
        if self.depth == 1:
            return
        if self.depth == 2:
            self.nodes, self.keeps = 0, self.wanted()
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            raise NoSuchFile(
                say("The question that begins before this line has more parts than any that Moodle makes."), line
            )
        if self.keeps or self.depth == 2:
            node = Node(name, attributes, line)
            if self.stack:
                self.stack[-1].inside.append(node)
            self.stack.append(node)

    def _end(self, name: str) -> None:
        if self.depth == 2:
            node, self.stack = self.stack[0], []
            if name == "question":
                self.take(node)
        elif self.depth > 2 and self.keeps:
            self.stack.pop()
        self.depth -= 1

    def _words(self, words: str) -> None:
        if self.stack and self.keeps:
            self.stack[-1].parts.append(words)
