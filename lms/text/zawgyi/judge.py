"""Whether a text was typed in Zawgyi, and what to do about it."""

import re
import warnings
from enum import StrEnum
from functools import cache

from myanmartools import ZawgyiDetector

from lms.text.canonical import tidy, without_unseen
from lms.text.zawgyi.convert import to_unicode

SURE = 0.95
"""Above it 153 of 154 real lines of Zawgyi were found, and none of 332 lines of Unicode Burmese, Shan and Mon."""
FEWEST_LETTERS = 15
"""Only longer texts are ever sure."""
DOUBTFUL = 0.2
"""Above it a text with a hint is asked about."""
SURE_WITHOUT_HINT = 0.99
"""Above it a short text is asked about that has no hint."""
_MOST_JUDGED = 200_000

# What Unicode Burmese never has: a vowel or medial that is drawn before its letter also standing before it, a stack
# with no letter below, and the numbers that Zawgyi took from other languages. A hint only: the detector decides, which
# takes a millisecond for each thousand signs.
_HINT = re.compile(
    "(?<![\u1000-\u102a\u1039\u103b-\u103f])[\u1031\u103b]|\u1039(?![\u1000-\u1021])"
    "|[\u1033\u1034\u105a\u1060-\u1097]|[\u102d-\u1032][\u1031\u103b]"
)
_LETTER = re.compile("[\u1000-\u109f]")
_NOT_IN_ZAWGYI = re.compile("[\u1022\u1028\u1035\u1050-\u1059\u105b-\u105f\u1098-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f]")
"""Signs of Shan, Mon, Karen, Pa'o and their neighbours that no Zawgyi keyboard has."""


class Verdict(StrEnum):
    """What to do with a text."""

    FINE = "fine"
    """It is not Zawgyi, or reads the same either way."""
    ASK = "ask"
    """It may be: only its writer knows."""
    CONVERT = "convert"
    """It is Zawgyi, surely."""


def verdict(text: str, *, lang: str, name: bool = False) -> Verdict:
    """Judge a text, as a whole.

    :param text: as typed, or tidy.
    :param lang: its language. Only Burmese is ever sure. In English, somebody may have typed Burmese, and is asked.
        Texts in Shan, Mon, Karen and all others are left alone, as is a text with signs of theirs.
    :param name: it names a person or a thing, and is never changed without asking.
    """
    if lang not in {"my", "en"} or _NOT_IN_ZAWGYI.search(text) or len(text) > _MOST_JUDGED:
        return Verdict.FINE
    letters, hint = len(_LETTER.findall(text)), _HINT.search(text)
    if not letters or not (hint or letters <= FEWEST_LETTERS):
        return Verdict.FINE
    zawgyi = probability(text)
    lines = text.splitlines()
    if zawgyi <= (DOUBTFUL if hint else SURE_WITHOUT_HINT) or converted(text) == tidy(text):
        # Among much Unicode, one paragraph pasted from elsewhere does not weigh.
        pasted = len(lines) > 1 and any(verdict(line, lang="my") is Verdict.CONVERT for line in lines)
        return Verdict.ASK if pasted else Verdict.FINE
    sure = zawgyi > SURE and letters > FEWEST_LETTERS and not any(map(is_surely_unicode, lines))
    return Verdict.CONVERT if sure and lang == "my" and not name else Verdict.ASK


def tidy_name(text: str) -> str:
    """Return a name as it is stored: tidy; where it may be Zawgyi, its signs stay in the order they were typed in.

    Forms and commands have asked before. The order of the standard would make nonsense of Zawgyi.
    """
    cleaned = without_unseen(text).strip()
    return tidy(text).strip() if verdict(cleaned, lang="my", name=True) is Verdict.FINE else cleaned


def is_surely_unicode(text: str) -> bool:
    """Tell whether a text has more than a few letters of Myanmar's script and was surely not typed in Zawgyi."""
    return len(_LETTER.findall(text)) > FEWEST_LETTERS and probability(text[:_MOST_JUDGED]) < 1 - SURE


def converted(text: str) -> str:
    """Return a text that was typed in Zawgyi as tidy Unicode; lines of it that surely are Unicode stay."""
    lines = without_unseen(text).split("\n")
    return tidy("\n".join(line if is_surely_unicode(line) else to_unicode(line) for line in lines))


def probability(text: str) -> float:
    """Return how surely a text was typed in Zawgyi, from 0 to 1."""
    return float(max(0.0, _detector().get_zawgyi_probability(text)))


class Judge:
    """Judges lines, one after the other, as long as there is time: a course of honest text never runs out of it."""

    def __init__(self) -> None:
        """Begin with all time there is."""
        self.left = _MOST_JUDGED

    def is_zawgyi(self, line: str) -> bool:
        """Say whether a line of a text that should be Burmese was surely typed in Zawgyi; short ones are never sure."""
        if not _HINT.search(line) or self.left < len(line):
            return False
        self.left -= len(line)
        return verdict(line, lang="my") is Verdict.CONVERT


@cache
def _detector() -> ZawgyiDetector:
    with warnings.catch_warnings():
        # It opens its model by a function that Python 3.11 and 3.12 call old and 3.13 calls good again.
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector()
