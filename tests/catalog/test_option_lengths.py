"""Options of like length: one that is far longer than another is doubted, in the language where it is so."""

from typing import Any

import pytest

from lms.catalog.package.check import check_tree
from lms.catalog.package.option_lengths import longest_is_right
from tests.support.courses import changed
from tests.support.sample_package import sample_tree

BANK = "01-power-shared/bank.yaml"


def doubts(english: str, burmese: str) -> list[str]:
    tree = changed(sample_tree(), BANK, "text: {en: One person, my: လူတစ်ဦး}", f"text: {{en: {english}, my: {burmese}}}")
    report = check_tree(tree)
    assert report.problems == ()
    return [str(each) for each in report.warnings if "options have" in str(each.what)]


@pytest.mark.parametrize(
    ("english", "burmese"),
    [
        ("One person", "လူတစ်ဦး"),
        ("One two three four five six seven", "လူတစ်ဦး"),
        ("One", "လူ"),
    ],
)
def test_some_difference_is_natural(english: str, burmese: str) -> None:
    assert doubts(english, burmese) == []


def test_one_far_longer_than_another_is_doubted() -> None:
    (said,) = doubts("One two three four five six seven eight", "လူတစ်ဦး")

    assert said.startswith(f"{BANK}:2: In English the options have 2 to 8 words or syllables.")


def test_each_language_is_looked_at() -> None:
    (said,) = doubts("One person", "လူတစ်ဦး " * 5)

    assert said.startswith(f"{BANK}:2: In Burmese the options have 3 to 15 words or syllables.")


def test_questions_inside_lessons_are_looked_at_too() -> None:
    path = "01-power-shared/01-why-share-power.check.yaml"
    report = check_tree(changed(sample_tree(), path, "en: Self-rule,", "en: One two three four five six seven eight,"))

    assert [(each.file, each.line) for each in report.warnings if "options have" in str(each.what)] == [(path, 2)]


def options(*pairs: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return {"options": [{"text": {"en": text}, **more} for text, more in pairs]}


@pytest.mark.parametrize(
    ("question", "gives_away"),
    [
        (options(("a b c", {"right": True}), ("a b", {})), True),
        (options(("a b", {"right": True}), ("a b c", {})), False),
        (options(("a b", {"right": True}), ("a b", {})), False),
        (options(("a b c", {"share": 0.5}), ("a", {"share": 0.5}), ("a b", {"share": -1})), True),
        (options(("a b c", {"right": False}), ("a b", {"right": True})), False),
        (options(("a b c", {"right": True}), ("", {})), False),
        ({"type": "truefalse"}, False),
    ],
)
def test_a_right_option_that_is_the_longest_gives_itself_away(question: dict[str, Any], gives_away: bool) -> None:
    assert longest_is_right(question, "en") is gives_away
