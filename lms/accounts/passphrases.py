"""Passphrases: six words of a list, or one's own of 15 characters and more.

Six words of 2,048 carry 66 bits. There is a list in English (BIP-39) and one in Burmese, and every
word has a four-digit number: 0001-2048 for English, 3001-5048 for Burmese, so that digits alone say
which list is meant. A passphrase is matched by these numbers. Spacing, case, digits, the order of
Burmese marks, and tone marks or medials that were forgotten make no difference.
"""

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from lms.accounts.guessable import is_guessable
from lms.text.canonical import canonical

WORD_COUNT = 6
SHORTEST, LONGEST = 15, 256
"""Characters of one's own passphrase, counted in its canonical form."""

_LONGEST_TYPED = 1_024
_WORDS = Path(__file__).with_name("words")
_FIRST_NUMBER = {"en": 1, "my": 3001}

_BETWEEN = re.compile(r"[\s,.;:/_၊။·–—-]+")
_LONE_DIGIT = {"0": "ဝ", "7": "ရ"}
_LONE = re.compile(r"(?<![0-9])[07](?![0-9])")
_SMALL_SIGNS = str.maketrans("ီူဉဈါ", "ိုဥစာ", "့းျြွှ")


class Problem(StrEnum):
    """Why a text can't be a passphrase."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_COMMON = "too_common"


@dataclass(frozen=True)
class Suggestion:
    """A passphrase made for somebody, as words and as the four-digit numbers of these words."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]


def suggest(lang: str, rng: random.Random) -> Suggestion:
    """Return six different words of a list.

    :param lang: "en" or "my".
    :param rng: random.SystemRandom() but in tests.
    :raises ValueError: there is no list in this language.
    """
    if lang not in _FIRST_NUMBER:
        raise ValueError(f"no passphrase words in {lang!r}")
    words = _words(lang)
    drawn = rng.sample(range(len(words)), WORD_COUNT)
    return Suggestion(
        words=tuple(words[index] for index in drawn),
        numbers=tuple(f"{_FIRST_NUMBER[lang] + index:04d}" for index in drawn),
    )


def as_typed(text: str) -> str:
    """Return the one string that stands for a passphrase, however it was typed: this is hashed.

    :returns: "w:0123-0456-…" where all of the text is six words or numbers of one list; else
        canonical(text, fold=False). Never equal for two passphrases that are not the same one.
    """
    numbers = _numbers(text)
    if numbers is None:
        return canonical(text, fold=False)
    return "w:" + "-".join(f"{number:04d}" for number in numbers)


def problem(text: str, context: Iterable[str] = ()) -> Problem | None:
    """Tell why `text` can't be a passphrase; None where it can.

    :param context: what anyone would try for this person: the handle, names of site and course.

    Source: ASVS 5.0, V6.2.1, V6.2.4, V6.2.5, V6.2.11; no rules of composition.
    """
    if len(text) > _LONGEST_TYPED:
        return Problem.TOO_LONG
    own = canonical(text, fold=False)
    if len(own) > LONGEST:
        return Problem.TOO_LONG
    numbers = _numbers(text)
    if numbers is not None:
        return Problem.TOO_COMMON if _is_pattern(numbers) else None
    if len(own) < SHORTEST:
        return Problem.TOO_SHORT
    return Problem.TOO_COMMON if is_guessable(own, context) else None


def _is_pattern(numbers: tuple[int, ...]) -> bool:
    """Tell whether the words were not drawn: few different ones, or at even distances."""
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return len(set(numbers)) < WORD_COUNT - 1 or len(steps) == 1


def _numbers(text: str) -> tuple[int, ...] | None:
    """Return the numbers of the six words that a text is made of, or None where it is another."""
    if len(text) > _LONGEST_TYPED:
        return None
    parts = [part for part in _BETWEEN.split(canonical(text).removeprefix("w:")) if part]
    for lang in _FIRST_NUMBER:
        known = _known(lang)
        keys = [_key(part) for part in parts]
        found = [known[key] for key in keys if key in known]
        if len(found) == len(keys) == WORD_COUNT:
            return tuple(found)
        run_together = _only_way("".join(keys), known)
        if run_together is not None:
            return run_together
    return None


def _only_way(text: str, known: Mapping[str, int]) -> tuple[int, ...] | None:
    """Cut a text into six known words; None where there is no way, or more than one."""
    ways: dict[int, tuple[int, ...] | None] = {0: ()}
    longest = max(map(len, known))
    for _ in range(WORD_COUNT):
        further: dict[int, tuple[int, ...] | None] = {}
        for start, numbers in ways.items():
            for end in range(start + 1, min(start + longest, len(text)) + 1):
                number = known.get(text[start:end])
                if number is None:
                    continue
                ambiguous = numbers is None or end in further
                further[end] = None if ambiguous else (*(numbers or ()), number)
        ways = further
    return ways.get(len(text))


def _key(part: str) -> str:
    """Return what a word is known by: no tone marks, no medials, no slips of the keyboard."""
    return _LONE.sub(lambda digit: _LONE_DIGIT[digit[0]], part).translate(_SMALL_SIGNS)


@cache
def _words(lang: str) -> list[str]:
    return (_WORDS / f"passphrase.{lang}.txt").read_text(encoding="utf-8").split()


@cache
def _known(lang: str) -> dict[str, int]:
    """Return the number of each word and of each four digits of a list."""
    known: dict[str, int] = {}
    for number, word in enumerate(_words(lang), _FIRST_NUMBER[lang]):
        known[_key(canonical(word))] = known[f"{number:04d}"] = number
    return known
