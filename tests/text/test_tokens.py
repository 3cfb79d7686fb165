"""Texts as the words that a search compares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.derived.entries import Entry, EntryKind
from lms.catalog.derived.postings import index
from lms.search import matching, rules
from lms.search.matching import Shelf
from lms.text import slips
from lms.text.canonical import tidy
from lms.text.stem import stem
from lms.text.tokens import signs_of, words

MYANMAR = st.characters(min_codepoint=0x1000, max_codepoint=0x109F)
EXTENDED = st.sampled_from([chr(point) for block in (0xA9E0, 0xAA60, 0xA900) for point in range(block, block + 32)])
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x24F)
ODD = st.sampled_from("\u200b\u200c\u200d\u2060\u1039\u103a\u1037။၊\n\t ’'-٣ก字\U0001f600\u0300")
TEXTS = st.text(st.one_of(MYANMAR, MYANMAR, EXTENDED, LATIN, ODD, st.characters()), max_size=120)

SYLLABLES = ("ရေ", "မြေ", "ကောင်း", "တယ်", "လူ့", "အခွင့်", "အရေး", "ကမ္ဘာ", "လွတ်ႈ", "လႅဝ်း", "မၞိဟ်")


def tokens(text: str) -> list[str]:
    """Return the tokens of a text."""
    return [word.token for word in words(text)]


def letters(text: str) -> list[str]:
    """Return the letters of a text as slips leave them."""
    return [unit for token in tokens(text) for unit in slips.units(token)]


@given(TEXTS)
def test_every_text_has_tokens_of_plain_letters_that_stand_in_it_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert word.token.isascii()
        assert word.token.isalnum()
        assert word.start >= end
        end = word.start + word.length
        assert word.length > 0
    assert end <= len(text)


@given(TEXTS)
def test_a_text_has_the_same_tokens_when_it_was_tidied_twice(text: str) -> None:
    once = tidy(text)
    assert tokens(once) == tokens(tidy(once))


@given(TEXTS, st.data())
def test_words_of_a_text_find_it(text: str, data: st.DataObject) -> None:
    text = tidy(text)
    found = list(words(text))
    if not found:
        return
    at = data.draw(st.integers(0, len(found) - 1))
    word = found[at]
    made = index([Entry(1, EntryKind.STEP, "a", "my", True, "", text)], [])

    query = rules.query(text[word.start : word.start + word.length])
    if query.tokens == (word.token,):  # A syllable alone may be another than beside those that it stands with.
        assert matching.found(Shelf(made.places, "my"), query).scores


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8))
def test_syllables_in_a_row_find_the_text_with_spaces_anywhere(syllables: list[str]) -> None:
    made = index([Entry(1, EntryKind.STEP, "a", "my", True, "", "ဒါ " + " ".join(syllables))], [])

    assert matching.found(Shelf(made.places, "my"), rules.query("".join(syllables))).scores


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("၁၉၄၇", "1947"),
        ("၀န်ထမ်း", "ဝန်ထမ်း"),
        ("၂ဝ၂၁", "၂၀၂၁"),
        ("ညှဥ်း", "ညှဉ်း"),
        ("စျေး", "ဈေး"),
        ("ဩဂုတ်", "သြဂုတ်"),
        ("ခွင့်", "ခွင့်"),
        ("Women’s rights", "woman right"),
        ("voting", "votes"),
        ("non-violence", "Nonviolence"),
        ("Ṭha", "tha"),
    ],
)
def test_what_a_reader_cannot_tell_apart_or_does_not_mean_to_is_one(one: str, other: str) -> None:
    assert tokens(tidy(one)) == tokens(tidy(other)) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("ရေ", "ရေး"), ("၁၀ ရာ", "၁ ဝရာ"), ("ပဲ", "ပဲ့"), ("ဘာ", "ကမ္ဘာ"), ("federal", "federalism"), ("rat", "rate")],
)
def test_what_is_not_the_same_is_not_one(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


def test_a_token_of_a_syllable_gives_its_signs_back() -> None:
    assert [signs_of(token) for token in tokens("ရေးထား water ၁၂")] == ["ရေး", "ထား", "", ""]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ဘတဂျက်", "ဘတ်ဂျက်"), ("သိပ်ပံ", "သိပ္ပံ"), ("ခိုလှူံ", "ခိုလှုံ"), ("ကြေးကျွန်", "ကျေးကျွန်"), ("အလံ", "အလန်")],
)
def test_a_slip_leaves_the_letters_of_the_word(typed: str, meant: str) -> None:
    assert letters(typed) == letters(meant)


@pytest.mark.parametrize(
    ("typed", "word", "most", "is_near"),
    [
        ("budgt", "budget", 1, True),
        ("bugdet", "budget", 1, True),
        ("bdget", "budget", 1, True),
        ("bgt", "budget", 2, False),
        ("inheritence", "inheritance", 1, True),
        ("university", "universal", 2, False),
        ("", "ab", 2, True),
    ],
)
def test_slips_in_english_are_counted(typed: str, word: str, most: int, is_near: bool) -> None:
    assert slips.is_near(typed, word, most) is is_near


@given(st.text("abcdeginsty", max_size=12))
def test_every_word_has_a_stem_that_is_not_empty(word: str) -> None:
    assert bool(stem(word)) == bool(word)
    assert len(stem(word)) <= len(word) + 1
