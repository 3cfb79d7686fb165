"""YAML read as data, with the line of every part of it.

A small, safe part of YAML 1.2: mappings, lists, texts, whole and decimal numbers, true, false,
null. No anchors, so nothing can be made to unfold; no tags, so nothing can be made to run; no dates
and no `yes`, so what looks like text is text.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from lms.catalog.package.languages import KNOWN
from lms.catalog.package.report import Problem
from lms.catalog.package.yaml_errors import syntax_problem
from lms.said import Said, say
from lms.text.syllables import cut

Path = tuple[str | int, ...]

MOST_PARTS = 30_000
"""Parts of one file: a bank of 200 questions with four options each has about 12,000."""
_DEEPEST = 20
_MOST_PROBLEMS = 100

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Document:
    """What a YAML file says.

    :param value: dicts, lists, str, int, float, bool, None; None too where the file could not be
        read.
    :param sound: whether it could be read to the end.
    """

    file: str
    value: Any = None
    sound: bool = True
    problems: list[Problem] = field(default_factory=list)
    places: dict[Path, int] = field(default_factory=dict)
    """Where each part is named: the line of its key, or of its dash in a list."""
    starts: dict[Path, int] = field(default_factory=dict)
    """Where the words of each text begin: below the `|` of a long one."""

    def line(self, path: Path) -> int:
        """Return the line of the part at `path`, or of the nearest part around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, 1)

    def text_line(self, path: Path) -> int:
        """Return the first line of the words of the text at `path`."""
        return self.starts.get(path, self.line(path))


class _Refused(Exception):
    def __init__(self, line: int, what: Said, how: Said) -> None:
        self.found = (line, what, how)


def read_yaml(file: str, text: str, first_line: int = 1) -> Document:
    """Return what `text` says.

    :param first_line: the line of `file` on which `text` begins (front matter begins on line 2).
    """
    document = Document(file)
    reader = _Reader(document, text, first_line)
    try:
        document.value = reader.read()
    except _Refused as refusal:
        document.problems.append(Problem(file, *refusal.found))
        document.value, document.sound = None, False
    except yaml.YAMLError as error:
        document.problems.append(syntax_problem(file, error, first_line))
        document.value, document.sound = None, False
    return document


class _Reader:
    def __init__(self, document: Document, text: str, first_line: int) -> None:
        self.document = document
        self.first_line = first_line
        self.parts = 0
        self.loader = _Loader(text)

    def read(self) -> Any:
        try:
            self._next(yaml.StreamStartEvent)
            if self.loader.check_event(yaml.StreamEndEvent):
                return None
            self._next(yaml.DocumentStartEvent)
            value = self._node((), 0)
            self._next(yaml.DocumentEndEvent)
            if not self.loader.check_event(yaml.StreamEndEvent):
                raise _Refused(
                    self._line(self.loader.peek_event()),
                    say("A second document begins here."),
                    say("Take out the line “---”."),
                )
            return value
        finally:
            self.loader.dispose()

    def _next(self, _expected: type) -> Any:
        return self.loader.get_event()

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first_line

    def _node(self, path: Path, depth: int) -> Any:
        event = self.loader.get_event()
        line = self._line(event)
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise _Refused(
                line,
                say("The file has more than %(most)d parts.", most=MOST_PARTS),
                say("Divide it."),
            )
        if depth > _DEEPEST:
            raise _Refused(
                line,
                say("Lists or keys lie more than %(most)d deep.", most=_DEEPEST),
                say("Check the brackets and the spaces at the beginning of the lines."),
            )
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _Refused(
                line,
                say("A text begins with * or &, which has a meaning of its own in YAML."),
                say("Put the text in quotes; to use one thing twice, write it twice."),
            )
        if event.tag is not None:
            raise _Refused(
                line,
                say("A text begins with !, which has a meaning of its own in YAML."),
                say("Put the text in quotes."),
            )
        self.document.places.setdefault(path, line)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path, depth)
        return self._mapping(path, depth)

    def _scalar(self, event: Any, path: Path, line: int) -> Any:
        self.document.starts[path] = line + 1 if event.style in ("|", ">") else line
        text = str(event.value)
        if event.style is not None and event.style != "":
            return text
        if path and path[-1] in KNOWN:
            return text
        return plain_value(text)

    def _list(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while not self.loader.check_event(yaml.SequenceEndEvent):
            items.append(self._node((*path, len(items)), depth + 1))
        self.loader.get_event()
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not self.loader.check_event(yaml.MappingEndEvent):
            key = self.loader.get_event()
            line = self._line(key)
            if not isinstance(key, yaml.ScalarEvent) or key.anchor or key.tag:
                raise _Refused(
                    line,
                    say("A key is not a plain word."),
                    say("Put texts that begin with [ { * & or ! in quotes."),
                )
            name = str(key.value)
            if name in values:
                self._note(
                    line,
                    say("The key “%(key)s” stands here twice.", key=cut(name, 60)),
                    say(
                        "Keep one; the first is on line %(line)d.",
                        line=self.document.line((*path, name)),
                    ),
                )
                self._node((*path, name), depth + 1)
                continue
            self.document.places[*path, name] = line
            values[name] = self._node((*path, name), depth + 1)
        self.loader.get_event()
        return values

    def _note(self, line: int, what: Said, how: Said) -> None:
        if len(self.document.problems) < _MOST_PROBLEMS:
            self.document.problems.append(Problem(self.document.file, line, what, how))


def plain_value(text: str) -> str | int | float | bool | None:
    """Return what an unquoted word means: a number of at most nine digits, true, false, null, else
    the word itself.
    """
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
