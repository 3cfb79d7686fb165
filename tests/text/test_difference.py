"""What became of a text, word by word or syllable by syllable."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.text.difference import difference


@given(st.text(max_size=60), st.text(max_size=60))
@settings(deadline=None)
def test_both_texts_can_be_read_from_the_parts(before: str, after: str) -> None:
    parts = difference(before, after)

    assert "".join(words for what, words in parts if what != "new") == before
    assert "".join(words for what, words in parts if what != "gone") == after


def test_english_is_compared_by_words() -> None:
    assert difference("The new well is deep.", "The old well is deep.") == [
        ("same", "The "),
        ("gone", "new "),
        ("new", "old "),
        ("same", "well is deep."),
    ]


def test_burmese_is_compared_by_syllables() -> None:
    assert difference("မြို့တော်", "မြို့သစ်") == [("same", "မြို့"), ("gone", "တော်"), ("new", "သစ်")]


def test_long_texts_take_no_long_time() -> None:
    before = process_time()
    difference("a b " * 30_000, "b a " * 30_000)
    difference(" ".join(map(str, range(1_400))), " ".join(map(str, range(1_400, 0, -1))))

    assert process_time() - before < 3
