"""The order of Burmese words, against that of the collation `my` of CLDR, as ICU 78 gives it."""

import random

import pytest
from hypothesis import given

from lms.text.canonical import canonical
from lms.text.sorting import sort_key
from tests.text import samples
from tests.text.strategies import TYPED

WORDS = (samples.DATA / "sorted.my.txt").read_text("utf-8").split()
"""Each fifth word of the courses, the interface and the Declaration, in ICU's order."""


@pytest.mark.parametrize(
    "words",
    [
        "က ကက ကာ ကာ့ ကား ကိ ကီ ကု ကူ ကေ ကဲ ကော ကော် ကံ ကို ကို့ ကိုး ကက် ကင် ကင့် ကင်း ကောင် ကိုင် ကျ ကျာ ကျက် ကြ ကွ ကှ ကျွ ကျှ ခ",
        "အ အာ အိ အီ အု အူ အေ အော အက်",
        "တက တက္က သင်္ဘော သင်း",
        "ကတ် ကိတ် ကုတ် ကမ် ကိမ် ကုမ် ကုံ ကယ်",
        "! 1 ၂ က ကား အ b",
    ],
)
def test_words_stand_in_the_order_of_dictionaries(words: str) -> None:
    listed = words.split()

    assert sorted(random.Random(1).sample(listed, len(listed)), key=sort_key) == listed


def test_nearly_every_pair_of_words_stands_as_in_the_collation() -> None:
    keys = [sort_key(word) for word in WORDS]
    chance = random.Random(1)
    pairs = [sorted(chance.sample(range(len(keys)), 2)) for _ in range(20_000)]
    agreed = sum(keys[first] <= keys[second] for first, second in pairs) / len(pairs)
    plainly = sum(WORDS[first] <= WORDS[second] for first, second in pairs) / len(pairs)

    assert len(WORDS) > 5000
    assert agreed > 0.999
    assert plainly < 0.99, "the numbers of signs alone are not enough"


def test_a_stack_stands_beside_its_parts_and_a_vowel_alone_beside_the_one_on_a() -> None:
    assert sort_key("တက္က")[0] == sort_key("တက်က")[0]
    assert sort_key("သင်္ဘော")[0] == sort_key("သင်ဘော")[0]
    assert sort_key("ဥပဒေ")[0] == sort_key("အုပဒေ")[0]


@given(TYPED)
def test_every_text_has_a_place_and_the_same_texts_the_same_one(text: str) -> None:
    key = sort_key(text)

    assert key[1] == canonical(text)
    assert key <= sort_key(text + "က")
