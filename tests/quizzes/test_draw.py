"""Drawing questions out of a bank, and putting things in an order that looks shaken."""

from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.engine.draw import Item, draw
from lms.quizzes.engine.order import shaken


def bank(*tags: str) -> list[Item]:
    """Return a bank of questions, each with the tags that are the letters of its word."""
    return [Item(number, "m", f"q{number}", {"tags": list(word)}) for number, word in enumerate(tags, 1)]


def test_what_a_later_place_needs_is_left_for_it() -> None:
    # Were a question with x and y taken for "any x" first, nothing with y would be left.
    for seed in "abcdefghij":
        assert len(draw(bank("xy", "x"), [{"count": 1, "tags": ["x"]}, {"count": 1, "tags": ["y"]}], seed)) == 2


def test_no_question_is_drawn_twice_and_a_short_bank_gives_what_it_has() -> None:
    drawn = draw(bank("x", "x"), [{"count": 5, "tags": ["x"]}], "s")

    assert [item.id for item in drawn] == [1, 2]


def test_all_tags_must_be_there_and_module_difficulty_and_form_too() -> None:
    items = [
        Item(1, "m", "a", {"tags": ["x"], "difficulty": "easy", "form": "a"}),
        Item(2, "m", "b", {"tags": ["x", "y"], "difficulty": "hard", "form": "a"}),
        Item(3, "n", "c", {"tags": ["x", "y"], "difficulty": "easy", "form": "b"}),
    ]

    assert [item.id for item in draw(items, [{"count": 3, "tags": ["x", "y"]}], "s")] == [2, 3]
    assert [item.id for item in draw(items, [{"count": 3, "difficulty": "easy"}], "s")] == [1, 3]
    assert [item.id for item in draw(items, [{"count": 3, "module": "m"}], "s")] == [1, 2]
    assert [item.id for item in draw(items, [{"count": 3}], "s", form="b")] == [3]


def test_each_question_of_a_bank_is_drawn_about_as_often() -> None:
    times = dict.fromkeys(range(1, 11), 0)
    for seed in range(600):
        for item in draw(bank(*["x"] * 10), [{"count": 3}], str(seed)):
            times[item.id] += 1

    # 180 each are expected; five standard deviations of a binomial (600, 0.3) are 56.
    assert all(124 <= count <= 236 for count in times.values())


@given(st.lists(st.integers(), unique=True), st.text())
def test_an_order_holds_the_same_things_and_depends_on_the_seed_alone(things: list[int], seed: str) -> None:
    once = shaken(things, seed, str)

    assert sorted(once) == sorted(things)
    assert shaken(reversed(things), seed, str) == once


def test_orders_differ_from_seed_to_seed() -> None:
    assert len({tuple(shaken("abcd", str(seed), str)) for seed in range(300)}) == 24
