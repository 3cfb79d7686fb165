"""Strings that would run a script or fetch something if they reached a page as they are: made, not collected.

Every combination of an element that does something with a place that does it, in several spellings; the same few
thousand each time, so that a browser test and a test of strings speak of the same.
"""

import html
import itertools
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

MARK = "pwned"
"""What a payload calls: a browser test looks for `window.pwned`."""
OUTSIDE = "outside.invalid"
"""The host a payload fetches from: a browser test sees that nobody asks for it."""

_ELEMENTS = (
    "script", "img", "svg", "a", "iframe", "object", "embed", "video", "audio", "source", "details", "body", "input",
    "form", "button", "select", "textarea", "style", "link", "meta", "base", "math", "marquee", "table", "div", "span",
    "p", "li", "em", "x-y", "template", "noscript", "title", "frameset", "animate", "use", "foreignObject",
)  # fmt: skip
_HANDLERS = ("onerror", "onload", "onclick", "onfocus", "ontoggle", "onbegin", "onmouseover", "onanimationstart")
_RUNS = (f"window.{MARK}=1", f"parent.{MARK}=1", f"window['{MARK}']=1")
_ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "srcdoc", "poster", "background", "srcset")
_SCHEMES = (
    f"javascript:window.{MARK}=1",
    f"JaVaScRiPt:window.{MARK}=1",
    f" java\tscript:window.{MARK}=1",
    f"java\nscript:window.{MARK}=1",
    f"&#106;avascript:window.{MARK}=1",
    f"&#x6A;avascript&colon;window.{MARK}=1",
    f"vbscript:{MARK}",
    f"data:text/html,<script>window.{MARK}=1</script>",
    f"https://{OUTSIDE}/a",
    f"//{OUTSIDE}/a",
    f"\\\\{OUTSIDE}\\a",
    f"http:{OUTSIDE}",
)
_QUOTES = ('"', "'", "")
_OUT_OF = ("", '">', "'>", "</p>", "-->", "]]>", "</title>", "</style>", "</script>", "</textarea>", "*/", "`", "\\")


def _in_elements() -> Iterator[str]:
    for element, handler, sign in itertools.product(_ELEMENTS, _HANDLERS, _QUOTES):
        yield f"<{element} {handler}={sign}{_RUNS[0]}{sign}>"
    for element, address, scheme in itertools.product(
        ("a", "img", "iframe", "form", "svg", "use"), _ADDRESSES, _SCHEMES
    ):
        yield f'<{element} {address}="{scheme}">x</{element}>'
    for element, run in itertools.product(_ELEMENTS, _RUNS):
        yield f"<{element}>{run}</{element}>"


def _in_markdown() -> Iterator[str]:
    for scheme in _SCHEMES:
        yield f"[x]({scheme})"
        yield f"[x](<{scheme}>)"
        yield f"![x]({scheme})"
        yield f'![x]({scheme} "{scheme}")'
        yield f"<{scheme}>"
        yield f"[x][y]\n\n[y]: {scheme}"
        yield f"[x]\n\n[x]: <{scheme}> 'x'"
        yield f"[[x|{scheme}]]"
        yield f"[[{scheme}]]"
        yield f"[@{scheme}]"
        yield f'!!! note "{scheme}"\n    {scheme}'
        yield f'!!! audio {scheme} "x"\n    {scheme}'
        yield f"!!! law {scheme}\n    {scheme}"
        yield f"!!! check {scheme}"
        yield f"| a |\n|:{scheme}-:|\n| {scheme} |"
        yield f"1. {scheme}\n    - <b {scheme}"
        yield f"**{scheme}** _{scheme}_ `{scheme}` ~~{scheme}~~"
        yield f"&lt;a href={scheme}&gt;"


def _broken_out(payload: str) -> Iterator[str]:
    for out in _OUT_OF:
        yield f"{out}{payload}"
    yield f"[[{payload}]]"
    yield f"[[x|{payload}]]"
    yield f"**{payload}**"
    yield f'![{payload}](two-rules.svg "{payload}")'
    yield f'!!! note "{payload}"\n    {payload}'
    yield f"!!! law known\n    {payload}"
    yield f"> {payload}"
    yield f"- {payload}"
    yield f"| {payload} |\n|---|\n| {payload} |"
    yield f"\ue0000\ue001{payload}\ue0001\ue001"
    yield f"\x02klzzwxh:0000\x03{payload}"
    yield f"က္{payload}\u1039"
    yield f"<<{payload}"
    yield f"{payload}<!--"
    yield payload.replace("<", "\\<").replace("[", "\\[")
    yield payload.replace("<", "&lt;").replace(">", "&gt;")
    yield html.escape(html.escape(payload))
    yield quote(payload)
    yield payload.replace("<", "＜").replace(">", "＞")
    yield payload.replace("script", "scr\u200bipt")
    yield payload.replace(" ", "/").replace("=", " = ")
    yield payload.replace(" ", "\x0c").replace(">", "\x00>")
    yield payload.upper()
    yield payload[:-1]


@cache
def payloads() -> tuple[str, ...]:
    """Return every payload once, in the same order each time: about four thousand."""
    simple = [*_in_elements(), *_in_markdown()]
    turned = itertools.chain.from_iterable(_broken_out(payload) for payload in simple[::17])
    return tuple(dict.fromkeys([*simple, *turned]))
