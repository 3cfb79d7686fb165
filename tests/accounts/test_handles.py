"""Handles that are offered, and rules for those people write."""

import random
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.accounts import handles
from lms.accounts.handles import HandleProblem, handle_problem, offer
from lms.text.canonical import canonical, tidy
from lms.text.syllables import syllables

WORDS = Path(handles.__file__).with_name("words")
TYPED = st.text(
    st.one_of(
        st.characters(max_codepoint=0x24F),
        st.characters(min_codepoint=0x1000, max_codepoint=0x109F),
    )
)


def words_of(lang: str) -> list[list[str]]:
    text = (WORDS / f"handles.{lang}.txt").read_text(encoding="utf-8")
    adjectives, nouns = text.split("[nouns]\n")
    return [adjectives.split()[1:], nouns.split()]


@pytest.mark.parametrize("lang", ["en", "my"])
def test_handles_on_offer_differ_in_every_word_and_may_be_taken(lang: str) -> None:
    for seed in range(50):
        offers = offer(lang, random.Random(seed))

        assert len(offers) == 4
        assert len({word for handle in offers for word in handle.split()[:-1]}) == 8
        assert [handle_problem(handle) for handle in offers] == [None] * 4


def test_a_handle_is_an_adjective_a_noun_and_a_number() -> None:
    for lang, digits in (("en", "0123456789"), ("my", "၀၁၂၃၄၅၆၇၈၉")):
        adjectives, nouns = words_of(lang)
        adjective, noun, number = offer(lang, random.Random(4), count=1)[0].split()

        assert adjective in adjectives
        assert noun in nouns
        assert len(number) == 2
        assert set(number) <= set(digits)


def test_no_handles_are_made_up_in_a_language_without_words() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        offer("fr", random.Random(1))


@pytest.mark.parametrize("lang", ["en", "my"])
def test_there_are_words_enough_and_no_two_are_alike(lang: str) -> None:
    adjectives, nouns = words_of(lang)

    assert len(adjectives) >= 60
    assert len(nouns) >= 80
    assert all(tidy(word) == word for word in adjectives + nouns)
    for words in (adjectives, nouns):
        assert [pair for pair in combinations(words, 2) if within_one_slip(*pair)] == []


def within_one_slip(one: str, other: str) -> bool:
    """Tell whether one letter, or one Burmese syllable, makes the difference."""
    if one[0] >= "\u1000":
        here, there = syllables(one.removesuffix("သော")), syllables(other.removesuffix("သော"))
        small = str.maketrans("", "", "့းျြွှ")
        return "".join(here).translate(small) == "".join(there).translate(small)
    return any(
        one[:place] + one[place + cut :] == other[:place] + other[place + more :]
        for place in range(max(len(one), len(other)))
        for cut, more in [(1, 1), (1, 0), (0, 1)]
    )


@pytest.mark.parametrize(
    "typed",
    [
        "quiet river 42",
        "ငြိမ်သက်သော မြစ် ၄၂",
        "ၼၢင်းယိင်း",
        "မၞိဟ်",
        "မ့ၢ်ဒီး",
        "ꤊꤢꤛꤢ",
        "Ṭhang-Za",
        "O’Mar",
        " aye ",
        "မြန်\u200bမာ",
        "ab",
        "x" * 40,
        "room 123456",
    ],
)
def test_names_in_the_scripts_of_myanmar_are_handles(typed: str) -> None:
    assert handle_problem(typed) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", HandleProblem.TOO_SHORT),
        (" ", HandleProblem.TOO_SHORT),
        ("a", HandleProblem.TOO_SHORT),
        ("x" * 41, HandleProblem.TOO_LONG),
        ("x" * 100_000, HandleProblem.TOO_LONG),
        ("\u200b\u2060\x00", HandleProblem.NOTHING_TO_READ),
        ("'-'", HandleProblem.NOTHING_TO_READ),
        ("=SUM(a)", HandleProblem.BEGINS_WITH_FORMULA),
        ("+aye", HandleProblem.BEGINS_WITH_FORMULA),
        ("-aye", HandleProblem.BEGINS_WITH_FORMULA),
        ("@aye", HandleProblem.BEGINS_WITH_FORMULA),
        ("\u200b=aye", HandleProblem.BEGINS_WITH_FORMULA),
        ("aye@example.org", HandleProblem.LOOKS_LIKE_EMAIL),
        ("aye @ example", HandleProblem.LOOKS_LIKE_EMAIL),
        ("aye gmail com", HandleProblem.LOOKS_LIKE_EMAIL),
        ("0912345", HandleProblem.LOOKS_LIKE_PHONE),
        ("aye ၀၉-၁၂၃ ၄၅၆ ၇၈၉", HandleProblem.LOOKS_LIKE_PHONE),
        ("႐႙႑႒႓႔႕", HandleProblem.LOOKS_LIKE_PHONE),
        ("aye\u202eeya", HandleProblem.MIXED_DIRECTIONS),
        ("aye \u05d0\u05d1", HandleProblem.MIXED_DIRECTIONS),
        ("aye!", HandleProblem.CHARACTER_NOT_ALLOWED),
        ("Ая", HandleProblem.CHARACTER_NOT_ALLOWED),
        ("ိက", HandleProblem.CHARACTER_NOT_ALLOWED),
        ("e\u0301\u0302\u0303\u0304", HandleProblem.CHARACTER_NOT_ALLOWED),
        ("က\u0323", HandleProblem.CHARACTER_NOT_ALLOWED),
        ("aye  aye", HandleProblem.CHARACTER_NOT_ALLOWED),
        ("aye\naye", HandleProblem.CHARACTER_NOT_ALLOWED),
        ("aye။", HandleProblem.CHARACTER_NOT_ALLOWED),
    ],
)
def test_what_is_no_handle_is_told_why(typed: str, why: HandleProblem) -> None:
    assert handle_problem(typed) is why


@settings(deadline=None)
@given(TYPED)
def test_a_handle_as_stored_is_the_handle_as_typed(text: str) -> None:
    if handle_problem(text) is None:
        stored = tidy(text).strip()

        assert canonical(stored) == canonical(text)
        assert handle_problem(stored) is None
        assert stored[0] not in "=+-@"
        assert "\n" not in stored
