"""A piece of a text around what was found, cut between syllables, with what was found marked. Pure."""

import re
from array import array
from collections.abc import Sequence

from markupsafe import Markup, escape

from lms.catalog.derived.postings import unpacked
from lms.text.tokens import words

Span = tuple[int, int]
"""From which character, to before which."""

BEFORE, WORDS = 8, 36
"""Words of a snippet before what was found, and in all."""
MOST_MARKS = 200
"""Among which the place is chosen where most of them stand."""
_LINE_END = re.compile(r"(?<![။.!?…:])\n")
_STOPS = ("။", ".", "!", "?")


def title(text: str, marks: Sequence[Span]) -> Markup:
    """Return a title with words marked.

    :param marks: positions of words in the title, and how many.
    """
    if not marks:
        return escape(text)
    found = [(word.start, word.start + word.length) for word in words(text)]
    return marked(text, 0, len(text), _spans(found, marks))


def snippet(text: str, packed_spans: bytes, marks: Sequence[Span]) -> Markup:
    """Return a piece of a text around the first of the places where most of the marks stand, with the marks.

    :param packed_spans: where the words of the text stand, as `postings` packs it.
    :param marks: positions of words in the text, from 0, and how many; without any the text's beginning is shown.
    """
    packed = unpacked(packed_spans, "I")
    if not packed:
        return Markup("")
    first = _first(marks[:MOST_MARKS], packed)
    spans = _places(packed[first : first + WORDS])
    is_last = first + len(spans) == len(packed)
    start = spans[0][0] if first else 0
    end = len(text) if is_last else spans[-1][1]
    stop = text[end : end + 1] if text[end : end + 1] in _STOPS else ""
    here = [(at - first, count) for at, count in marks if first <= at < first + WORDS]
    shown = marked(text, start, end + len(stop), _spans(spans, here))
    return ("… " if start else "") + shown + ("" if stop or end == len(text) else " …")


def _places(packed: "array[int]") -> list[Span]:
    """Return where each word stands; the gap where a sentence ends, where the word before it ends."""
    spans: list[Span] = []
    for place in packed:
        start = place >> 8
        spans.append((start, start + (place & 255)) if place else (spans[-1][1], spans[-1][1]))
    return spans


def _first(marks: Sequence[Span], packed: "array[int]") -> int:
    """Return with which word a snippet begins: a few before what was found, or where its sentence begins."""
    if not marks:
        return 0
    near = {at: sum(at <= other < at + WORDS - BEFORE for other, _ in marks) for at, _ in marks}
    best = max(near, key=lambda at: (near[at], -at))
    first = max(0, min(best - BEFORE, len(packed) - WORDS))
    stops = [at for at in range(first, min(best, len(packed))) if not packed[at]]
    return stops[-1] + 1 if stops else first


def _spans(words_at: Sequence[Span], marks: Sequence[Span]) -> list[Span]:
    """Return what is marked, as ascending spans of characters that do not touch."""
    spans: list[Span] = []
    for at, count in sorted(marks):
        if at + count <= len(words_at):
            start, end = words_at[at][0], words_at[at + count - 1][1]
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
    return spans


def marked(text: str, start: int, end: int, spans: Sequence[Span]) -> Markup:
    """Return a piece of a text on one line, escaped, with a `mark` around each span in it."""
    parts, here = [], start
    for first, last in spans:
        if start <= first and last <= end:
            parts += [_line(text[here:first]), "<mark>", _line(text[first:last]), "</mark>"]
            here = last
    return Markup("".join([*parts, _line(text[here:end])]))  # noqa: S704 - every part of the text was escaped


def _line(text: str) -> str:
    return str(escape(_LINE_END.sub(" · ", text).replace("\n", " ")))
