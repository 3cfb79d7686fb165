"""What a piece of a page may hold, judged on the finished text by a grammar of its own and by a parser."""

import re
from html.parser import HTMLParser

from lms.catalog.svg_allowed import ELEMENTS

_PAGE = {
    "p": {"class"},
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "blockquote": {"class"},
    "footer": set(),
    "hr": set(),
    "br": set(),
    "em": set(),
    "strong": set(),
    "sup": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"align"},
    "td": {"align"},
    "a": {"class", "href"},
    "span": {"class"},
    "i": set(),
    "aside": {"class"},
    "figure": {"class"},
    "figcaption": set(),
    "details": set(),
    "summary": set(),
    "audio": {"controls", "preload", "src"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "form": set(),
}
_DRAWING = {name: {*attributes, "role", "aria-label"} for name, attributes in ELEMENTS.items()}
ALLOWED: dict[str, set[str]] = {**_DRAWING, **_PAGE}
_CLASSES = {"t", "s", "law", "audio", "admonition", "note", "warning", "example", "admonition-title"}
_LOCAL = re.compile(r"#[ts]-[a-z0-9-]+|/m/[a-z0-9]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)(/?)>")
_VOID = {"hr", "br", "img"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name.lower() for name in next(each for key, each in ALLOWED.items() if key.lower() == tag)}
        for name, value in attrs:
            assert name in names, f"{tag} has {name}"
            assert not name.startswith("on")
            if name in ("href", "src"):
                assert _LOCAL.fullmatch(value or ""), f"{name} leads to {value}"
            elif name == "class":
                assert set((value or "").split()) <= _CLASSES, f"class {value}"
            elif name not in ("alt", "aria-label"):
                assert ":" not in (value or ""), f"{name} is {value}"
                assert "//" not in (value or ""), f"{name} is {value}"
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def assert_safe(html: str, made_from: str) -> None:
    """Fail unless `html` is well nested and holds nothing but what is listed here.

    The first look is at the bytes: every `<` and `>` belongs to a tag that is listed, whatever a parser would make of
    it. The second is a parser's, which undoes entities before it looks at values.
    """
    rest = _TAG.sub("", html)
    assert "<" not in rest, (made_from, html)
    assert ">" not in rest, (made_from, html)
    for _, name, _, _ in _TAG.findall(html):
        assert name in ALLOWED, (made_from, html)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [], (made_from, html)
