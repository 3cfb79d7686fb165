"""Passphrases: the lists, what counts as the same, and what is too weak."""

import hashlib
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.accounts import passphrases
from lms.accounts.passphrases import Problem, as_typed, problem, suggest
from lms.text.canonical import canonical, digits_for, tidy
from lms.text.syllables import syllables

FOLDER = Path(passphrases.__file__).with_name("words")
LISTS = {lang: (FOLDER / f"passphrase.{lang}.txt").read_text(encoding="utf-8").split() for lang in ("en", "my")}
FIRST = {"en": 1, "my": 3001}
SIX = st.lists(st.integers(0, 2047), min_size=6, max_size=6)
LANG = st.sampled_from(["en", "my"])


def form(lang: str, drawn: list[int]) -> str:
    return "w:" + "-".join(f"{FIRST[lang] + index:04d}" for index in drawn)


def bones(word: str) -> str:
    """Return a word without tone marks, medials and the length of i and u."""
    return re.sub("[့းျြွှ]", "", word).replace("ီ", "ိ").replace("ူ", "ု")


# The lists


@pytest.mark.parametrize(
    ("lang", "digest"),
    [
        ("en", "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"),
        ("my", "7a4c0eb6b36b268bf7d118b69a05dbcfc0759ea7efbd1612b72176cab03b9326"),
    ],
)
def test_a_list_never_changes_for_stored_hashes_hold_its_numbers(lang: str, digest: str) -> None:
    text = (FOLDER / f"passphrase.{lang}.txt").read_bytes()

    assert hashlib.sha256(text).hexdigest() == digest


@pytest.mark.parametrize("lang", ["en", "my"])
def test_a_list_has_2048_words_tidily_written(lang: str) -> None:
    assert len(set(LISTS[lang])) == 2048
    assert [word for word in LISTS[lang] if tidy(word) != word] == []


def test_no_two_burmese_words_are_alike_in_two_syllables_or_but_for_small_signs() -> None:
    words = LISTS["my"]
    beginnings = {tuple(map(bones, syllables(word)[:2])) for word in words}

    assert {len(syllables(word)) for word in words} <= {1, 2, 3}
    assert len(beginnings) == len({bones(word) for word in words}) == 2048


def test_burmese_words_written_without_spaces_can_be_read_in_one_way_only() -> None:
    """Sardinas and Patterson: no word may be left over when one reading is laid on another."""
    code = {bones(word) for word in LISTS["my"]}

    def left_over(parts: set[str]) -> set[str]:
        longer = {word[len(part) :] for part in parts for word in code if word.startswith(part)}
        shorter = {part[end:] for part in parts for end in range(1, len(part)) if part[:end] in code}
        return (longer | shorter) - {""}

    seen: set[str] = set()
    fresh = {word[end:] for word in code for end in range(1, len(word)) if word[:end] in code}
    while fresh:
        assert not fresh & code
        seen |= fresh
        fresh = left_over(fresh) - seen


# Suggestions


@pytest.mark.parametrize("lang", ["en", "my"])
def test_a_suggestion_is_six_different_words_with_their_numbers(lang: str) -> None:
    for seed in range(100):
        made = suggest(lang, random.Random(seed))

        assert len(set(made.words)) == 6
        assert [LISTS[lang][int(number) - FIRST[lang]] for number in made.numbers] == [*made.words]
        assert as_typed(" ".join(made.words)) == as_typed("".join(made.numbers))
        assert problem(" ".join(made.words)) is None


def test_words_are_drawn_from_the_whole_list() -> None:
    drawn = {word for seed in range(4_000) for word in suggest("my", random.Random(seed)).words}

    assert len(drawn) > 2_040


def test_there_is_no_suggestion_in_a_language_without_a_list() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        suggest("fr", random.Random(1))


# The same passphrase, however it is typed


@settings(deadline=None)
@given(LANG, SIX, st.sampled_from([" ", "  ", "-", ", ", "။ ", "\n"]))
def test_words_and_digits_typed_in_any_way_are_one_passphrase(lang: str, drawn: list[int], between: str) -> None:
    words = [LISTS[lang][index] for index in drawn]
    numbers = [f"{FIRST[lang] + index:04d}" for index in drawn]

    assert as_typed(between.join(words)) == form(lang, drawn)
    assert as_typed(between.join(words).upper()) == form(lang, drawn)
    assert as_typed(between.join(numbers)) == form(lang, drawn)
    assert as_typed(digits_for("".join(numbers), "mymr")) == form(lang, drawn)
    assert as_typed(" ".join("".join(numbers))) == form(lang, drawn)
    assert as_typed(between.join(words[:3] + numbers[3:])) == form(lang, drawn)


@settings(deadline=None)
@given(SIX)
def test_burmese_words_may_lack_spaces_and_small_signs(drawn: list[int]) -> None:
    words = [LISTS["my"][index] for index in drawn]

    assert as_typed("".join(words)) == form("my", drawn)
    assert as_typed("\u200b".join(words)) == form("my", drawn)
    assert as_typed(" ".join(map(bones, words))) == form("my", drawn)
    assert as_typed(" ".join(words).replace("ဝ", "၀").replace("ရ", "၇")) == form("my", drawn)


@settings(deadline=None)
@given(LANG, SIX, SIX)
def test_other_words_are_another_passphrase(lang: str, one: list[int], other: list[int]) -> None:
    forms = {as_typed(" ".join(LISTS[lang][index] for index in drawn)) for drawn in (one, other)}

    assert len(forms) == (1 if one == other else 2)


def test_the_lists_do_not_meet() -> None:
    english, burmese = LISTS["en"][:6], LISTS["my"][:6]

    assert as_typed(" ".join(english)) != as_typed(" ".join(burmese))
    mixed = " ".join(english[:3] + burmese[3:])
    assert as_typed(mixed) == canonical(mixed, fold=False)
    assert not as_typed("0001 0002 0003 3004 3005 3006").startswith("w:")


@pytest.mark.parametrize(
    "typed",
    [
        "abandon ability able about above",
        "abandon ability able about above absent absorb",
        "abandon ability able about above absentt",
        "abandon ability able about above absent too",
        "0000 0001 0002 0003 0004 0005",
        "2049 0001 0002 0003 0004 0005",
        "5049 3001 3002 3003 3004 3005",
        "0001 0002 0003 0004 0005",
        "My Own Long Passphrase",
    ],
)
def test_all_that_is_not_six_words_is_ones_own_and_its_case_counts(typed: str) -> None:
    assert as_typed(typed) == canonical(typed, fold=False)


def test_english_words_run_together_are_known_where_there_is_one_reading() -> None:
    assert as_typed("abandonriver tennis zebra zoo yellow").startswith("w:")
    # Six words in more than one way: car pet car pet carpet carpet, carpet car pet car pet carpet.
    assert not as_typed("carpetcarpetcarpetcarpet").startswith("w:")


@settings(deadline=None)
@given(st.text() | st.text("w:0123456789- ").map("w:".__add__))
def test_nothing_ones_own_becomes_the_form_of_list_words(text: str) -> None:
    once = as_typed(text)

    assert as_typed(once) == once


# Too weak


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Problem.TOO_SHORT),
        ("fourteen chars", Problem.TOO_SHORT),
        ("\u200b" * 15 + "short", Problem.TOO_SHORT),
        ("ab " * 86, Problem.TOO_LONG),
        ("x" * 1_000_000, Problem.TOO_LONG),
        ("aaaaaaaaaaaaaaa", Problem.TOO_COMMON),
        ("123456789012345", Problem.TOO_COMMON),
        ("၁၂၃၄၅၆၇၈၉၀၁၂၃၄၅", Problem.TOO_COMMON),
        ("987654321098765", Problem.TOO_COMMON),
        ("qwertyuiopasdfgh", Problem.TOO_COMMON),
        ("QWERTY asdfgh zxcvbn", Problem.TOO_COMMON),
        ("1qaz2wsx3edc4rfv", Problem.TOO_COMMON),
        ("ကခဂဃငစဆဇဈညဋဌဍဎဏတထ", Problem.TOO_COMMON),
        ("abcabcabcabcabcabc", Problem.TOO_COMMON),
        ("tomatosoup tomatosoup", Problem.TOO_COMMON),
        ("Password Password xykwqt", Problem.TOO_COMMON),
        ("aaaaaaaa mtvbxkq", Problem.TOO_COMMON),
        ("abbaabababbabaa", Problem.TOO_COMMON),
        ("correct horse battery staple", Problem.TOO_COMMON),
        ("မင်္ဂလာပါ မင်္ဂလာပါ ဆရာ", Problem.TOO_COMMON),
        ("iloveyou 12345678", Problem.TOO_COMMON),
        ("abandon abandon abandon abandon abandon about", Problem.TOO_COMMON),
        ("0001 0002 0003 0004 0005 0006", Problem.TOO_COMMON),
        ("Quiet-River 42 quiet", Problem.TOO_COMMON),
        ("မြစ်ကလေး မြစ်ကလေး ၁၂၃", Problem.TOO_COMMON),
    ],
)
def test_what_is_no_passphrase_is_told_why(typed: str, why: Problem) -> None:
    assert problem(typed, context=["quiet river 42", "ငြိမ်သက်သော မြစ်ကလေး ၄၂"]) is why


@pytest.mark.parametrize(
    "typed",
    [
        "fifteen letters",
        "my grey cat sleeps on tuesdays",
        "အိမ်ရှေ့မှာ ကြောင်လေး အိပ်နေတယ်",
        "quiet river 42, but with five green umbrellas",
        "483920174658302",
        "x1" + "ယ ၾ " * 2 + "Ω≈ç√ yzt mno",
        "abandon ability able about zoo zebra",
    ],
)
def test_long_enough_and_ones_own_is_enough(typed: str) -> None:
    assert problem(typed, context=["quiet river 42"]) is None


@settings(deadline=None)
@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_is_answered(text: str, context: list[str]) -> None:
    assert problem(text, context) in {None, *Problem}
