"""The order of Burmese words, as dictionaries have it.

A syllable is compared by its letter, then its medials, final with vowel, and tone; what it lacks comes before what it
has. A stack is a final and a letter (တက္က as တက်က), kinzi is the final င်, a vowel that stands alone is one on အ.
Signs come first, then digits, Burmese letters, and letters of all others. The collation `my` of CLDR is the measure.
"""

import re
from unicodedata import category, digit

from lms.text.canonical import canonical, tidy

_ALONE = str.maketrans({"ဣ": "အိ", "ဤ": "အီ", "ဥ": "အု", "ဦ": "အူ", "ဧ": "အေ", "ဩ": "အော", "ဪ": "အော်", "ဿ": "သ်သ", "ါ": "ာ"})
_LETTERS = {sign: 50 + place for place, sign in enumerate("ကခဂဃငစဆဇဈဉညဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအ")}
_VOWELS = {sign: 100 + place for place, sign in enumerate(["ာ", "ိ", "ီ", "ု", "ူ", "ေ", "ဲ", "ော", "ော်", "ံ", "ို"])}
_STRAY, _FINAL, _MEDIAL, _TONE = 199, 200, 20_000, 30_000
_MEDIALS = {sign: _MEDIAL + place for place, sign in enumerate(["ျ", "ြ", "ွ", "ှ", "ျွ", "ြွ", "ျှ", "ြှ", "ွှ", "ျွှ", "ြွှ"])}
_DIGIT, _OTHER = 10, 40_000

_SYLLABLE = re.compile(
    "(?P<letter>[က-အ])(?P<medials>[ျ-ှ]*)(?P<vowel>[ာ-ဲ]*(?:(?<=ော)်)?)(?P<nasal>ံ?)(?P<early>့?)"
    "(?:(?P<final>[က-အ])(?P<inner>့?)(?:်္?|္))?(?P<tone>[့း]?)"
)


def sort_key(text: str) -> tuple[tuple[int, ...], str]:
    """Return what a text is sorted by; two texts that canonical holds to be the same are equal."""
    spread, weights, place = tidy(text).casefold().translate(_ALONE), [], 0
    while place < len(spread):
        found = _SYLLABLE.match(spread, place)
        weights += _of_syllable(found) if found else [_of_sign(spread[place])]
        place = found.end() if found else place + 1
    return tuple(weights), canonical(text)


def _of_syllable(found: re.Match[str]) -> list[int]:
    vowel, final = found["vowel"], found["final"]
    if found["nasal"]:
        # ကုံ stands with ကုမ်, ကံ with the vowels.
        vowel, final = (vowel, final or "မ") if vowel else ("ံ", final)
    rhyme = _VOWELS.get(vowel, _STRAY) if vowel else 0
    if final:
        rhyme += _FINAL + 200 * (_LETTERS.get(final, 0) - 50)
    return [
        _LETTERS.get(found["letter"], _OTHER),
        *([_MEDIALS.get(found["medials"], _MEDIAL + 50)] if found["medials"] else []),
        *([rhyme] if rhyme else []),
        *(_TONE + ord(tone) for tone in (found["early"] or found["inner"], found["tone"]) if tone),
    ]


def _of_sign(sign: str) -> int:
    if "\u102b" <= sign <= "\u103e":
        return _STRAY
    kind = category(sign)
    if kind == "Nd":
        return _DIGIT + digit(sign)
    return (_OTHER if kind[0] == "L" else -0x110000) + ord(sign)
