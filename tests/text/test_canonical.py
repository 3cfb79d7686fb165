"""Text identity: what compares equal, and that it never changes."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.canonical import canonical, digits_for, digits_to_ascii

GOLDEN = Path(__file__).with_name("canonical-1.jsonl")
MYANMAR = st.characters(min_codepoint=0x1000, max_codepoint=0x109F)
EXTENDED = st.sampled_from("\ua9e5\uaa60\uaa7b\uaa7c\u0323\u0301\u0345\u034f\u3099\u200b\u200d A\t")
TYPED = st.text(st.one_of(MYANMAR, EXTENDED)) | st.text()


def letters_and_digits(text: str) -> int:
    """Count letters and numbers once every letter stands by itself, as in NFD."""
    return sum(unicodedata.category(sign)[0] in "LN" for sign in unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("line", GOLDEN.read_text().splitlines())
def test_version_1_gives_what_it_gave_when_it_was_released(line: str) -> None:
    typed, folded, unfolded = json.loads(line)

    assert canonical(typed) == folded
    assert canonical(typed, fold=False) == unfolded


@given(TYPED, st.booleans())
def test_the_result_has_itself_as_result(text: str, fold: bool) -> None:
    once = canonical(text, fold=fold)

    assert canonical(once, fold=fold) == once


@given(TYPED)
def test_the_result_is_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", canonical(text))


@given(TYPED)
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    assert letters_and_digits(canonical(text, fold=False)) == letters_and_digits(text)
    assert letters_and_digits(canonical(text)) >= letters_and_digits(text)


@given(TYPED)
def test_burmese_shan_and_latin_digits_are_the_same(text: str) -> None:
    latin = canonical(text)

    assert canonical(digits_for(text, "mymr")) == latin
    assert canonical(digits_for(text, "shan")) == latin


@given(
    st.text("ကရ္်ိုAbé 4"),
    st.integers(0),
    st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\xad\u202e\ufe0f"),
)
def test_what_cannot_be_seen_makes_no_difference(text: str, place: int, unseen: str) -> None:
    place %= len(text) + 1

    assert canonical(text[:place] + unseen + text[place:]) == canonical(text)


@given(TYPED)
def test_case_makes_no_difference_unless_asked(text: str) -> None:
    assert canonical(canonical(text, fold=False)) == canonical(text)
    assert canonical("AYE") == canonical("aye")
    assert canonical("Aye", fold=False) != canonical("aye", fold=False)


def test_spaces_around_something_unseen_are_one_space() -> None:
    assert canonical(" quiet \u200b\t\xa0 river\u2028") == "quiet river"


def test_case_is_folded_alike_for_equivalent_texts() -> None:
    assert canonical("α\u0345\u0301") == canonical("α\u0301\u0345")


def test_marks_that_fall_apart_into_more_are_cut_the_first_time() -> None:
    once = canonical("e" + "\u0344" * 20)

    assert canonical(once) == once


def test_a_pile_of_marks_is_cut_before_it_costs_time() -> None:
    pile = "e" + "\u0301\u0323" * 20_000

    assert len(canonical(pile)) < 50


def test_a_lone_surrogate_leaves_text_that_can_be_encoded() -> None:
    assert canonical("\ud800aye").encode() == b"aye"


def test_digits_are_shown_in_the_kind_that_was_chosen() -> None:
    assert digits_for("12 ၁၂ ႑႒ ရေ", "mymr") == "၁၂ ၁၂ ၁၂ ရေ"
    assert digits_for("12 ၁၂", "shan") == "႑႒ ႑႒"
    assert digits_to_ascii("၄၂ ႔႒ 42") == "42 42 42"
