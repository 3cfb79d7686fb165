"""Words with marks as our Markdown, so that what was a plain sign stays one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

GAP_OPEN, GAP_CLOSE = "\ue010", "\ue011"
"""Around the name of a gap while a text is on its way; in a package it stands in {{ }}."""
BREAK = "\x0b"
"""A line end that the author meant."""

_SIGNS = re.compile(r"[\\*_\[\]]")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_BRACES = re.compile(r"\{(?=\{)")
_GAP = re.compile(f"({GAP_OPEN}[a-z][a-z0-9_-]{{0,59}}{GAP_CLOSE})")
_OPENS = re.compile(r"(?:[-+#>]|!!!)")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])")
_SPACES = re.compile("[ \\t\\n\\r\\f\\xa0]+")
_AROUND_BREAK = re.compile(f" ?{BREAK} ?")


@dataclass(frozen=True)
class Run:
    """Words of one look."""

    words: str
    strong: bool = False
    em: bool = False


def escaped(words: str) -> str:
    """Return words in which no sign has a meaning, wherever in a line they stand; gaps stay."""
    return "".join(piece if odd % 2 else _escaped(piece) for odd, piece in enumerate(_GAP.split(words)))


def _escaped(words: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", _BRACES.sub("{ ", _TAG.sub("< ", words)))


def with_gaps(text: str) -> str:
    """Return a text in which each gap stands as a package writes it."""
    return text.replace(GAP_OPEN, "{{").replace(GAP_CLOSE, "}}")


def gap(name: str) -> str:
    """Return what stands for a gap while its text is on its way."""
    return GAP_OPEN + name + GAP_CLOSE


def line_start(text: str) -> str:
    """Return a line whose first signs do not make a list, heading, quote or box of it."""
    if _OPENS.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text


def inline(runs: Iterable[Run]) -> str:
    """Return runs as one line; breaks in it stay."""
    joined = _joined(runs)
    out, strong = [], list[Run]()
    for run in [*joined, Run("")]:
        if run.strong and run.words:
            strong.append(run)
            continue
        if strong:
            out.append(_marked("".join(_em(each) for each in strong), "**"))
            strong = []
        out.append(_em(run))
    return _AROUND_BREAK.sub(BREAK, "".join(out).strip(f" {BREAK}"))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return the runs with single spaces, neighbours of one look as one."""
    found: list[Run] = []
    spaced = True
    for run in runs:
        words = _SPACES.sub(" ", run.words)
        if spaced:
            words = words.lstrip(" ")
        if not words:
            continue
        spaced = words.endswith((" ", BREAK))
        has_look = bool(words.strip(f" {BREAK}"))
        strong, em = run.strong and has_look, run.em and has_look
        if found and (found[-1].strong, found[-1].em) == (strong, em):
            words = found.pop().words + words
        found.append(Run(words, strong, em))
    return found


def _em(run: Run) -> str:
    words = escaped(run.words)
    return _marked(words, "*") if run.em else words


def _marked(words: str, mark: str) -> str:
    """Return words in marks; spaces and breaks at their ends stay outside, or the marks would not be read."""
    inner = words.strip(f" {BREAK}")
    if not inner:
        return words
    begin = words.index(inner)
    pieces = [f"{mark}{piece.strip()}{mark}" if piece.strip() else piece for piece in inner.split(BREAK)]
    return words[:begin] + BREAK.join(pieces) + words[begin + len(inner) :]
