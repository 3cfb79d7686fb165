"""The order of Myanmar signs: typing order makes no difference, spelling stays as it is."""

import random
import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.canonical import canonical, tidy
from lms.text.marks import mend_order

SIGNS = [
    chr(point)
    for block in (range(0x1000, 0x10A0), range(0xA9E0, 0xAA00), range(0xAA60, 0xAA80))
    for point in block
    if unicodedata.category(chr(point)) in {"Mn", "Mc"} and chr(point) != "\u1039"
]

SAME_LOOKING = [
    ("ကူံ", "ကံူ"),
    ("ကု့", "က့ု"),
    ("န\u1037\u103a", "န\u103a\u1037"),
    ("ကို", "ကုိ"),
    ("ကျွ", "ကွျ"),
    ("မြှ", "မှြ"),
    ("ကြွေ", "ကေြွ"),
    ("ယောက်ျား", "ယောကျ်ား"),
    ("ကျွန်ုပ်", "ကျွနု်ပ်"),
    ("ကောင်း", "ကောငး်"),
    ("တေ\u102c\u1037\u103a", "တေ\u102c\u103a\u1037"),
    ("ၸႂ်", "ၸ်ႂ"),
    ("ပိုဲ", "ပိဲု"),
    ("\u1025\u102eး", "\u1026း"),
]

WELL_SPELLED = {
    "Burmese": "ယောက်ျား ကျွန်ုပ် လက်ျာ နှင့် ကမ္ဘာ့ အင်္ဂလိပ် ကျွန်တော့် ကြွေးကြော် သုံ့ပြန် ဣန္ဒြေ",
    "Shan": "လွတ်ႈလႅဝ်း ၸႂ် ၼၢင်းယိင်း ၵႂၢမ်းတႆး ႁွင်ႈႁဵၼ်း ၽူႈၼမ်း မိူင်းတႆး ၵေႃႉ ဢီႈသင်",
    "Mon": "မၞိဟ်ပိုဲတအ် ဘာသာမန် ဍုၚ် ဂကူ ကၠောန် လၟုဟ် ဇၞော် သ္ဂောံ",
    "S'gaw Karen": "မ့ၢ် အိၣ်ဖျဲၣ်ထီၣ် ဟ့ၣ် ကညီကျိာ် နံၢ် တၢ်မၤလိ ပှၤ ကွဲးန့ၣ်",
    "Pa'o": "ပအိုဝ်ႏ ကွဲးႏ",
}


@pytest.mark.parametrize(("one", "other"), SAME_LOOKING)
def test_words_that_look_the_same_are_the_same(one: str, other: str) -> None:
    assert one != other
    assert canonical(one) == canonical(other)


@given(st.lists(st.sampled_from(SIGNS), max_size=8), st.randoms(use_true_random=False))
def test_signs_typed_in_any_order_are_the_same(signs: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(signs, len(signs))

    assert canonical("က" + "".join(shuffled)) == canonical("က" + "".join(signs))


@given(st.lists(st.sampled_from(SIGNS), max_size=20))
def test_signs_are_moved_and_never_lost(signs: list[str]) -> None:
    typed = "က" + "".join(signs)

    assert sorted(canonical(typed)) == sorted(typed)
    assert sorted(tidy(typed)) == sorted(typed)


@pytest.mark.parametrize("words", WELL_SPELLED.values(), ids=WELL_SPELLED.keys())
def test_tidy_leaves_words_as_their_language_spells_them(words: str) -> None:
    assert tidy(words) == unicodedata.normalize("NFC", words)


@pytest.mark.parametrize("order", list(permutations("ြွေ")), ids=repr)
def test_tidy_puts_signs_into_the_order_of_the_standard(order: tuple[str, ...]) -> None:
    assert tidy(f"က{''.join(order)}") == "ကြွေ"


def test_tidy_keeps_signs_with_the_vowel_they_were_typed_after() -> None:
    assert tidy("မ့ၢ်") != tidy("မၢ့်")
    assert canonical("မ့ၢ်") == canonical("မၢ့်")


def test_an_endless_run_of_signs_is_left_as_typed() -> None:
    run = "က" + "ု" * 20_000 + "ိ"

    assert mend_order(run) == run
