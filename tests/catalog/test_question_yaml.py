"""Questions written into a bank: what is meant is written, and nothing else moves."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.package.question_yaml import EMPTY, put_question, without_question
from lms.catalog.package.yaml_lines import read_yaml
from tests.support.question_types import TYPES, content, text
from tests.support.sample_package import MODULE, sample_tree

BANK = sample_tree()[f"{MODULE}/bank.yaml"]
COMMENTED = b"""# The bank.
questions:
  # The first one.
  - id: one
    type: truefalse   # easy
    objective: wells
    difficulty: "easy"
    stem: {en: Wells are deep.,   my: "\xe1\x80\x9b\xe1\x80\xb1"}
    # What is right.
    answer: true
    if_true: {en: Yes.}
    if_false: {en: No.}

  # The second one.
  - id: two
    type: information
    stem:
      en: |
        Read.

        Then go on.
"""


def questions(data: bytes) -> list[dict[str, Any]]:
    """Return what a bank says."""
    document = read_yaml("bank.yaml", data.decode())
    assert document.problems == []
    return list(document.value["questions"])


@pytest.mark.parametrize("data", [BANK, COMMENTED])
def test_what_does_not_change_keeps_every_byte(data: bytes) -> None:
    for question in questions(data):
        assert put_question(data, question) == data


def test_a_change_touches_the_lines_of_its_key_alone() -> None:
    one, _two = questions(COMMENTED)
    changed = put_question(COMMENTED, {**one, "difficulty": "hard"})

    assert changed == COMMENTED.replace(b'difficulty: "easy"', b"difficulty: hard")


def test_a_new_key_stands_in_its_place_and_one_that_goes_leaves_no_trace() -> None:
    one, _two = questions(COMMENTED)
    with_more = put_question(COMMENTED, {**one, "state": "draft", "tags": ["well", "case"]})

    assert b"# easy\n    tags: [well, case]\n    objective: wells\n" in with_more
    assert b'difficulty: "easy"\n    state: draft\n    stem' in with_more
    assert put_question(with_more, one) == COMMENTED


def test_a_question_is_taken_out_and_the_comments_of_the_others_stay() -> None:
    left = without_question(COMMENTED, "one")

    assert questions(left) == questions(COMMENTED)[1:]
    assert b"# The second one." in left
    assert b"What is right" not in left
    assert without_question(left, "two") == EMPTY


@pytest.mark.parametrize("kind", TYPES)
def test_a_question_of_every_type_is_written_and_read_as_the_same(kind: str) -> None:
    hints = [{"text": text("Think:\nof the # well."), "count_right": True}]
    question = content(kind, hints=hints, penalty="1/3", weight=2, feedback=text("One.\n\nTwo.\n"))
    added = put_question(BANK, question)

    assert questions(added) == [*questions(BANK), question]
    assert added.startswith(BANK.rstrip(b"\n"))
    assert questions(put_question(EMPTY, question)) == [question]
    assert put_question(added, question) == added


@pytest.mark.parametrize(
    "data",
    [
        b"questions: [{id: one, type: information, stem: {en: x}}]\n",
        b"questions:\n- {id: one, type: information, stem: {en: x}}\n- {id: b, type: information, stem: {en: y}}\n",
        b"\xef\xbb\xbfquestions:\r\n- type: information\r\n  id: one\r\n  stem:\r\n    en: x\r\n",
        b"questions:\n  -\n    id: one\n    type: information\n    stem: {en: x}",
    ],
)
def test_other_ways_to_write_a_bank_are_understood(data: bytes) -> None:
    def said(data: bytes) -> list[dict[str, Any]]:
        return questions(data.decode("utf-8-sig").replace("\r\n", "\n").encode())

    one = {**said(data)[0], "stem": {"en": "Two\nlines", "my": "၂"}, "weight": 2}
    changed = put_question(data, one)
    assert said(changed) == [one, *said(data)[1:]]
    assert changed.count(b"\r\n") == changed.count(b"\n") * data.startswith(b"\xef")
    new = {"id": "new", "type": "information", "stem": {"en": "n"}}
    more = put_question(changed, new)
    assert said(more) == [one, *said(data)[1:], new]
    assert said(without_question(more, "one")) == [*said(data)[1:], new]


WORDS = st.text(st.sampled_from("ab: -#'\"{}[]&*!|>%@`\\,?~\n0123.ကို့၁ "), max_size=30).map(str.rstrip)


@given(st.lists(WORDS, min_size=2, max_size=2), st.sampled_from(["true", "null", "12", "0.5", "~", "- a", "a: b", ""]))
def test_whatever_is_typed_is_read_as_it_was_typed(words: list[str], odd: str) -> None:
    question = {"id": "new", "type": "information", "stem": {"en": words[0], "my": odd}, "tags": ["a"], "weight": 3}
    added = put_question(COMMENTED, question)
    assert questions(added)[-1] == question
    changed = {**question, "stem": {"en": {"text": words[1], "state": "draft"}}, "feedback": {"en": words[0]}}
    assert questions(put_question(added, changed))[-1] == changed
