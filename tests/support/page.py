"""A page as a test sees it: its text, and what was said beside it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Element:
    """One element: its name, attributes, and the words right inside it."""

    name: str
    attributes: dict[str, str]
    inside: tuple["Element", ...]
    """The elements that it lies in, the outermost first."""
    words: str = ""

    def get(self, name: str) -> str:
        """Return an attribute; empty where it is not there."""
        return self.attributes.get(name, "")

    def lies_in(self, name: str) -> bool:
        """Tell whether an element of this name is around it."""
        return any(outer.name == name for outer in self.inside)

    def __str__(self) -> str:
        """Return its tag, for messages."""
        said = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.name}{said}>"


@dataclass
class _Reader(HTMLParser):
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)
    doctype: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "i":  # It only keeps a syllable whole.
            return
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while tag != "i" and self.open and self.open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].words += data


class Page(str):
    """The text of an answer, with its `status`, `headers`, `path`, and, for a page, its `elements`."""

    __slots__ = ("doctype", "elements", "headers", "path", "size_bytes", "status")

    status: int
    headers: dict[str, str]
    path: str
    size_bytes: int
    """What went over the wire: packed body and headers."""
    elements: list[Element]
    doctype: str

    @classmethod
    def read(cls, text: str, *, status: int, headers: dict[str, str], path: str, size_bytes: int) -> "Page":
        """Return an answer, read."""
        page = cls(text)
        page.status, page.headers, page.path, page.size_bytes = status, headers, path, size_bytes
        reader = _Reader()
        if page.is_html:
            reader.feed(text)
        page.elements, page.doctype = reader.elements, reader.doctype
        return page

    @property
    def is_html(self) -> bool:
        """Tell whether it is a page for people."""
        return self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def location(self) -> str:
        """Return where a redirect leads."""
        return self.headers.get("Location", "")

    def all(self, *names: str) -> list[Element]:
        """Return the elements of these names, in order."""
        return [element for element in self.elements if element.name in names]

    def words_of(self, name: str) -> str:
        """Return the words of the first element of a name, with those inside it."""
        first = next(element for element in self.elements if element.name == name)
        return "".join(e.words for e in self.elements if e is first or first in e.inside).strip()

    def fields(self, action: str = "") -> dict[str, str]:
        """Return what the first form whose action ends so would send if nothing were typed."""
        form = next(e for e in self.all("form") if e.get("action").endswith(action) and e.get("class") != "leave")
        return {
            e.get("name"): e.get("value")
            for e in self.all("input")
            if form in e.inside
            and e.get("name")
            and (e.get("type") not in {"radio", "checkbox"} or "checked" in e.attributes)
        }
