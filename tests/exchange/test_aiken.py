"""Aiken: a question, its options, its answer."""

import pytest

from lms.exchange import formats
from lms.exchange.found import Reading


def read(text: str) -> Reading:
    """Read an Aiken file, which is known by its ANSWER lines."""
    name, reading = formats.read(text.encode(), "en")
    assert name == "aiken"
    return reading


def test_options_have_a_point_or_a_bracket() -> None:
    (found,) = read("Who decides\nabout the well?\nA. The army\nB) The village\nANSWER: B\n").brought

    assert found.content["stem"] == {"en": "Who decides  \nabout the well?"}
    assert [each.get("right", False) for each in found.content["options"]] == [False, True]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Who?\nA. a\nANSWER: A", "fewer than two options"),
        ("Who?\nA. a\nB. b\nANSWER: C", "names no option"),
        ("A. a\nB. b\nANSWER: A", "Nothing is asked"),
    ],
)
def test_what_is_wrong_is_named_with_the_line_of_the_question(text: str, why: str) -> None:
    reading = read(f"First?\nA. a\nB. b\nANSWER: A\n\n{text}\n")

    assert len(reading.brought) == 1
    ((refused),) = reading.refused
    assert refused.line == 6
    assert why in refused.why


def test_a_question_without_its_answer_at_the_end_is_named() -> None:
    ((refused),) = read("First?\nA. a\nB. b\nANSWER: A\n\nLast?\nA. a\nB. b").refused

    assert (refused.line, refused.title) == (6, "Last?")
    assert "ANSWER" in refused.why
