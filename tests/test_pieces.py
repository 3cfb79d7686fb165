"""A lesson cut into pieces and put together again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.markup.pieces import join, split
from lms.translating.twins import Misread, rebuilt, twins
from tests.support.sample_package import LESSON, sample_tree

LINES = ["\n", "\n\n", "    ", "- ", "1. ", "## ", "#", "> ", "|", "---", "|---|---|", '!!! note "', "!!! check a"]
MARKS = ["![", '](a.svg "', '")', "[[", "]]", "[[a|b]]", "**", "\\|", "“", "”", "က", "word", " ", "\t", "\r", ":"]
SIGNS = LINES + MARKS
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=4)), max_size=40).map("".join)

LESSON_TEXT = """First words
go on here.

## A heading

- one
  two
- **three**

| a | [[b|c]] |
|---|---|
| d |  |

!!! note "Try it"
    Words in a box,
    on two lines.

![What it shows](a.svg "Below it")

!!! check well-1
"""


@given(TEXTS)
@settings(deadline=None)
def test_pieces_put_together_are_the_text(text: str) -> None:
    assert join(split(text)) == text


@given(TEXTS)
@settings(deadline=None)
def test_the_words_of_a_piece_come_back_from_what_is_shown(text: str) -> None:
    for piece in split(text):
        assert piece.saying(piece.shown) == piece


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_any_two_texts_stand_side_by_side_and_the_second_comes_back(one: str, other: str) -> None:
    side_by_side = twins(one, other)

    assert join(twin.source for twin in side_by_side if twin.source) == one
    assert rebuilt(side_by_side, {}) == other


def test_each_part_of_a_lesson_is_a_piece() -> None:
    assert [(piece.kind, piece.shown) for piece in split(LESSON_TEXT)][:-1] == [
        ("paragraph", "First words\ngo on here."),
        ("heading", "A heading"),
        ("item", "one\ntwo"),
        ("item", "**three**"),
        ("cell", "a"),
        ("cell", "[[b|c]]"),
        ("cell", "d"),
        ("title", "Try it"),
        ("paragraph", "Words in a box,\non two lines."),
        ("alt", "What it shows"),
        ("caption", "Below it"),
    ]


def test_other_words_stand_in_the_same_marks() -> None:
    side_by_side = twins(LESSON_TEXT, None)
    words = {place: f"W{place}" for place, twin in enumerate(side_by_side)}

    assert rebuilt(side_by_side, words) == (
        'W0\n\n## W1\n\n- W2\n- W3\n\n| W4 | W5 |\n|---|---|\n| W6 |  |\n\n!!! note "W7"\n    W8\n\n'
        '![W9](a.svg "W10")\n\n!!! check well-1\n'
    )


def test_the_second_line_of_a_box_stays_in_the_box() -> None:
    side_by_side = twins(LESSON_TEXT, LESSON_TEXT)

    assert "\n    New words,\n    and more.\n" in rebuilt(side_by_side, {8: "New words,\nand more."})


@pytest.mark.parametrize("words", ["a\n\nb", "- a", "a\n- b", "# a", "!!! note", "> a", "| a |", "a\n\n\nb", "---"])
def test_words_that_would_be_read_as_something_else_are_refused(words: str) -> None:
    with pytest.raises(Misread) as refused:
        rebuilt(twins(LESSON_TEXT, LESSON_TEXT), {0: words})

    assert refused.value.place == 0


def test_a_piece_that_the_original_got_comes_into_the_translation() -> None:
    side_by_side = twins("One.\n\n## New\n\nTwo.\n", "Ein.\n\nZwei.\n")
    place = next(place for place, twin in enumerate(side_by_side) if twin.kind == "heading")

    assert rebuilt(side_by_side, {place: "Neu"}) == "Ein.\n\n## Neu\n\nZwei.\n"


def test_a_piece_that_the_translation_alone_has_goes_when_it_is_emptied() -> None:
    side_by_side = twins("One.\n", "## Alt\n\nEin.\n")
    place = next(place for place, twin in enumerate(side_by_side) if twin.kind == "heading")

    assert rebuilt(side_by_side, {place: ""}) == "\n\nEin.\n"


def test_the_sample_has_the_same_pieces_in_both_languages() -> None:
    texts = [sample_tree()[f"{LESSON}.{lang}.md"].decode().split("---\n", 2)[2] for lang in ("en", "my")]

    assert all(twin.source and twin.target for twin in twins(*texts))
