"""Parts of the whole: percentages of other systems, shares of ours."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lms.exchange.found import CannotKeep
from lms.quizzes.engine import numerals
from lms.said import say
from lms.text.syllables import cut

_DECIMAL = re.compile(r"[+-]?[0-9]{0,9}(?:\.[0-9]{0,12})?")
_NEAR = Fraction(1, 1_000_000)
_COMMON = 100

Share = int | float | str


def of_percent(text: str) -> Fraction:
    """Return a percentage as the share that was meant: 33.33333 is a third (Moodle keeps five decimals).

    :raises CannotKeep: it is no number from −100 to 100.
    """
    return meant(number(text) / 100)


def meant(share: Fraction) -> Fraction:
    """Return the simple fraction that a rounded one stands for; one that is near none, as it is.

    :raises CannotKeep: it is not from −1 to 1.
    """
    if abs(share) > 1:
        raise CannotKeep(say("A share of more than 100 %% can't be given."))
    near = share.limit_denominator(_COMMON)
    return near if abs(near - share) <= _NEAR else share


def number(text: str) -> Fraction:
    """Return a decimal number exactly.

    :raises CannotKeep: it is none.
    """
    said = text.strip()
    if not _DECIMAL.fullmatch(said) or not any(sign.isdigit() for sign in said):
        raise CannotKeep(say("“%(text)s” is not a number.", text=cut(said, 40)))
    return Fraction(said)


def written(share: Fraction) -> Share:
    """Return a share as a package writes it: 1, 0.5, "1/3"."""
    if share.denominator == 1:
        return int(share)
    return float(share) if Fraction(str(float(share))) == share else str(share)


def percent(share: Fraction, places: int = 5) -> str:
    """Return a share as a percentage with as many decimals as it needs, at most `places`."""
    return f"{float(share * 100):.{places}f}".rstrip("0").rstrip(".")


def decimal(value: Fraction) -> str:
    """Return a number by its digits; one without an end with fifteen."""
    digits = numerals.written(value, 30)
    return digits if "e" not in digits else format(float(value), "f")


def distance(value: Fraction, tolerance: Mapping[str, Any]) -> tuple[Fraction, bool]:
    """Return how far off is right, as a distance, and whether that says the same.

    :param tolerance: as a package writes it. Significant figures become half a step of the last figure.
    """
    by = Fraction(str(tolerance.get("by", 0)))
    kind = tolerance.get("kind", "absolute")
    if kind == "relative":
        return by * abs(value), True
    if kind == "figures":
        unit = Fraction(10) ** (numerals.magnitude(value) - int(by) + 1) if value else Fraction(0)
        return unit / 2, False
    return by, True
