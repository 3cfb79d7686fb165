"""Digits: read in any of the three scripts, and told from the letters that look like them.

On Burmese keyboards the letter wa (ဝ) is typed for zero (၀) and ra (ရ) for seven (၇), and the other way round: in most
fonts nobody sees the difference.
"""

import re
from datetime import date

from lms.text.canonical import digits_to_ascii, tidy, without_unseen

_READ_AS = str.maketrans("ဝရ", "07")
_BETWEEN_GROUPS = str.maketrans("", "", " ,\u00a0\u202f\n")
_DAY = re.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DIGIT = "0-9\u1040-\u1049\u1090-\u1099"
_HANGS = "\u102b-\u1032\u1036-\u103e"
_KILLED = "(?:[\u1000-\u1021\u1025\u1029][\u1037\u1038]?[\u1039\u103a])"

_ZERO_OF_A_WORD = re.compile(f"(?<![{_DIGIT}.,/:-])\u1040(?=[{_HANGS}]|{_KILLED})")
_SEVEN_OF_A_WORD = re.compile(f"\u1047(?=[{_HANGS}])")
_WA_OF_A_NUMBER = re.compile(f"(?<=[\u1040-\u1049])\u101d+(?![{_HANGS}\u1039\u103a]|{_KILLED})")


def only_digits(typed: str) -> str:
    """Return what was typed where only digits, and signs between them, can stand, with the digits as 0-9.

    Burmese and Shan digits count, and ဝ is a zero and ရ a seven.
    """
    # Signs that something unseen kept apart meet here: tidied, they are in their order again.
    return digits_to_ascii(tidy(without_unseen(typed))).translate(_READ_AS)


def whole_number(typed: str, most_digits: int = 12) -> int | None:
    """Return the whole number that was typed, with spaces and commas between groups or none; None where it is none."""
    digits = only_digits(typed).translate(_BETWEEN_GROUPS)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= most_digits else None


def day_typed(typed: str) -> date | None:
    """Return the day that was typed as year, month and day, with hyphens, slashes or points between; None otherwise."""
    found = _DAY.fullmatch(only_digits(typed).strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def spelled_right(text: str) -> str:
    """Return a Burmese text with letters for digits that stand in words, and digits for letters that stand in numbers.

    A digit carries no sign and stands before no killed letter: "၀န်ကြီး" is "ဝန်ကြီး". A wa behind a digit that begins
    no syllable of its own is a zero: "၁ဝ ရက်" is "၁၀ ရက်".
    """
    text = _SEVEN_OF_A_WORD.sub("ရ", _ZERO_OF_A_WORD.sub("ဝ", text))
    return _WA_OF_A_NUMBER.sub(lambda run: "၀" * len(run[0]), text)
