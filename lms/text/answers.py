"""Short answers: the same where a reader sees the same, however they were typed.

What is forgiven stands in docs/burmese-text.md, and nothing beyond it: another spelling that a reader can see is
another answer.
"""

import re
from unicodedata import normalize

from lms.text.canonical import canonical
from lms.text.zawgyi.judge import Verdict, converted, verdict

_LOOKS = str.maketrans(
    {
        "\u1009": "\u1025",  # ဉ, typed for the vowel ဥ and the other way round
        "\u1029": "\u101e\u103c",  # ဩ and သြ
        "\u102a": "\u101e\u103c\u1031\u102c\u103a",  # ဪ and သြော်
        "\u103f": "\u101e\u1039\u101e",  # ဿ and သ္သ
        "\u104e": "4",  # ၎ and ၄
        "\u101d": "0",  # ဝ and ၀
        "\u101b": "7",  # ရ and ၇
    }
)
_MYANMAR = "\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f"
_FREE_SPACE = re.compile(f"(?<=[{_MYANMAR}]) | (?=[{_MYANMAR}])")
_MARK_AGAIN = re.compile("([\u102b-\u103e\u1056-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f])\\1+")
_STOPS = " .\u104a\u104b"
_MOST_ROUNDS = 4


def same_answer(typed: str, accepted: str, *, fold: bool = True) -> bool:
    """Tell whether what a learner typed is the accepted answer.

    :param fold: large and small Latin letters are the same.
    """
    return answer_key(accepted, fold=fold) in answer_keys(typed, fold=fold)


def answer_keys(typed: str, *, fold: bool = True) -> frozenset[str]:
    """Return the keys of what a learner typed: one, and another where it may have been typed in Zawgyi."""
    read = {answer_key(typed, fold=fold)}
    if verdict(typed, lang="my") is not Verdict.FINE:
        read.add(answer_key(converted(typed), fold=fold))
    return frozenset(read)


def answer_key(text: str, *, fold: bool = True) -> str:
    """Return what is equal for two answers that look the same. It is a key, not a text to show.

    :returns: NFC, with itself as its key; empty for an answer of nothing but stops.
    """
    # What one step lets fall may bring two signs together that a second step sorts. Mostly two rounds are enough.
    for _ in range(_MOST_ROUNDS):
        key = _step(text, fold)
        if key == text:
            break
        text = key
    return text


def _step(text: str, fold: bool) -> str:
    text = canonical(canonical(text, fold=fold).translate(_LOOKS), fold=fold)
    text = _MARK_AGAIN.sub(r"\1", _FREE_SPACE.sub("", text))
    return normalize("NFC", text.strip(_STOPS))
