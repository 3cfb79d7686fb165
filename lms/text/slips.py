"""Slips of typing: what a misspelt word and the word that was meant have in common.

**In Myanmar script** a word is its letters with their vowels and medials. Forgiven are a killer (asat) or stack sign
left out or put in, a tone mark left out, the long vowel for the short (ူ ု, ီ ိ), one medial for the other (ျ ြ), the
small circle for a killed န or မ, letters told apart by spelling alone (ဥ ဉ ည, ဏ န, ဋ တ, ဌ ထ, ဍ ဒ, ဎ ဓ, ဠ လ).

**In English** a letter too many, too few, another, or two that changed places; two such slips in a long word.
"""

import re

from lms.text.tokens import signs_of

_DROPPED = str.maketrans(dict.fromkeys("\u1037\u1038\u1039\u103a\u1087\u1088\u1089\u108a\u108b\u108c\u108d"))
_ONE_FOR_ALL = str.maketrans(
    {
        "ူ": "ု",
        "ီ": "ိ",
        "ြ": "ျ",
        "ါ": "ာ",
        "ဉ": "ဥ",
        "ည": "ဥ",
        "ဦ": "ဥ",
        "ဣ": "အ",
        "ဏ": "န",
        "ဋ": "တ",
        "ဌ": "ထ",
        "ဍ": "ဒ",
        "ဎ": "ဓ",
        "ဠ": "လ",
        "ံ": "န",
        "ဿ": "သ",
    }
)
_KILLED_MA = re.compile("မ\u1037?(?=[\u1039\u103a])")
_UNIT = re.compile(
    "[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u106e-\u1070\u1075-\u1081\u108e][^\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u106e-\u1070\u1075-\u1081\u108e]*"
)

FEWEST_UNITS = 2
"""Letters of a word in which slips are forgiven: shorter ones are too much like others."""
FEWEST_LETTERS = 4
LONG_WORD = 8
"""Letters of an English word in which two slips are forgiven."""


def units(token: str) -> list[str]:
    """Return the letters of a syllable, each with its vowels, as slips leave them; none where it is no syllable."""
    signs = _KILLED_MA.sub("န", signs_of(token))
    return _UNIT.findall(signs.translate(_DROPPED).translate(_ONE_FOR_ALL))


def is_near(typed: str, word: str, most: int) -> bool:
    """Tell whether at most `most` slips lead from one English word to the other.

    Source: optimal string alignment, the restricted form of F. J. Damerau's distance.
    """
    if abs(len(typed) - len(word)) > most:
        return False
    before: list[int] = []
    last = list(range(len(word) + 1))
    for row, letter in enumerate(typed, 1):
        here = [row]
        for column, other in enumerate(word, 1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == word[column - 2] and typed[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > most:
            return False
        before, last = last, here
    return last[-1] <= most
