"""Every function about text takes every text: ten thousand of them, real, mixed, broken."""

from collections.abc import Callable
from contextlib import suppress
from unicodedata import combining, is_normalized, normalize

import pytest
from hypothesis import example, given, settings

from lms.text import answers, canonical, codes, digits, lines, marks, sorting, syllables
from lms.text.zawgyi import convert, judge
from tests.text.strategies import TYPED

KINDS: tuple[canonical.Digits, ...] = ("latn", "mymr", "shan")


def nfc(change: Callable[[str], str]) -> Callable[[str], str]:
    """Give a function what it takes: text that is NFC."""
    return lambda text: change(normalize("NFC", text))


SETTLING: dict[str, Callable[[str], str]] = {
    "canonical": canonical.canonical,
    "passphrase": lambda text: canonical.canonical(text, fold=False),
    "tidy": canonical.tidy,
    "mend_order": nfc(marks.mend_order),
    "settle_order": nfc(marks.settle_order),
    "answer_key": answers.answer_key,
    **{kind: lambda text, kind=kind: canonical.digits_for(normalize("NFC", text), kind) for kind in KINDS},  # type: ignore[misc]
    "spelled_right": nfc(digits.spelled_right),
    "only_digits": nfc(digits.only_digits),
}
"""What leaves NFC, and nothing to do a second time."""


@pytest.mark.slow
@settings(max_examples=10_000, derandomize=True)  # The same ten thousand each time, until this test is changed.
@given(TYPED)
@example("")
@example("\u0301\xad\u0323")
@example("\ud800")
@example("\u1031" * 500)
@example("က" + "\u1037\u103a" * 200)
def test_every_function_takes_every_text(text: str) -> None:
    for name, change in SETTLING.items():
        once = change(text)
        assert is_normalized("NFC", once), name
        assert change(once) == once, name
    _reading(text)
    _zawgyi(text)


JOINING = frozenset("\u034f\u200c\u200d\ufe00\ufe0f\u17b4\u17b5\u180b\u180c\u180d\u180f")


def _reading(text: str) -> None:
    # A known limit of keys, whose version 1 must not change: a joiner between marks lets tidying order what a key,
    # in which they meet, leaves as it is. No handle is typed so.
    if JOINING.isdisjoint(text) or not any(map(combining, normalize("NFC", text))):
        assert canonical.canonical(canonical.tidy(text)) == canonical.canonical(text)
        assert sorting.sort_key(text) == sorting.sort_key(canonical.tidy(text))
    pieces = syllables.syllables(text)
    assert "".join(pieces) == text
    assert "" not in pieces
    assert len(syllables.cut(text, 10)) <= max(10, 0)
    assert len(syllables.initials(text)) <= 6
    assert answers.same_answer(text, text)
    assert len(answers.answer_keys(text)) in {1, 2}
    assert digits.whole_number(text) is None or digits.whole_number(text) >= 0  # type: ignore[operator]
    digits.day_typed(text)
    with suppress(ValueError):
        assert set(codes.tidy_code(text)) <= set(codes.ALPHABET)


def _zawgyi(text: str) -> None:
    convert.to_unicode(text)
    assert is_normalized("NFC", judge.converted(text))
    assert 0 <= judge.probability(text) <= 1
    assert judge.verdict(text, lang="shn") is judge.Verdict.FINE
    named = judge.verdict(text, lang="my", name=True)
    assert named is not judge.Verdict.CONVERT
    assert (judge.verdict(text, lang="my") is judge.Verdict.FINE) == (named is judge.Verdict.FINE)
    assert isinstance(judge.is_surely_unicode(text), bool)
    assert judge.tidy_name(judge.tidy_name(text)) == judge.tidy_name(text)
    found = list(lines.gone_through(text, lang="my"))
    assert "\n".join(line.text for line in found) == text
    assert [line.number for line in found] == list(range(1, len(found) + 1))
