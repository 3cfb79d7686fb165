"""The order of the signs that hang on a Myanmar letter.

A letter may carry medials, vowels, tones and the killer (asat). Keyboards type them in any order
and fonts draw many orders alike, but Unicode normalization (NFC) moves only the dot below and
asat. Source of the order: Unicode Technical Note 11, "Representing Myanmar in Unicode".

Both functions take and give NFC text, move signs only, and never add or lose one.
"""

import re
from collections.abc import Callable
from unicodedata import combining, normalize

_ASAT = "\u103a"
_VIRAMA = "\u1039"
_EMPHATIC_TONE = "\u108d"

_MEDIALS = (
    "\u103b\u105e\u105f",  # Burmese ya; Mon na and ma
    "\u103c",
    "\u103d\u1082",  # Burmese wa; Shan wa
    "\u103e",
    "\u1060",
)
_VOWELS = (
    "\u1031\u1084",  # before the letter
    "\u102d\u102e\u1033-\u1035\u1071-\u1074\u1085\u1086\u109d\ua9e5",  # above it
    "\u102f\u1030\u1058\u1059",  # below it
)
_ENDINGS = (
    "\u1032\u1036",
    "\u1037",
    "\u1038\u1087-\u108c\u108f\u109a\u109b\uaa7c\uaa7d",  # visarga; tones of Shan and its kin
    _EMPHATIC_TONE,
)
_BESIDE = "\u102b\u102c\u1056\u1057\u1062-\u1064\u1067-\u106d\u1083\u109c\uaa7b"


def _ranks(*classes: str) -> dict[str, tuple[int, str]]:
    """Give each sign its class and then itself, so that no two different signs tie."""
    return {
        chr(point): (rank, chr(point))
        for rank, members in enumerate(classes)
        for first, last in re.findall(r"(.)(?:-(.))?", members)
        for point in range(ord(first), ord(last or first) + 1)
    }


_MENDED = _ranks(*_MEDIALS, _ASAT, *_VOWELS, *_ENDINGS)
_SETTLED = _ranks(*_MEDIALS, *_VOWELS, _BESIDE, _ASAT, *_ENDINGS)
_ON_THE_LINE = _ranks(_BESIDE).keys()
"""Vowels and Karen tones that stand beside the letter and can carry signs of their own."""
_RUN = re.compile(f"[{''.join(_SETTLED)}]{{2,}}")
_ON_ONE_CARRIER = re.compile(f"[{''.join(_MENDED)}]{{2,}}")
_LONGEST_RUN = 16
"""No syllable has half as many. Longer runs are left as typed, to bound the work."""
_THROUGH_LAST_MEDIAL = re.compile(f".*[{''.join(_MEDIALS)}]")


def mend_order(text: str) -> str:
    """Put signs in the order the standard writes them, for text that people will read.

    Signs stay with the sign on the line that they were typed after (Karen မ့ၢ် and မၢ့် are
    different sights), and an asat typed before a medial stays before it (ယောက်ျား).

    :param text: NFC.
    :returns: NFC, the same when mended again.
    """
    return _sort_runs(text, _mended)


def settle_order(text: str) -> str:
    """Put all signs of a letter in one fixed order, so that every typing order compares equal.

    For keys that nobody reads: beside a vowel on the line, asat may leave its letter (ယောက်ျား).

    :param text: NFC.
    :returns: NFC, the same when settled again.
    """
    return _sort_runs(text, _settled)


def _sort_runs(text: str, sort: Callable[[str], str]) -> str:
    def replace(match: re.Match[str]) -> str:
        (start, end), signs = match.span(), match[0]
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        if len(signs) > _LONGEST_RUN or _would_drift(before, signs, after):
            return signs
        return sort(signs)

    return normalize("NFC", _RUN.sub(replace, text))


def _would_drift(before: str, run: str, after: str) -> bool:
    """Tell whether NFC could move signs in or out of a sorted run, past a combining mark beside it.

    Such a run stays as typed: sorted, it would be another run the second time.
    """
    if before and combining(before):
        return True
    stacks = after == _VIRAMA and _EMPHATIC_TONE not in run
    return bool(after) and combining(after) > 0 and not stacks


def _mended(run: str) -> str:
    return _ON_ONE_CARRIER.sub(_mended_on_one_carrier, run)


def _mended_on_one_carrier(match: re.Match[str]) -> str:
    signs = match[0]
    through = _THROUGH_LAST_MEDIAL.match(signs)
    early = through[0].count(_ASAT) if through else 0
    return _ASAT * early + "".join(sorted(signs.replace(_ASAT, "", early), key=_MENDED.__getitem__))


def _settled(run: str) -> str:
    ranks = _MENDED if _ON_THE_LINE.isdisjoint(run) else _SETTLED
    return "".join(sorted(run, key=ranks.__getitem__))
