"""Syllables that a browser would tear apart at the end of a line, kept whole.

Browsers look words up. Burmese that is in their dictionary they break well; in a name, a loan word
or a stack (U+1039) they begin a new line before a killed consonant: ကော|င့်. Text of another
language in Myanmar script they take for Burmese: a third of the breaks in Shan fall inside a
syllable. So in Burmese every syllable that could be torn is kept whole unless it and the one after
it are among the usual ones, and in other languages every syllable is. `i` is `white-space: nowrap`
in the stylesheet: of all markup it takes the fewest bytes. Measured in docs/decisions/line-breaks.md.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from lms import languages
from lms.text.syllables import syllables

_USUAL = Path(__file__).with_name("usual_syllables.txt")

_GAP = "\u200b"
_LETTERS = "\u1000-\u103f\u104c-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u200c\u200d"
_NOT_BURMESE = re.compile("[\u1022\u1028\u1033-\u1035\u105a-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f]")
"""Letters that no Burmese word has: those of Shan, Mon, Karen and their neighbours."""
_CAN_BE_TORN = re.compile("[\u1039\u103a]")
"""Only before a killed or a stacked consonant is there anything to tear; all other signs cling to their letter."""
_RUN = re.compile(f"[{_LETTERS}]+")
_TEXT = re.compile(
    rb">[^<>\xe1\xea]*+[\xe1\xea][^<>]*+"
    rb"(?!</(?:i|title|option|textarea|style|script|text|tspan|desc)>|<tspan)"
)
"""Text with something in it to look at, from the tag before it on. Not what can hold no element, nor what is kept.

All letters of Myanmar script begin with one of two bytes. Others do too, and nothing happens to them.
"""
_ALIKE = 2048
"""So many short texts are remembered: most of a page are the interface's, and stand on it again and again."""
_SHORT_BYTES = 600


def keep(html: str, lang: str) -> str:
    """Return `html` with an element around each syllable that must stay whole; what is kept already stays as it is.

    :param html: every `<` and `>` in it belongs to a tag. Tags and their attributes are left alone.
    :param lang: the language of the words, as far as that is known: words of Shan and its neighbours
        are told by their letters.
    """
    return keep_page(html.encode(), lang).decode()


def keep_page(html: bytes, lang: str) -> bytes:
    """Return the same of a page as it is sent: bytes are searched several times as fast as letters.

    :raises UnicodeDecodeError: it is not UTF-8.
    """
    each = languages.breaks_at_syllables(lang)

    def replace(found: re.Match[bytes]) -> bytes:
        text = found[0]
        return _kept_short(text, each) if len(text) <= _SHORT_BYTES else _kept(text, each)

    # A pattern that begins with one fixed sign is searched for faster than one that may begin where a text does.
    if html.startswith(b"<"):
        return _TEXT.sub(replace, html)  # A page is large, and a copy of it takes longer than one thinks.
    return _TEXT.sub(replace, b">" + html)[1:]


@cache
def usual() -> frozenset[str]:
    """Return the Burmese syllables that browsers keep whole by themselves; `tools/usual_syllables.py` finds them."""
    return frozenset(_USUAL.read_text(encoding="utf-8").split())


def _kept(text: bytes, each: bool) -> bytes:
    return _RUN.sub(
        lambda run: _each(run[0]) if each or _NOT_BURMESE.search(run[0]) else _burmese(run[0]), text.decode()
    ).encode()


_kept_short = lru_cache(_ALIKE)(_kept)


def _burmese(run: str) -> str:
    if not _CAN_BE_TORN.search(run):
        return run
    pieces = [*syllables(run), ""]
    known = usual()
    return "".join(
        f"<i>{piece}</i>"
        if _CAN_BE_TORN.search(piece) and not (piece in known and (after in known or not after))
        else piece
        for piece, after in pairwise(pieces)
    )


def _each(run: str) -> str:
    # Between two elements a browser sees no place to break; the zero-width space gives it one.
    return _GAP.join(f"<i>{syllable}</i>" for syllable in syllables(run))
