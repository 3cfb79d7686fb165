"""Marking questions with options."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.package.schema import schemas
from lms.quizzes.engine.choice import multiple, single, truefalse
from lms.quizzes.engine.kinds import KINDS, question
from lms.quizzes.engine.question import NotAnAnswer
from lms.quizzes.engine.registry import TASKS


def options(**parts: object) -> dict[str, Any]:
    """Return a question whose options are right (True), wrong (False), or worth a share."""
    made = []
    for name, worth in parts.items():
        option: dict[str, Any] = {"id": name}
        if worth is True:
            option["right"] = True
        elif worth is not False:
            option["share"] = worth
        made.append(option)
    return {"options": made}


def share(asked: Any, *chosen: str) -> Fraction:
    found: Fraction = asked.mark(asked.read(chosen)).share
    return found


def test_single_is_right_or_not() -> None:
    asked = single(options(a=False, b=True, c=False))

    assert [share(asked, name) for name in "abc"] == [0, 1, 0]
    assert asked.right == {"b"}
    assert asked.mark(("b",)).right


def test_multiple_gives_each_right_one_a_part_and_takes_as_much_for_a_wrong_one() -> None:
    asked = multiple(options(a=True, b=True, c=False, d=False))

    assert share(asked, "a", "b") == 1
    assert share(asked, "a") == Fraction(1, 2)
    assert share(asked, "a", "b", "c") == Fraction(1, 2)
    assert share(asked, "a", "c") == 0
    assert share(asked, "c", "d") == 0


def test_shares_count_as_they_are_written() -> None:
    asked = multiple(options(a=0.7, b=0.3, c=-0.5, d=0))

    assert share(asked, "a") == Fraction(7, 10)
    assert share(asked, "a", "b", "c") == Fraction(1, 2)
    assert share(asked, "b", "d") == Fraction(3, 10)
    assert asked.right == {"a", "b"}


def test_three_thirds_are_the_whole() -> None:
    assert share(multiple(options(a=0.33, b=0.33, c=0.33, d=-1)), "a", "b", "c") == 1


def test_all_or_nothing_is_that() -> None:
    asked = multiple({**options(a=True, b=True, c=False), "marking": "all-or-nothing"})

    assert share(asked, "a", "b") == 1
    assert [share(asked, *some) for some in ("a", "abc", "c")] == [0, 0, 0]


@pytest.mark.parametrize("answer", [True, False])
def test_a_statement_is_true_or_false(answer: bool) -> None:
    asked = truefalse({"answer": answer})

    assert share(asked, "true") == int(answer)
    assert share(asked, "false") == int(not answer)


@pytest.mark.parametrize("chosen", [(), ("",), ("x",), ("a", "x"), ("a", "b")])
def test_what_is_no_answer_to_a_single_choice_is_refused(chosen: tuple[str, ...]) -> None:
    with pytest.raises(NotAnAnswer):
        single(options(a=True, b=False)).read(chosen)


@pytest.mark.parametrize("chosen", [(), ("x",), ("a", "x")])
def test_what_is_no_answer_to_a_multiple_choice_is_refused(chosen: tuple[str, ...]) -> None:
    with pytest.raises(NotAnAnswer):
        multiple(options(a=True, b=True, c=False)).read(chosen)


def test_the_same_option_sent_twice_counts_once() -> None:
    asked = multiple(options(a=True, b=True, c=False))

    assert asked.read(["a", "a"]) == ("a",)


@given(
    st.lists(st.sampled_from([True, False]), min_size=2, max_size=12).filter(lambda parts: 0 < sum(parts) < len(parts)),
    st.data(),
)
def test_a_mark_lies_between_nothing_and_all_and_all_right_is_all(parts: list[bool], data: st.DataObject) -> None:
    asked = multiple(options(**{f"o{number}": part for number, part in enumerate(parts)}))
    chosen = data.draw(st.sets(st.sampled_from(sorted(asked.shares)), min_size=1))

    assert 0 <= share(asked, *chosen) <= 1
    assert (share(asked, *chosen) == 1) is (chosen == asked.right)


def test_every_type_of_the_format_can_be_marked() -> None:
    types = schemas()["question.schema.json"]["properties"]["type"]["enum"]

    assert set(TASKS) == set(types)
    assert set(KINDS) <= set(TASKS)
    assert question({"type": "truefalse", "answer": True}).right == {"true"}
