"""Texts said otherwise in a file of which all else stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.catalog.package.rewriting import Saying, page_with, yaml_with
from lms.catalog.package.yaml_lines import Path, read_yaml
from lms.catalog.package.yaml_spans import spans

BLOCK = """# A comment
title:
  en: Sharing power   # said first
  my: "အာဏာ"
list:
  - id: a
    text: {en: One, my: တစ်}
  - id: b
    text:
      en: |
        Two
        lines

      my: |
        နှစ်
  - {en: Flow, ksw: x}
end: 3
"""
SOURCE = ("en", "0123456789ab")


def put(text: str, at: Path, lang: str, words: str, source: tuple[str, str] | None = SOURCE) -> str:
    return yaml_with(text.encode(), {(at, lang): Saying(words, source)}).decode()


def said(text: str, at: Path) -> object:
    document = read_yaml("a.yaml", text)
    assert document.sound
    assert not document.problems
    value = document.value
    for part in at:
        value = value[part]
    return value


@pytest.mark.parametrize(
    ("at", "was", "becomes"),
    [
        (
            ("title",),
            '  my: "အာဏာ"\n',
            '  my:\n    text: သစ်\n    source: {lang: en, hash: "0123456789ab"}\n    state: draft\n',
        ),
        (
            ("list", 0, "text"),
            "my: တစ်}",
            'my: {text: သစ်, source: {lang: en, hash: "0123456789ab"}, state: draft}}',
        ),
        (
            ("list", 1, "text"),
            "      my: |\n        နှစ်\n",
            '      my:\n        text: သစ်\n        source: {lang: en, hash: "0123456789ab"}\n        state: draft\n',
        ),
        (
            ("list", 2),
            "{en: Flow, ksw: x}",
            '{en: Flow, ksw: x, my: {text: သစ်, source: {lang: en, hash: "0123456789ab"}, state: draft}}',
        ),
    ],
)
def test_one_text_changes_and_nothing_else(at: Path, was: str, becomes: str) -> None:
    assert put(BLOCK, at, "my", "သစ်") == BLOCK.replace(was, becomes)


def test_a_language_that_was_missing_comes_behind_the_others() -> None:
    text = "title:\n  en: One  # first\nend: 1\n"

    assert put(text, ("title",), "my", "တစ်", None) == (
        "title:\n  en: One  # first\n  my:\n    text: တစ်\n    state: draft\nend: 1\n"
    )


def test_a_text_that_was_translated_before_is_said_anew_in_its_own_place() -> None:
    once = put(BLOCK, ("list", 0, "text"), "my", "တစ်ခါ")
    twice = put(once, ("list", 0, "text"), "my", "နှစ်ခါ", ("en", "ba9876543210"))

    assert twice == once.replace("တစ်ခါ", "နှစ်ခါ").replace("0123456789ab", "ba9876543210")


def test_several_texts_of_a_file_change_at_once() -> None:
    places: list[Path] = [("title",), ("list", 0, "text"), ("list", 1, "text")]
    sayings = {(at, "my"): Saying("သစ်", SOURCE) for at in places}
    text = yaml_with(BLOCK.encode(), sayings).decode()

    assert text.count("သစ်") == 3
    assert said(text, ("end",)) == 3


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1).map(
        str.strip
    )
)
@settings(max_examples=200, deadline=None)
def test_any_words_come_back_as_they_were_given(words: str) -> None:
    for at in (("title",), ("list", 0, "text"), ("list", 1, "text"), ("list", 2)):
        if words and not {"\ufeff", "\u2028", "\u2029", "\x85"} & set(words):
            found = said(put(BLOCK, at, "my", words), (*at, "my", "text"))
            assert found == words


def test_line_ends_and_the_byte_order_mark_stay_as_they_were() -> None:
    data = b"\xef\xbb\xbf" + BLOCK.replace("\n", "\r\n").encode()
    changed = yaml_with(data, {(("title",), "my"): Saying("သစ်", SOURCE)})

    assert changed.startswith(b"\xef\xbb\xbf# A comment\r\n")
    assert changed.count(b"\n") == changed.count(b"\r\n") == BLOCK.count("\n") + 3


def test_spans_are_counted_in_signs() -> None:
    found = spans(BLOCK)

    assert BLOCK[found["title", "my"].begin : found["title", "my"].end] == '"အာဏာ"'
    assert BLOCK[found["list", 1, "text", "en"].begin : found["list", 1, "text", "en"].end].endswith("lines")


LESSON = b"---\ntitle: One\nsummary: 'Two'\nminutes: 10\n---\nWords.\n"


def test_a_lesson_keeps_its_front_matter_but_for_what_is_said_otherwise() -> None:
    changed = page_with(LESSON, Saying("Other words.\n", SOURCE), front={"title": "A: b"})

    assert changed.decode() == (
        "---\ntitle: \"A: b\"\nsummary: 'Two'\nminutes: 10\n"
        'source: {lang: en, hash: "0123456789ab"}\nstate: draft\n---\nOther words.\n'
    )
    again = page_with(changed, Saying("Words.\n", ("en", "ba9876543210"), "reviewed"), front={})
    assert 'source: {lang: en, hash: "ba9876543210"}\nstate: reviewed\n---\nWords.\n' in again.decode()
