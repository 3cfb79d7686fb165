"""Handles: names that say nothing of who a person is.

The server offers some ("quiet river 42"); people may write their own, but no phone number and no
e-mail address, for trainers and staff see handles.
"""

import random
import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from unicodedata import bidirectional, category, name

from lms.text.canonical import Digits, canonical, digits_for, tidy

SHORTEST, LONGEST = 2, 40
"""Characters of a handle, counted in its canonical form."""

_LONGEST_TYPED = 400
_WORDS = Path(__file__).with_name("words")
_DIGITS: dict[str, Digits] = {"en": "latn", "my": "mymr"}
OFFERED_IN = tuple(_DIGITS)
"""The languages that have words for handles."""

_DIRECTION_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PHONE = re.compile(r"[0-9](?:[ '-]*[0-9]){6}")
_EMAIL = re.compile(r"\S\s*@\s*\S|\b(?:g-?mail|yahoo|hotmail|icloud|protonmail)\b")
_UNEVEN_SPACE = re.compile(r"[\t-\r]|\s\s")

_MYANMAR = ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xA900, 0xA92F))
"""The Myanmar blocks, and Kayah Li."""
_WORD = r"(?:la{0,2}|ms{0,8}|[0'-])+"
_WELL_FORMED = re.compile(f"{_WORD}(?: {_WORD})*")


class HandleProblem(StrEnum):
    """Why a text can't be a handle."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    BEGINS_WITH_FORMULA = "begins_with_formula"
    NOTHING_TO_READ = "nothing_to_read"
    MIXED_DIRECTIONS = "mixed_directions"
    LOOKS_LIKE_PHONE = "looks_like_phone"
    LOOKS_LIKE_EMAIL = "looks_like_email"
    CHARACTER_NOT_ALLOWED = "character_not_allowed"


def offer(lang: str, rng: random.Random, count: int = 4) -> list[str]:
    """Return `count` handles to choose from, no two of which share a word.

    :param lang: "en" or "my".
    :param rng: random.SystemRandom() but in tests.
    :raises ValueError: there are no words in this language, or fewer than `count`.
    """
    if lang not in _DIGITS:
        raise ValueError(f"no handle words in {lang!r}")
    adjectives, nouns = _words(lang)
    pairs = zip(rng.sample(adjectives, count), rng.sample(nouns, count), strict=True)
    return [digits_for(f"{adjective} {noun} {rng.randrange(10, 100)}", _DIGITS[lang]) for adjective, noun in pairs]


def handle_problem(text: str) -> HandleProblem | None:
    """Tell why `text` can't be a handle; None where it can.

    Allowed are letters of the Myanmar, Kayah Li and Latin scripts, digits, hyphen, apostrophe, and
    single spaces between words. Unseen characters (ZWSP) count as absent.
    """
    if len(text) > _LONGEST_TYPED:
        return HandleProblem.TOO_LONG
    handle = canonical(text)
    if text.strip() and not any(category(sign)[0] in "LN" for sign in handle):
        return HandleProblem.NOTHING_TO_READ
    if len(handle) < SHORTEST:
        return HandleProblem.TOO_SHORT
    if handle[0] in "=+-@":
        return HandleProblem.BEGINS_WITH_FORMULA
    if _EMAIL.search(handle):
        return HandleProblem.LOOKS_LIKE_EMAIL
    if _PHONE.search(handle):
        return HandleProblem.LOOKS_LIKE_PHONE
    if len(handle) > LONGEST:
        return HandleProblem.TOO_LONG
    if _DIRECTION_CONTROLS.search(text) or any(_is_right_to_left(sign) for sign in handle):
        return HandleProblem.MIXED_DIRECTIONS
    kinds = "".join(map(_kind, handle))
    if _UNEVEN_SPACE.search(tidy(text).strip()) or not _WELL_FORMED.fullmatch(kinds):
        return HandleProblem.CHARACTER_NOT_ALLOWED
    return None


def _is_right_to_left(sign: str) -> bool:
    return bidirectional(sign) in {"R", "AL", "AN"}


def _kind(sign: str) -> str:
    """Return l, a, m, s, 0: Latin letter, accent, Myanmar letter, sign on it, digit; or itself."""
    if sign in "0123456789":
        return "0"
    if "\u0300" <= sign <= "\u036f":
        return "a"
    if any(first <= ord(sign) <= last for first, last in _MYANMAR):
        kind = category(sign)[0]
        return "m" if kind == "L" or "\u104c" <= sign <= "\u104f" else "s" if kind == "M" else "?"
    if category(sign)[0] == "L" and name(sign, "").startswith("LATIN "):
        return "l"
    return sign if sign in " '-" else "?"


@cache
def _words(lang: str) -> tuple[list[str], list[str]]:
    text = (_WORDS / f"handles.{lang}.txt").read_text(encoding="utf-8")
    adjectives, nouns = text.removeprefix("[adjectives]\n").split("[nouns]\n")
    return adjectives.split("\n")[:-1], nouns.split("\n")[:-1]
