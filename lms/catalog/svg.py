"""A diagram rebuilt from what is allowed in it, for one language at a time.

Nothing of the file itself reaches a page: it is read by expat with no document type, so with no
entities, and written anew from elements and attributes named here whose values have the shape named
here. What is not named is a problem.
"""

import hashlib
from collections.abc import Iterable
from typing import Any
from xml.parsers import expat

from lms.catalog.drawing import Drawing, Element
from lms.catalog.svg_allowed import ELEMENTS, POINTS_TO, RULES, WITH_WORDS
from lms.said import Said, say
from lms.text.syllables import cut

MOST_BYTES = 8 * 1024
_MOST_ELEMENTS = 400
_MOST_TROUBLES = 20
_DEEPEST = 10
_SVG = "http://www.w3.org/2000/svg"
_MOST_WORDS = 400

Trouble = tuple[int, Said, Said]


def read_svg(data: bytes) -> tuple[Drawing | None, list[Trouble]]:
    """Return the drawing in a file, and what is wrong: line, what, how. Where something is wrong
    there is no drawing.
    """
    if len(data) > MOST_BYTES:
        return None, [
            (
                1,
                say("The drawing is larger than %(most)d KB.", most=MOST_BYTES // 1024),
                say("Make its lines simpler; two decimals are enough."),
            )
        ]
    reader = _Reader()
    try:
        # expat would follow a byte order mark into UTF-16.
        reader.parser.Parse(data.decode("utf-8"), True)
    except (expat.ExpatError, UnicodeDecodeError) as error:
        reader.troubles.append(
            (
                getattr(error, "lineno", 1),
                say("The drawing can't be read as SVG."),
                say("Save it again, as plain SVG in UTF-8."),
            )
        )
    except _Stop:
        pass
    if reader.troubles or reader.root is None:
        return None, reader.troubles
    drawing = Drawing(reader.root, f"v{hashlib.sha256(data).hexdigest()[:6]}")
    troubles = list(_loose_ends(drawing.root))
    return (None, troubles) if troubles else (drawing, [])


class _Stop(Exception):
    pass


class _Reader:
    """Builds the tree of allowed elements while expat reads, and notes everything else with its
    line.
    """

    def __init__(self) -> None:
        self.root: Element | None = None
        self.troubles: list[Trouble] = []
        self.open: list[Element | None] = []
        self.count = 0
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._forbidden
        self.parser.EntityDeclHandler = self._forbidden
        self.parser.ProcessingInstructionHandler = self._forbidden

    def _note(self, what: Said, how: Said) -> None:
        self.troubles.append((self.parser.CurrentLineNumber, what, how))
        if len(self.troubles) >= _MOST_TROUBLES:
            raise _Stop

    def _forbidden(self, *_parts: Any) -> None:
        self._note(
            say("A document type, entity or instruction stands here."),
            say("Take out the lines that begin with <! or <?."),
        )
        raise _Stop

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        space, _, name = full_name.rpartition(" ")
        self.count += 1
        if self.count > _MOST_ELEMENTS or len(self.open) >= _DEEPEST:
            self._note(
                say("The drawing has too many parts, or they lie too deep."),
                say("At most %(most)d elements, %(deep)d deep.", most=_MOST_ELEMENTS, deep=_DEEPEST),
            )
            raise _Stop
        parent = self.open[-1] if self.open else None
        if space != _SVG or name not in ELEMENTS or (name == "svg") != (not self.open):
            if parent is not None or not self.open:
                self._note(
                    say("The element <%(name)s> is not allowed in a drawing.", name=cut(name, 40)),
                    say("Allowed are: %(known)s.", known=" ".join(ELEMENTS)),
                )
            self.open.append(None)
            return
        if self.open and parent is None:
            self.open.append(None)
            return
        element = Element(name, self._attributes(name, attributes), self.parser.CurrentLineNumber)
        if parent is None:
            self.root = element
        else:
            parent.inside.append(element)
        self.open.append(element)

    def _attributes(self, element: str, given: dict[str, str]) -> dict[str, str]:
        kept = {}
        for full_name, value in given.items():
            name = full_name.rpartition(" ")[2]
            if " " in full_name or name not in ELEMENTS[element]:
                self._note(
                    say("<%(element)s> can't have “%(name)s”.", element=element, name=cut(name, 40)),
                    say("Take it out; colours and sizes stand in fill, stroke, stroke-width and font-size."),
                )
            elif not RULES[name].fullmatch(value.strip()):
                self._note(
                    say("“%(name)s” can't be “%(value)s”.", name=name, value=cut(value, 40)),
                    say("Write a plain number, a colour, or a reference inside the drawing such as url(#name)."),
                )
            else:
                kept[name] = value.strip()
        return kept

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _words(self, words: str) -> None:
        element = self.open[-1] if self.open else None
        if element is None:
            return
        if element.name in WITH_WORDS:
            element.inside.append(words)
        elif words.strip():
            self._note(say("Words stand outside of <text>."), say('Put them into <text lang="…">.'))


def _loose_ends(root: Element) -> Iterable[Trouble]:
    """Yield what can be seen only when all was read: ids, references, words without a language."""
    ids: dict[str, Element] = {}
    for element in root.walk():
        name = element.attributes.get("id")
        if name in ids:
            yield (
                element.line,
                say("Two elements have the id “%(id)s”.", id=name),
                say("Give one another id."),
            )
        elif name is not None:
            ids[name] = element
    if "viewBox" not in root.attributes:
        yield (
            root.line,
            say("<svg> has no viewBox."),
            say('Add one, such as viewBox="0 0 320 200".'),
        )
    for marker in (each for each in root.walk() if each.name == "marker"):
        if any("url(" in value for each in marker.walk() for value in each.attributes.values()):
            # Markers and paints that name each other could be unfolded without end.
            yield (
                marker.line,
                say("A marker refers to something else."),
                say("Give it a plain colour."),
            )
    for element in root.walk():
        for value in element.attributes.values():
            pointed = POINTS_TO.fullmatch(value)
            if pointed and pointed[1] not in ids:
                yield (
                    element.line,
                    say("There is no element with the id “%(id)s”.", id=pointed[1]),
                    say("Give the gradient or marker that id."),
                )
    yield from _words_without_language(root, spoken=False)


def _words_without_language(element: Element, *, spoken: bool) -> Iterable[Trouble]:
    spoken = spoken or "lang" in element.attributes
    own = "".join(each for each in element.inside if isinstance(each, str))
    if len(own) > _MOST_WORDS:
        yield element.line, say("A label is too long."), say("Put the text into the lesson.")
    if not spoken and (element.name in ("title", "desc") or any(sign.isalpha() for sign in own)):
        yield (
            element.line,
            say("These words have no language: “%(words)s”.", words=cut(element.words, 40)),
            say(
                'Write <%(name)s lang="en">, and one more for each other language.',
                name=element.name,
            ),
        )
    for each in element.inside:
        if isinstance(each, Element):
            yield from _words_without_language(each, spoken=spoken)
