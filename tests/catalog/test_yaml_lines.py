"""YAML as authors write it: what it says is what a safe loader says, and every part knows its line."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lms.catalog.package.yaml_lines import Document, read_yaml

WORDS = st.text(alphabet="abcxyz ကခ်ာ:#'\"-[]{}|>,&*!%@\n", max_size=20)
VALUES = st.recursive(
    WORDS | st.integers(-999, 999) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", min_size=1), inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> Document:
    """Return what a text says; it is sound."""
    document = read_yaml("file.yaml", text)
    assert document.sound, document.problems
    return document


@given(VALUES)
def test_what_yaml_writes_is_read_as_it_was(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)

    assert read(text).value == value


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=20, unique=True), st.integers(0, 5))
def test_each_key_knows_its_line(keys: list[str], gap: int) -> None:
    text = "".join(f"{'# remark' * bool(gap)}\n" * gap + f"{key}x: 1\n" for key in keys)

    document = read(text)

    for number, key in enumerate(keys):
        assert document.line((f"{key}x",)) == number * (gap + 1) + gap + 1


def test_a_list_item_and_a_long_text_know_their_lines() -> None:
    document = read("steps:\n  - a\n  - title:\n      en: |\n        one\n        two\n")

    assert document.line(("steps", 1)) == 3
    assert document.line(("steps", 1, "title", "en")) == 4
    assert document.text_line(("steps", 1, "title", "en")) == 5
    assert document.line(("steps", 1, "not there")) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-22", "2026-11-22"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("0123", "0123"),
        ("1:30", "1:30"),
        ("1e9", "1e9"),
        ("123456789012", "123456789012"),
        ("0x1f", "0x1f"),
        (".inf", ".inf"),
        ("12", 12),
        ("-0.5", -0.5),
        ("true", True),
        ("null", None),
        ("", None),
        ("'12'", "12"),
    ],
)
def test_what_looks_like_text_is_text(written: str, meant: object) -> None:
    value = read(f"key: {written}\n").value["key"]

    assert value == meant
    assert type(value) is type(meant)


def test_below_a_language_everything_is_text() -> None:
    assert read("title: {en: 2008, my: ၂၀၀၈, shn: true, ksw: }\n").value["title"] == {
        "en": "2008",
        "my": "၂၀၀၈",
        "shn": "true",
        "ksw": "",
    }


def test_every_twin_key_is_named_and_the_first_value_holds() -> None:
    document = read_yaml("file.yaml", "a: 1\nb: 2\na: 3\nb: 4\n")

    assert document.value == {"a": 1, "b": 2}
    assert [problem.line for problem in document.problems] == [3, 4]


def test_front_matter_counts_from_where_it_stands() -> None:
    document = read_yaml("lesson.md", "title: x\nminutes: [\n", first_line=2)

    assert not document.sound
    assert document.problems[0].line >= 3


@given(st.text(alphabet="ab:-|>[]{}&*!?%@`'\"#,\n\t \\က\x00\x07\ufeff", max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    document = read_yaml("file.yaml", text)

    assert document.sound or document.problems
    assert all(1 <= problem.line <= text.count("\n") + 2 for problem in document.problems)
