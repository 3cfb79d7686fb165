"""Grade bands: what is said at the end, by how much of the whole was reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lms.quizzes.engine.codec import Text
from lms.quizzes.engine.refusal import Fault, Unsound

MOST_BANDS = 10


@dataclass(frozen=True, kw_only=True)
class Band:
    """From this share on, up to the next band; `name` is what is shown as the grade."""

    least: Fraction
    name: Text
    feedback: Text | None = None


def check(bands: Sequence[Band]) -> None:
    """Refuse bands that are not from 0 to 1, each higher than the one before, the first from 0.

    :raises Unsound: they are not.
    """
    if len(bands) > MOST_BANDS:
        raise Unsound(Fault.TOO_LARGE, ("bands",))
    for place, band in enumerate(bands):
        lower = bands[place - 1].least if place else Fraction(-1)
        if not 0 <= band.least <= 1 or band.least <= lower or (place == 0 and band.least != 0):
            raise Unsound(Fault.OUT_OF_RANGE, ("bands", place, "least"))


def band_of(bands: Sequence[Band], share: Fraction) -> Band | None:
    """Return the band of a share; one below 0 is in the first. None where there are no bands."""
    below = [band for band in bands if band.least <= max(share, Fraction(0))]
    return below[-1] if below else None
