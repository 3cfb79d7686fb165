"""Ordinary text as it is stored."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lms.text.canonical import canonical, tidy

MYANMAR = st.characters(min_codepoint=0x1000, max_codepoint=0x109F)
TYPED = st.text(st.one_of(MYANMAR, st.sampled_from("\u0323\u0301\u3099\u0344\u200b\r\n\tA")))


@given(TYPED | st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_no_control_character_remains_but_newline_and_tab(text: str) -> None:
    left = {sign for sign in tidy(text) if unicodedata.category(sign) in {"Cc", "Cs"}}

    assert left <= {"\n", "\t"}


def test_lines_end_in_one_way() -> None:
    assert tidy("a\r\nb\rc\u2028d\x85e\x0cf\n\tg") == "a\nb\nc\nd\ne\nf\n\tg"


def test_digits_case_and_spaces_stay_as_typed() -> None:
    assert tidy("  Quiet  River ၄၂ ႔႒ ") == "  Quiet  River ၄၂ ႔႒ "


def test_what_hides_text_or_breaks_search_goes_and_emoji_stay() -> None:
    assert tidy("မြန်\u200bမာ\u2060\ufeff so\xadft \u202eevil\u202c") == "မြန်မာ soft evil"
    assert tidy("👩\u200d🌾 ☂\ufe0f") == "👩\u200d🌾 ☂\ufe0f"


@given(st.text(st.one_of(MYANMAR, st.characters(max_codepoint=0x024F), st.just("\u200b"))))
def test_tidy_text_is_the_same_handle_as_what_was_typed(text: str) -> None:
    assert canonical(tidy(text), fold=False) == canonical(text, fold=False)
