"""Passphrases: six words of a list (66 bits), or one's own of 15 characters and more."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from lms.accounts.guessable import is_guessable
from lms.accounts.passphrase_words import FIRST_NUMBER, WORD_COUNT, numbers_of, words
from lms.text.canonical import canonical

SHORTEST, LONGEST = 15, 256
"""Characters of one's own passphrase, counted in its canonical form."""

_LONGEST_TYPED = 1_024


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
    listed = words(lang)
    drawn = rng.sample(range(len(listed)), WORD_COUNT)
    return Suggestion(
        words=tuple(listed[index] for index in drawn),
        numbers=tuple(f"{FIRST_NUMBER[lang] + index:04d}" for index in drawn),
    )


def as_typed(text: str) -> str:
    """Return the one string that stands for a passphrase, however it was typed: this is hashed.

    :returns: "w:0123-0456-…" where all of the text is six words or numbers of one list; else
        canonical(text, fold=False). Never equal for two passphrases that are not the same one.
    """
    numbers = numbers_of(text) if len(text) <= _LONGEST_TYPED else None
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
    numbers = numbers_of(text)
    if numbers is not None:
        return Problem.TOO_COMMON if _is_pattern(numbers) else None
    if len(own) < SHORTEST:
        return Problem.TOO_SHORT
    return Problem.TOO_COMMON if is_guessable(own, context) else None


def _is_pattern(numbers: tuple[int, ...]) -> bool:
    """Tell whether the words were not drawn: few different ones, or at even distances."""
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    return len(set(numbers)) < WORD_COUNT - 1 or len(steps) == 1
