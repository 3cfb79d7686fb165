"""The lists of passphrase words, and which words a text is made of.

There is a list in English (BIP-39) and one in Burmese, of 2,048 words each. Every word has a
four-digit number: 0001-2048 in English, 3001-5048 in Burmese, so that digits alone say which list
is meant, and can be typed on any keyboard.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lms.text.canonical import canonical

FIRST_NUMBER = {"en": 1, "my": 3001}
"""The languages that have a list, and the number of its first word."""

WORD_COUNT = 6
"""Words of one passphrase: 6 x 11 bits."""

_WORDS = Path(__file__).with_name("words")
_BETWEEN = re.compile(r"[\s,.;:/_၊။·–—-]+")

# Burmese keyboards have ၀ and ၇ beside the letters ဝ and ရ, which look the same.
_DIGIT_FOR_LETTER = re.compile("(?<![0-9])[07](?=[က-႟])|(?<=[က-႟])[07](?![0-9])")
_LETTER_MEANT = {"0": "ဝ", "7": "ရ"}
_SMALL_SIGNS = str.maketrans("ီူဉဈါ", "ိုဥစာ", "့းျြွှ")


@cache
def words(lang: str) -> list[str]:
    """Return a list's words in the order of their numbers.

    :raises ValueError: there is no list in this language.
    """
    if lang not in FIRST_NUMBER:
        raise ValueError(f"no passphrase words in {lang!r}")
    return (_WORDS / f"passphrase.{lang}.txt").read_text(encoding="utf-8").split()


def numbers_of(text: str) -> tuple[int, ...] | None:
    """Return the numbers of the six words of one list that all of a text consists of.

    Words may be run together or broken by spaces, and may be their numbers instead; case, digits,
    mark order, tone marks, medials, and the length of i and u make no difference.

    :returns: None where the text is anything else, or can be read in two ways.
    """
    parts = [part for part in _BETWEEN.split(canonical(text)) if part]
    for lang in FIRST_NUMBER:
        known = _known(lang)
        keys = [_key(part) for part in parts]
        found = [known[key] for key in keys if key in known]
        if len(found) == len(keys) == WORD_COUNT:
            return tuple(found)
        run_together = _only_reading(_key("".join(parts)), known)
        if run_together is not None:
            return run_together
    return None


def _only_reading(text: str, known: Mapping[str, int]) -> tuple[int, ...] | None:
    """Cut a text into six known words; None where there is no way, or more than one."""
    readings: dict[int, tuple[int, ...] | None] = {0: ()}
    longest = max(map(len, known))
    for _ in range(WORD_COUNT):
        further: dict[int, tuple[int, ...] | None] = {}
        for start, numbers in readings.items():
            for end in range(start + 1, min(start + longest, len(text)) + 1):
                number = known.get(text[start:end])
                if number is None:
                    continue
                ambiguous = numbers is None or end in further
                further[end] = None if ambiguous else (*(numbers or ()), number)
        readings = further
    return readings.get(len(text))


def _key(text: str) -> str:
    """Return what words are known by: no tone marks, no medials, no slips of the keyboard."""
    meant = _DIGIT_FOR_LETTER.sub(lambda digit: _LETTER_MEANT[digit[0]], text)
    return meant.translate(_SMALL_SIGNS)


@cache
def _known(lang: str) -> dict[str, int]:
    """Return the number of each word and of each four digits of a list."""
    known: dict[str, int] = {}
    for number, word in enumerate(words(lang), FIRST_NUMBER[lang]):
        known[_key(canonical(word))] = known[f"{number:04d}"] = number
    return known
