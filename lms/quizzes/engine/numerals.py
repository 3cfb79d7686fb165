"""Numbers as people write them, exactly: read, rounded to figures, and written again."""

import re
from fractions import Fraction

from lms.quizzes.engine.refusal import NotAnAnswer, Reason
from lms.text.canonical import canonical

MOST_SIGNS = 100
MOST_EXPONENT = 100
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "x", "·": "x", "\u066b": ".", "\u066c": ","})
_WRITTEN = re.compile(
    r"(?P<sign>[+-]?) ?(?P<whole>[0-9][0-9,]*)?(?:\.(?P<part>[0-9]*))?"
    r"(?: ?(?:e|E|[x*] ?10 ?\^) ?(?P<exponent>[+-]?[0-9]{1,6})(?![0-9]))?(?P<rest>.*)"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


def read(text: str, part: str = "") -> tuple[Fraction, str]:
    """Return the number that `text` begins with, exactly, and what follows it: a unit, or nothing.

    Burmese and Shan digits, commas between thousands, a point, and a power of ten as 1.5e3 or 1.5×10^3 are understood.

    :param part: the name of the field, for the refusal.
    :raises NotAnAnswer: it does not begin with a number, is too long, or its comma may mean two things.
    """
    if len(text) > MOST_SIGNS:
        raise NotAnAnswer(Reason.TOO_LONG, part)
    found = _WRITTEN.fullmatch(canonical(text, fold=False).translate(_SIGNS))
    if found is None or not (found["whole"] or found["part"]):
        raise NotAnAnswer(Reason.NOT_A_NUMBER, part)
    whole = found["whole"] or "0"
    if "," in whole and not _THOUSANDS.fullmatch(whole):
        raise NotAnAnswer(Reason.COMMA, part)
    exponent = int(found["exponent"] or 0)
    if abs(exponent) > MOST_EXPONENT:
        raise NotAnAnswer(Reason.TOO_LARGE, part)
    digits, decimals = whole.replace(",", ""), found["part"] or ""
    number = Fraction(int(f"{found['sign']}{digits}{decimals}")) * Fraction(10) ** (exponent - len(decimals))
    return number, found["rest"].strip()


def magnitude(number: Fraction) -> int:
    """Return the power of ten of the first figure: 2 for 123, −2 for 0.045.

    :param number: not 0.
    """
    above, below = abs(number.numerator), number.denominator
    power = len(str(above)) - len(str(below))
    return power if abs(number) >= Fraction(10) ** power else power - 1


def rounded(number: Fraction, figures: int) -> Fraction:
    """Return a number rounded to as many significant figures; a half goes away from 0."""
    if not number:
        return number
    unit = Fraction(10) ** (magnitude(number) - figures + 1)
    steps = abs(number) / unit + Fraction(1, 2)
    return (steps.numerator // steps.denominator) * unit * (1 if number > 0 else -1)


def written(number: Fraction, figures: int = 15) -> str:
    """Return a number as people write it: all of it where it ends within `figures`, else rounded to them.

    Very large and very small ones get a power of ten.
    """
    number = rounded(number, figures)
    if not number:
        return "0"
    power = magnitude(number)
    if not -7 < power < 21:
        return f"{written(number / Fraction(10) ** power, figures)}e{power}"
    decimals = max(0, figures - 1 - power)
    scaled = abs(number) * Fraction(10) ** decimals
    digits = str(scaled.numerator // scaled.denominator).rjust(decimals + 1, "0")
    cut = len(digits) - decimals
    shown = f"{digits[:cut]}.{digits[cut:]}".rstrip("0").rstrip(".") if decimals else digits
    return f"-{shown}" if number < 0 else shown
