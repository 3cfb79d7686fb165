"""Texts as the words that a search compares: syllables in Myanmar script, words elsewhere.

A token is ASCII, so that every database orders and compares it alike: `m…` a syllable, two signs for each of its code
points; `w…` a word in Latin letters without its ending; `n…` a number; `x…` anything else. Two spellings that a reader
cannot tell apart have one token: digits of every script, `၀` typed for `ဝ`, ဥ် for ဉ်, စျ for ဈ, သြ for ဩ.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, digit, normalize

from lms.text.marks import settle_order
from lms.text.stem import stem
from lms.text.syllables import syllables

VERSION = 1
"""Raised with every change that gives a text other tokens: what was made with another version is made again."""


class Word(NamedTuple):
    """A word of a text.

    :param start: where it begins in the text, as a number of characters.
    :param after_stop: a sentence or paragraph ended since the word before, so that no phrase spans the two.
    """

    token: str
    start: int
    length: int
    after_stop: bool


_MYANMAR = "\u1000-\u103f\u104c-\u108f\u109a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"
_DIGITS = "0-9\u1040-\u1049\u1090-\u1099\ua9f0-\ua9f9"
_WORD = re.compile(
    f"(?P<m>[{_MYANMAR}\u200c\u200d]+)|(?P<n>[{_DIGITS}]+)"
    "|[\ua90a-\ua92d]+"
    "|(?:non-)?(?:[^\\W\\d_]|[\u0300-\u036f])(?:[^\\W\\d_]|[\u0300-\u036f]|['’](?=[^\\W\\d_]))*",
    re.IGNORECASE,
)
_STOP = re.compile("[။.!?…:;|\n]")
_VIRAMA = "\u1039"
_UNDER = re.compile("(?<=\u1039)")
_MORE_OF_A_STACK = re.compile("(?<=[\u103a\u1036-\u1038])(?=[\u1000-\u102a\u103f\u105a-\u105d\u1075-\u1081]\u1039)")
"""A letter that begins a stack begins a syllable where the one before is closed: Mon writes so."""

_ZERO_FOR_WA = re.compile(
    "(?<![၀-၉])၀(?=[\u102b-\u103e]|[\u1000-\u1021]\u1037?[\u103a\u1039])|(?<=[\u1000-\u103e])၀(?![၀-၉])"
)
_SEVEN_FOR_RA = re.compile("၇(?=[\u102b-\u103e])")
_WA_FOR_ZERO = re.compile("(?<=[၀-၉])ဝ(?=[၀-၉])")

_SEEN_ALIKE = (
    ("ဥ\u103a", "ဉ\u103a"),
    ("ဦ", "ဦ"),
    ("စျ", "ဈ"),
    ("ဪ", "သြော\u103a"),
    ("ဩ", "သြ"),
    ("\u200c", ""),
    ("\u200d", ""),
)

_ALPHABET = "0123456789bcfghjkpqvx"
_BLOCKS = (*range(0x1000, 0x10A0), *range(0xA9E0, 0xAA00), *range(0xAA60, 0xAA80))
_PAIR = {chr(point): _ALPHABET[n // 21] + _ALPHABET[n % 21] for n, point in enumerate(_BLOCKS)}
_SIGN = {pair: sign for sign, pair in _PAIR.items()}

_MOST_SIGNS = 24
_MOST_LETTERS = 40
_LONGEST_PIECE = 400
"""Of a piece without a space; longer ones are no words that anybody types."""


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in their order.

    :param text: as it is stored: NFC, without unseen characters.
    """
    mended = _ZERO_FOR_WA.sub("ဝ", _SEVEN_FOR_RA.sub("ရ", _WA_FOR_ZERO.sub("၀", text)))
    here, stopped = 0, False
    for piece in syllables(mended):
        found, stops_before, stops_after = _piece(piece) if len(piece) <= _LONGEST_PIECE else _said(piece)
        stopped = stopped or stops_before
        for token, start, length in found:
            yield Word(token, here + start, length, stopped)
            stopped = False
        stopped = stopped or stops_after
        here += len(piece)


@lru_cache(maxsize=20_000)
def _piece(piece: str) -> tuple[tuple[tuple[str, int, int], ...], bool, bool]:
    return _said(piece)


def _said(piece: str) -> tuple[tuple[tuple[str, int, int], ...], bool, bool]:
    """Return the tokens of a piece with their places, and whether a sentence ends before or after them."""
    found = tuple(_tokens(piece))
    if not found:
        return found, bool(_STOP.search(piece)), False
    begin, end = found[0][1], found[-1][1] + found[-1][2]
    return found, bool(_STOP.search(piece, 0, begin)), bool(_STOP.search(piece, end))


def _tokens(piece: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(piece):
        if match["m"]:
            yield from _syllable(match["m"], match.start())
        else:
            yield _plain(match), match.start(), len(match[0])


def _syllable(run: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield a syllable; one with a stack in it as its parts, for some write the two letters beside each other."""
    at = 0
    for part in (part for half in _MORE_OF_A_STACK.split(run) for part in _UNDER.split(half) if part):
        above = run[at - 1] if at and run[at - 1] == _VIRAMA else ""
        yield syllable_token(above + part), start + at, len(part)
        at += len(part)


def syllable_token(syllable: str) -> str:
    """Return the token of a syllable in Myanmar script."""
    settled = settle_order(normalize("NFC", syllable))
    for seen, one in _SEEN_ALIKE:
        settled = settled.replace(seen, one)
    return "m" + "".join(_PAIR.get(sign, "") for sign in settled[:_MOST_SIGNS])


def _plain(match: re.Match[str]) -> str:
    said = match[0]
    if match["n"]:
        return "n" + "".join(str(digit(sign)) for sign in said)[:_MOST_LETTERS].lstrip("0").rjust(1, "0")
    letters = re.sub(r"['’]s?$|['’-]", "", said.casefold().removesuffix("'s").removesuffix("’s"))
    bare = "".join(sign for sign in normalize("NFKD", letters) if not combining(sign))
    if bare.isascii() and bare.isalpha():
        return "w" + stem(bare)[:_MOST_LETTERS]
    return "x" + letters.encode("utf-8", "replace").hex()[:_MOST_LETTERS]


def signs_of(token: str) -> str:
    """Return the signs of a syllable from its token; nothing where it is no syllable."""
    if not token.startswith("m"):
        return ""
    return "".join(_SIGN[token[at : at + 2]] for at in range(1, len(token), 2))
