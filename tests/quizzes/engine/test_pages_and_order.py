"""Pages of an attempt, the order in which its parts are shown, and grade bands."""

from fractions import Fraction
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.points import points
from lms.quizzes.engine import grading
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.holding import holding
from lms.quizzes.engine.refusal import Fault, Unsound
from lms.quizzes.engine.rules.arranging import arranged
from lms.quizzes.engine.rules.bands import Band, band_of, check
from lms.quizzes.engine.rules.paging import Navigation, may_answer, may_go, pages, reached_after
from tests.support.question_types import TYPES, content, text


def test_questions_are_dealt_onto_pages() -> None:
    assert pages([1, 2, 3, 4, 5], 2) == [[1, 2], [3, 4], [5]]
    assert pages([1, 2, 3], 1) == [[1], [2], [3]]
    assert pages([1, 2, 3], None) == [[1, 2, 3]]
    assert pages([], None) == pages([], 3) == []
    with pytest.raises(ValueError, match="0"):
        pages([1], 0)


@given(st.lists(st.integers(), max_size=60), st.none() | st.integers(1, 70))
def test_no_page_is_empty_and_no_question_is_lost(questions: list[int], per_page: int | None) -> None:
    found = pages(questions, per_page)

    assert [each for page in found for each in page] == questions
    assert all(0 < len(page) <= (per_page or 60) for page in found)


@pytest.mark.parametrize(
    ("to", "free", "onward"), [(-1, False, False), (0, True, False), (1, True, True), (2, True, True), (3, True, False)]
)
def test_where_one_may_go_from_the_second_of_four_pages(to: int, free: bool, onward: bool) -> None:
    assert may_go(Navigation.FREE, reached=1, to=to, count=4) is free
    assert may_go(Navigation.SEQUENTIAL, reached=1, to=to, count=4) is onward


def test_there_is_no_page_after_the_last() -> None:
    assert not may_go(Navigation.SEQUENTIAL, reached=3, to=4, count=4)
    assert not may_go(Navigation.FREE, reached=3, to=4, count=4)


def test_onward_only_the_page_one_is_on_can_be_answered() -> None:
    assert [may_answer(Navigation.SEQUENTIAL, reached=1, page=page) for page in range(3)] == [False, True, False]
    assert all(may_answer(Navigation.FREE, reached=1, page=page) for page in range(3))
    assert reached_after(reached=2, to=1) == reached_after(reached=1, to=2) == 2


def task(kind: str, **more: Any) -> Any:
    """Return the task of a question of a type."""
    return load(content(kind, **more)).task


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_shown_is_all_there_and_the_same_each_time(kind: str) -> None:
    plain = arranged(task(kind), shuffle=False, seed="s")
    shaken = arranged(task(kind), shuffle=True, seed="s")

    assert shaken == arranged(task(kind, stem=text(content(kind)["stem"]["en"])), shuffle=True, seed="s")
    assert {name: sorted(ids) for name, ids in plain.items()} == {name: sorted(ids) for name, ids in shaken.items()}
    lists = {
        "single": {"options"},
        "multiple": {"options"},
        "matching": {"matches"},
        "ordering": {"items"},
        "gapselect": {"gaps/who/options", "gaps/what/options"},
        "cloze": {"gaps/who/options"},
    }
    assert set(plain) == lists.get(kind, set())


def test_seeds_shake_and_without_shaking_options_stand_as_written() -> None:
    asked = task("multiple")
    orders = {tuple(arranged(asked, shuffle=True, seed=str(seed))["options"]) for seed in range(200)}

    assert len(orders) == 24
    assert arranged(asked, shuffle=False, seed="1")["options"] == ["a", "b", "c", "d"]


def test_two_gaps_of_the_same_options_are_shaken_apart() -> None:
    asked = task("gapselect")
    pairs = [arranged(asked, shuffle=True, seed=str(seed)) for seed in range(50)]
    first = ["village", "union"], ["well", "army"]

    assert {(each["gaps/who/options"] == first[0], each["gaps/what/options"] == first[1]) for each in pairs} == {
        (one, other) for one in (True, False) for other in (True, False)
    }


@given(st.text(max_size=5), st.integers(2, 4), st.booleans())
def test_what_is_to_be_put_in_order_is_never_shown_in_it(seed: str, count: int, shuffle: bool) -> None:
    names = ["a", "b", "c", "d"][:count]
    asked = task("ordering", items=[{"id": name, "text": text(name)} for name in names])

    assert arranged(asked, shuffle=shuffle, seed=seed)["items"] != names


BANDS = [Band(least=Fraction(least), name=text(name)) for least, name in (("0", "c"), ("1/2", "b"), ("9/10", "a"))]


@pytest.mark.parametrize(
    ("share", "name"), [("-2", "c"), ("0", "c"), ("499/1000", "c"), ("1/2", "b"), ("9/10", "a"), ("1", "a"), ("3", "a")]
)
def test_a_share_falls_into_one_band(share: str, name: str) -> None:
    check(BANDS)
    check([*BANDS, Band(least=Fraction(1), name=text("s"))])
    check([Band(least=Fraction(number, 10), name=text("x")) for number in range(10)])
    found = band_of(BANDS, Fraction(share))
    assert found is not None
    assert found.name["en"] == name
    assert band_of([], Fraction(share)) is None


@pytest.mark.parametrize(
    "leasts", ["1/2", "0 1/2 1/2", "0 3/4 1/2", "0 2", "-1", " ".join(f"{n}/20" for n in range(11))]
)
def test_bands_that_leave_holes_or_overlap_are_refused(leasts: str) -> None:
    with pytest.raises(Unsound) as refused:
        check([Band(least=Fraction(least), name=text("x")) for least in leasts.split()])
    assert refused.value.fault in (Fault.OUT_OF_RANGE, Fault.TOO_LARGE)


def test_the_greatest_number_holds_and_then_the_greater_uid() -> None:
    came = [SimpleNamespace(seq=seq, uid=uid) for seq, uid in ((1, "z"), (2, "a"), (2, "b"), (1, "y"))]

    for order in permutations(came):
        assert holding(order) is came[2]
    assert holding([]) is None


def test_questions_weigh_what_they_weigh() -> None:
    shares = [Fraction(1), Fraction(0), Fraction(1, 2)]

    assert grading.total(shares, [2, 1, 1]) == Fraction(5, 8)
    assert grading.total(shares, [0, 0, 0]) == 0
    assert grading.total(shares) == Fraction(1, 2)
    with pytest.raises(ValueError, match="zip"):
        grading.total(shares, [1])


def test_marks_below_nothing_are_rounded_as_those_above() -> None:
    assert points(Fraction(-1, 3)) == -3333
    assert points(Fraction(-1, 20_000)) == 0
    assert grading.grade([-3, -2], "average") == -2
    assert grading.grade([-3, -3, -2], "average") == -3
