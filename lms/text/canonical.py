"""Text identity, and tidy text.

Two strings are the same handle, code or passphrase when `canonical` gives the same for both. Keys
and hashes made from it are stored with its version, for a hash cannot be made again: version 1
must never change.
"""

import re
from typing import Literal
from unicodedata import combining, normalize

from lms.text.marks import mend_order, settle_order

CANONICAL_VERSION = 1

Digits = Literal["latn", "mymr", "shan"]

_DIGITS: dict[str, str] = {"latn": "0123456789", "mymr": "၀၁၂၃၄၅၆၇၈၉", "shan": "႐႑႒႓႔႕႖႗႘႙"}
_TO_DIGITS = {
    name: str.maketrans({sign: target[int(sign)] for digits in _DIGITS.values() for sign in digits})
    for name, target in _DIGITS.items()
}

# Written out rather than asked of the Unicode tables, which grow with each release of Python.
_SPACES = re.compile("[\t-\r\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_FORMATTING = (
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Soft hyphen, zero-width space, word joiner, byte order mark, direction controls, tags."""
_JOINING = "\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f"
"""Joiners and variation selectors: unseen, but scripts and emoji are shaped by them."""

_UNSEEN = re.compile(f"[{_CONTROLS}{_FORMATTING}{_JOINING}]")
_UNWANTED = re.compile(f"[{_CONTROLS}{_FORMATTING}]")
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_QUOTES_AND_HYPHENS = str.maketrans("‘’‐‑", "''--")  # Phones turn ' into ’ while one types.

_MOST_MARKS = 30
_PILE = re.compile(rf"[^\w\s!-~]{{{_MOST_MARKS + 1},}}")


def canonical(text: str, *, fold: bool = True) -> str:
    """Return the identity, version 1, of a handle, a code or (with fold=False) a passphrase.

    NFC, one order of Myanmar signs, Burmese and Shan digits as ASCII, unseen characters removed,
    typographic apostrophe and hyphen as ASCII, runs of white space as one space and none at the
    ends, case folded unless fold=False. Letters and digits are never lost, and the result has
    itself as its result. It is a key, not a text to show. Time grows with the length, no faster.
    """
    text = _UNSEEN.sub("", text).translate(_QUOTES_AND_HYPHENS)
    text = settle_order(_composed(text, fold=fold)).translate(_TO_DIGITS["latn"])
    return _SPACES.sub(" ", text).strip(" ")


def tidy(text: str) -> str:
    """Return ordinary text as it is stored: what was typed, without accidents.

    NFC, Myanmar signs in the order of the standard, each line end as one newline; without control
    characters (but newline and tab), zero-width spaces, word joiners, byte order marks, soft
    hyphens and direction controls.
    """
    return mend_order(_composed(without_unseen(text), fold=False))


def without_unseen(text: str) -> str:
    """Return a text with each line end as one newline, without controls, zero-width spaces and their like."""
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))


def without_controls(text: str) -> str:
    """Return the text without signs that no page may hold: NUL, escape and their like; line ends and tabs stay.

    Source: the HTML standard, 13.2.3.5, control characters in the input stream.
    """
    return _STEERING.sub("", text)


def digits_to_ascii(text: str) -> str:
    """Return the text with Burmese and Shan digits as 0–9."""
    return digits_for(text, "latn")


def digits_for(text: str, digits: Digits) -> str:
    """Return the text with all Latin, Burmese and Shan digits as digits of one kind."""
    return text.translate(_TO_DIGITS[digits])


def _composed(text: str, *, fold: bool) -> str:
    # Case is folded between decomposing and composing: Unicode Standard 3.13, definition D145.
    text = _without_piles(normalize("NFD", _without_piles(text)))
    return normalize("NFC", text.casefold() if fold else text)


def _without_piles(text: str) -> str:
    """Cut piles of marks on one letter after the thirtieth.

    Normalizing takes quadratic time in the height of a pile (100,000 marks: eight seconds), and no
    language needs as many: Unicode Annex 15, section 13, stream-safe text.
    """
    return _PILE.sub(_cut_pile, text)


def _cut_pile(match: re.Match[str]) -> str:
    kept, height = [], 0
    for sign in match[0]:
        height = height + 1 if combining(sign) else 0
        if height <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
