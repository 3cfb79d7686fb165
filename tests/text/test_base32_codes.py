"""Codes from a card, as people type them."""

import re
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.canonical import digits_for
from lms.text.codes import ALPHABET, grouped, new_code, tidy_code

CODES = st.text(ALPHABET, min_size=1, max_size=26)


def test_a_new_code_has_its_length_and_only_signs_that_cannot_be_confused() -> None:
    code = new_code(26)

    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", code)
    assert new_code(26) != code


def test_every_sign_of_the_alphabet_comes_up() -> None:
    assert set(new_code(2_000)) == set(ALPHABET)


def test_a_code_is_grouped_for_reading_aloud() -> None:
    assert grouped("ABCDEFGHJK") == "ABCD-EFGH-JK"
    assert grouped("ABCDEFGHJK", size=5) == "ABCDE-FGHJK"


@given(CODES)
def test_a_code_typed_from_its_groups_is_the_code(code: str) -> None:
    assert tidy_code(grouped(code)) == code
    assert tidy_code(digits_for(f" {grouped(code, 3).lower()} ", "mymr")) == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("oO0", "000"),
        ("iIlL1", "11111"),
        ("ab–cd—ef‑gh", "ABCDEFGH"),
        ("၁ဝ၇ရ", "1077"),
        ("a\u200bb", "AB"),
    ],
)
def test_common_slips_are_forgiven(typed: str, meant: str) -> None:
    assert tidy_code(typed) == meant


@pytest.mark.parametrize("typed", ["", " - ", "SECRETU", "SECRET!", "SECRETက", "S" * 129])
def test_what_is_no_code_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^a code") as refusal:
        tidy_code(typed)

    assert "SECRET" not in "".join(traceback.format_exception_only(refusal.value))
