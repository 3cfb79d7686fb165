"""A piece of a text around what was found, cut between syllables, with what was found marked. Pure."""

from array import array
from collections.abc import Sequence

from markupsafe import Markup

from lms.catalog.derived.postings import unpacked
from lms.text.tokens import words

Span = tuple[int, int]
"""From which character, to before which."""

BEFORE, WORDS = 8, 36
"""Words of a snippet before what was found, and in all."""


def title(text: str, marks: Sequence[Span]) -> Markup:
    """Return a title with words marked.

    :param marks: positions of words in the title, and how many.
    """
    found = [(word.start, word.start + word.length) for word in words(text)]
    return marked(text, 0, len(text), _spans(found, marks))


def snippet(text: str, packed_spans: bytes, marks: Sequence[Span]) -> Markup:
    """Return a piece of a text around the first of the places where most of the marks stand, with the marks.

    :param packed_spans: where the words of the text stand, as `postings` packs it.
    :param marks: positions of words in the text, from 0, and how many. None: the text's beginning.
    """
    packed = unpacked(packed_spans)
    if not packed:
        return Markup("")
    spans = _places(packed)
    first = _first(marks, len(spans))
    last = min(first + WORDS, len(spans)) - 1
    start = 0 if first == 0 else spans[first][0]
    end = spans[last][1] if last + 1 < len(spans) else len(text)
    stop = text[end : end + 1] if last + 1 < len(spans) and text[end : end + 1] in "။.!?" else ""
    shown = marked(text, start, end + len(stop), _spans(spans, marks))
    return Markup("{}{}{}").format("… " if start else "", shown, "" if stop or end == len(text) else " …")


def _places(packed: "array[int]") -> list[Span]:
    """Return where each word stands; the gap where a sentence ends, where the word before it ends."""
    spans: list[Span] = []
    for place in packed:
        start = place >> 8
        spans.append((start, start + (place & 255)) if place else (spans[-1][1], spans[-1][1]))
    return spans


def _first(marks: Sequence[Span], count: int) -> int:
    if not marks:
        return 0
    best = max(
        marks, key=lambda mark: (sum(mark[0] <= other < mark[0] + WORDS - BEFORE for other, _ in marks), -mark[0])
    )
    return max(0, min(best[0] - BEFORE, count - WORDS))


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
    """Return a piece of a text, escaped, with a `mark` around each span in it."""
    parts, here = [], start
    for first, last in spans:
        if start <= first and last <= end:
            parts += [Markup("{}").format(text[here:first]), Markup("<mark>{}</mark>").format(text[first:last])]
            here = last
    return Markup("").join([*parts, Markup("{}").format(text[here:end])])
