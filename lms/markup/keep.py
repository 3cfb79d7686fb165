"""Syllables that a browser would tear apart at the end of a line, kept whole.

Browsers break Burmese well but for stacks (U+1039), and other languages in Myanmar script badly: a
third of the breaks in Shan fall inside a syllable. So stacks are kept whole in every language, and
every syllable in those others. Measured on Chromium and Firefox; `.k` is `white-space: nowrap` in
the stylesheet.
"""

import re

from lms.text.syllables import syllables

EACH_SYLLABLE = frozenset({"shn", "mnw", "ksw", "pwo", "kjp", "kyu", "blk", "rki"})
"""Languages in Myanmar script for which browsers have no rules of their own."""

_STACK = "\u1039"
_GAP = "\u200b"
_RUN = re.compile("[\u1000-\u103f\u104c-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u200c\u200d]+")
_PIECE = re.compile(r"(<[^<>]*>)")


def keep(html: str, lang: str) -> str:
    """Return `html` with a span around each syllable that must stay whole.

    :param html: sanitised: every `<` and `>` in it belongs to a tag. Tags and their attributes are
        left alone.
    """
    whole = lang in EACH_SYLLABLE
    if not whole and _STACK not in html:
        return html
    pieces = _PIECE.split(html)
    pieces[::2] = [_RUN.sub(_each if whole else _stacks, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _span(syllable: str) -> str:
    return f'<span class="k">{syllable}</span>'


def _stacks(run: re.Match[str]) -> str:
    if _STACK not in run.group():
        return run.group()
    return "".join(_span(each) if _STACK in each else each for each in syllables(run.group()))


def _each(run: re.Match[str]) -> str:
    # Between two spans a browser sees no place to break; the zero-width space gives it one.
    return _GAP.join(_span(each) for each in syllables(run.group()))
