"""Where a text may be cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.canonical import tidy
from lms.text.syllables import cut, initials, syllables

TEXTS = st.text(st.one_of(st.characters(min_codepoint=0x1000, max_codepoint=0x109F), st.sampled_from(" a။, ")))


@pytest.mark.parametrize(
    "cut_by_hand",
    [
        "တက္က|သိုလ်|တွင် |ပုဂ္ဂိုလ်|ကမ္ဘာ့|ယောက်ျား",
        "အင်္ဂ|လိပ်|စာ |သင်|တန်း၊ |မ|နက်",
        "ပ|ထ|မ။|ဒု|တိ|ယ",
        "လွတ်ႈ|လႅဝ်း",
        "မၞိဟ်|ပိုဲ|တအ်",
        "အိၣ်|ဖျဲၣ်|ထီၣ်",
        "Hello,  |(big) |world ",
        "ဖုန်း |၀၉၁ |call |မည်",
    ],
)
def test_syllables_are_cut_as_by_hand(cut_by_hand: str) -> None:
    assert syllables(cut_by_hand.replace("|", "")) == cut_by_hand.split("|")


@given(TEXTS)
def test_the_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(syllables(text)) == text
    assert all(syllables(text))


@given(TEXTS, st.integers(1, 30))
def test_a_cut_text_fits_and_begins_like_the_text(text: str, limit: int) -> None:
    shortened = cut(text, limit)

    assert len(shortened) <= limit
    assert shortened == text or text.startswith(shortened.removesuffix("…"))


@given(
    st.lists(st.sampled_from(["ကျောင်း", "သား", "တက္က", "သိုလ်", "ရေ ", "လွတ်ႈ"]), min_size=1),
    st.integers(9, 40),
)
def test_a_text_is_cut_only_between_syllables(pieces: list[str], limit: int) -> None:
    text = "".join(pieces)
    shortened = cut(text, limit)

    starts = {"".join(pieces[:count]).rstrip() for count in range(len(pieces) + 1)}
    assert shortened == text or shortened.removesuffix("…") in starts


def test_a_text_is_cut_between_words_and_keeps_what_fits() -> None:
    assert cut("Hello big world", 10) == "Hello big…"
    assert cut("Hello big world", 15) == "Hello big world"
    assert cut("Hello big world", 11, "...") == "Hello..."
    assert cut("မြန်မာနိုင်ငံ", 8) == "မြန်မာ…"


def test_a_word_that_is_too_long_is_cut_but_never_before_a_sign() -> None:
    assert cut("aaaaaaaaaa", 5) == "aaaa…"
    assert cut("ကျွန်း", 4) == "ကျွ…"
    assert cut("ကျွန်း", 3) == "…"


def test_a_limit_too_short_for_the_ellipsis_is_refused() -> None:
    with pytest.raises(ValueError, match="ellipsis"):
        cut("Hello", 2, "...")


def test_initials_are_the_letters_that_words_begin_with() -> None:
    assert initials("quiet river 42") == "QR"
    assert initials("ငြိမ်သက်သော မြစ် ၄၂") == "ငမ"
    assert initials("‘aye’") == "A"
    assert initials("🌾") == ""
    assert initials(tidy("ဥ့ီး"), 1) == "ဦ"
