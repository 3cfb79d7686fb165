"""Passphrases that many people have, or that anyone who knows the person would try."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unicodedata import category

from lms.text.canonical import canonical

_LEAST_LEFT = 8
_LEAST_DIFFERENT = 5
_SHORTEST_UNIT = 15
_SHORTEST_CONTEXT = 3
_WINDOW = 4
"""So many characters of a row in a row are a pattern."""

_COMMON = Path(__file__).with_name("words") / "guessable.txt"
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "ကခဂဃငစဆဇဈညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ",
    "ဆတနမအပကငသစဟ",
)
_SEQUENCES = " ".join([*_ROWS, *(row[::-1] for row in _ROWS)])


def is_guessable(text: str, context: Iterable[str] = ()) -> bool:
    """Tell whether a passphrase is one of the first to be tried.

    It is, when it only repeats something too short, or when hardly anything is left of it without
    common passphrases, rows of the keyboard or alphabet, and the words of `context`.

    :param text: at most a few hundred characters; case, spaces and punctuation make no difference.
    :param context: what anyone would try for this person: the handle, names of site and course.
    """
    typed = _letters(text)
    if _repeats_something_short(typed):
        return True
    for part in sorted(_common() | _parts(context), key=len, reverse=True):
        typed = typed.replace(part, " ")
    left = _without_rows(typed)
    return len(left) < _LEAST_LEFT or len(set(left)) < _LEAST_DIFFERENT


def _letters(text: str) -> str:
    return "".join(sign for sign in canonical(text) if category(sign)[0] in "LMN")


def _repeats_something_short(text: str) -> bool:
    units = range(1, min(_SHORTEST_UNIT, len(text) // 2 + 1))
    return any(text.startswith(text[unit:]) for unit in units)


def _without_rows(text: str) -> str:
    """Return the text without spaces and without four or more characters of a row."""
    in_row: set[int] = set()
    for start in range(len(text) - _WINDOW + 1):
        window = text[start : start + _WINDOW]
        if window in _SEQUENCES or window == window[0] * _WINDOW:
            in_row.update(range(start, start + _WINDOW))
    return "".join(sign for place, sign in enumerate(text) if place not in in_row and sign != " ")


def _parts(context: Iterable[str]) -> set[str]:
    """Return each text of the context, and each of its words, that is long enough to matter."""
    parts = {_letters(part) for text in context for part in [text, *text.split()]}
    return {part for part in parts if len(part) >= _SHORTEST_CONTEXT}


@cache
def _common() -> frozenset[str]:
    return frozenset(map(_letters, _COMMON.read_text(encoding="utf-8").split("\n"))) - {""}
