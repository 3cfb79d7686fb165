"""A translator's Word file: what is written can be read, and what is no such file is refused in words."""

import io
import os
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.translating import docx, docx_in
from lms.translating.docx import MAIN, WORD, Line, Paper, Section
from lms.translating.docx_in import NotADocument, TooLarge, rows_of

OPEN = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body><w:tbl>'
CLOSE = "</w:tbl></w:body></w:document>"
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=30)


def paper(lines: list[Line]) -> Paper:
    return Paper("key", "Title", ["Advice"], ("English", "Burmese"), ("en", "my"), [Section("A file", lines)])


def packed(xml: str | bytes, *, name: str = MAIN, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, xml)
    return out.getvalue()


def row(*cells: str) -> str:
    inner = "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells)
    return f"<w:tr>{inner}</w:tr>"


def t(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read(texts: list[tuple[str, str]]) -> None:
    lines = [Line(number, "a" * 10, "draft", *both) for number, both in enumerate(texts, 1)]
    rows = rows_of(docx.write(paper(lines)))

    assert rows[0] == ["key", "English", "Burmese"]
    assert rows[1] == ["A file"]
    assert [tuple(cells[1:]) for cells in rows[2:]] == texts


def test_the_same_texts_make_the_same_file() -> None:
    lines = [Line(1, "a" * 10, "draft", "One", "တစ်")]

    assert docx.write(paper(lines)) == docx.write(paper(lines))


def test_a_file_says_no_name_and_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.write(paper([])))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert sorted(archive.namelist()) == ["[Content_Types].xml", "_rels/.rels", MAIN]


def test_paragraphs_and_breaks_are_lines_and_tracked_deletions_are_not_there() -> None:
    cell = (
        f"{t('one')}<w:r><w:br/></w:r>{t('two')}</w:p><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>{t('thr')}"
        f"<w:del><w:r><w:delText>xx</w:delText></w:r></w:del><w:ins>{t('ee')}</w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )

    assert rows_of(packed(OPEN + row("", t("a"), cell) + CLOSE)) == [["", "a", "one\ntwo\nthree"]]


def bomb() -> bytes:
    return packed(OPEN.encode() + b" " * (docx_in.MOST_XML_BYTES + 1) + CLOSE.encode())


def lying() -> bytes:
    """A zip that says of a part that it is small."""
    data = bytearray(bomb())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(data)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{WORD}"><w:t>&b;</w:t></w:document>'
)
OUTSIDE = f'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><w:document xmlns:w="{WORD}"/>'
DEEP = OPEN + "<w:p>" * 200 + "</w:p>" * 200 + CLOSE

HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "ten megabytes of noise": lambda: os.urandom(10 * 1024 * 1024),
    "noise": lambda: os.urandom(1024 * 1024),
    "noise that begins as a zip": lambda: b"PK\x03\x04" + os.urandom(100_000),
    "a cut file": lambda: docx.write(paper([Line(1, "a" * 10, "", "b", "c")]))[:-40],
    "a zip of something else": lambda: packed("words", name="a.txt"),
    "another way of packing": lambda: packed(OPEN + CLOSE, method=zipfile.ZIP_BZIP2)[:-1],
    "a bomb": bomb,
    "a bomb that lies": lying,
    "entities that unfold": lambda: packed(LAUGHS),
    "an entity from outside": lambda: packed(OUTSIDE),
    "too deep": lambda: packed(DEEP),
    "no XML": lambda: packed("<w:document"),
    "too many rows": lambda: packed(OPEN + "<w:tr/>" * (docx_in.MOST_ROWS + 1) + CLOSE),
    "too many cells": lambda: packed(OPEN + row(*["a"] * 100) + CLOSE),
    "an endless cell": lambda: packed(OPEN + row(t("a" * (docx_in.MOST_LETTERS + 1))) + CLOSE),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_file_of_ours_is_refused_in_words_and_soon(name: str) -> None:
    data = HOSTILE[name]()
    began = time.process_time()
    with pytest.raises((NotADocument, TooLarge)) as refused:
        rows_of(data)

    assert time.process_time() - began < 2
    assert len(str(refused.value)) > 40


@given(st.binary(max_size=200), st.integers(0, 2_000), st.integers(1, 20))
@settings(max_examples=150, deadline=None)
def test_a_file_that_was_spoilt_is_read_or_refused(noise: bytes, place: int, length: int) -> None:
    good = docx.write(paper([Line(1, "a" * 10, "draft", "One", "တစ်")]))
    spoilt = good[:place] + noise[:length] + good[place + length :]
    with suppress(NotADocument, TooLarge):
        rows_of(spoilt)
