"""Where a text may be cut: between syllables in Myanmar script, between words elsewhere.

A syllable begins at a consonant or independent vowel that is neither stacked under the one before
(no virama before it) nor killed (no asat or virama after it, a tone mark may stand between). This
holds for Burmese, Shan, Mon, Karen and their neighbours. Known limit: a Mon word that begins with
a stack (သ္ဂောံ) stays joined to the syllable before it.
"""

import re
import unicodedata

_LETTERS = (
    "\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070"
    "\u1075-\u1081\u108e\ua9e0-\ua9e4\ua9e7-\ua9ef\ua9fa-\ua9fe"
    "\uaa60-\uaa6f\uaa71-\uaa76\uaa7a\uaa7e\uaa7f"
)
_MARKS = (
    "\u102b-\u1038\u103b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d"
    "\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\ua9e5\uaa70\uaa7b-\uaa7d\u200c\u200d"
)
_WORD_SIGNS = "\u104c-\u104f"
_IN_MYANMAR = (
    f"(?<=[{_LETTERS}{_MARKS}\u103a{_WORD_SIGNS}])"
    f"(?=[{_LETTERS}{_WORD_SIGNS}](?![\u1037\u1087-\u108d\u1038]?[\u103a\u1039]))"
)
_AFTER_SPACE = r"(?<=\s)(?=\S)"
_AFTER_STOP = f"(?<=[၊။])(?=[{_LETTERS}{_WORD_SIGNS}])"
_BREAK = re.compile(f"{_IN_MYANMAR}|{_AFTER_SPACE}|{_AFTER_STOP}")
_FARTHEST_LOOK = 3
"""How many characters behind a break decide whether it is one."""
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def syllables(text: str) -> list[str]:
    """Cut a text into pieces that a line break may stand between.

    :param text: NFC, in any language of Myanmar or in English.
    :returns: the pieces, each with the punctuation and space that follow it; joined they are the
        text. A piece is a syllable in Myanmar script and a word in other scripts.
    """
    return [piece for piece in _BREAK.split(text) if piece]


def cut(text: str, limit: int, ellipsis: str = "…") -> str:
    """Shorten a text to at most `limit` characters, between syllables or words.

    :returns: the text itself where it fits, else its beginning with `ellipsis` behind it. A first
        piece that is too long by itself is cut between letters.
    :raises ValueError: the ellipsis alone is longer than `limit`.
    """
    if len(text) <= limit:
        return text
    room = limit - len(ellipsis)
    if room < 0:
        raise ValueError("limit is shorter than the ellipsis")
    kept = 0
    for piece in syllables(text[: room + _FARTHEST_LOOK]):
        if kept + len(piece.rstrip()) > room:
            break
        kept += len(piece)
    shortened = text[: min(kept, room)] if kept else _between_letters(text, room)
    return shortened.rstrip() + ellipsis


def initials(text: str, count: int = 2) -> str:
    """Return the first letter of each of the first `count` words: "QR", "ငမ"; signs left out."""
    found = (_LETTER_OR_DIGIT.search(word) for word in text.split())
    return "".join(match[0].upper() for match in found if match)[:count]


def _between_letters(text: str, room: int) -> str:
    while room and unicodedata.category(text[room]).startswith("M"):
        room -= 1
    return text[:room]
