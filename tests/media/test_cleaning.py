"""Files that are handed in say nothing of their makers any more, and show what they showed."""

import io
import zipfile
from collections.abc import Callable

import pytest

from lms.media.cleaning import clean, papers
from lms.media.cleaning.broken import Broken
from tests.support.handed_files import CANARY, FILES, docx, jpeg, odt, pdf, png, webp


def unpacked(body: bytes) -> bytes:
    """Return everything that a file holds; of one that is packed, each of its parts."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"".join(each.encode() + packed.read(each) for each in packed.namelist())


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_known_by_its_bytes_and_freed_of_what_it_tells(kind: str) -> None:
    body = FILES[kind]()
    assert CANARY in unpacked(body)
    assert clean.kind_of(body) == kind

    made = clean.cleaned(kind, body)
    assert CANARY not in unpacked(made)
    assert CANARY.hex().encode() not in made
    assert clean.kind_of(made) == kind
    assert clean.cleaned(kind, made) == made, "there is nothing more to take out"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"OggS" + b"\0" * 60, "ogg"),
        ("ကျွန်တော့် အစီအစဉ်\r\n".encode(), "txt"),
        (b"", ""),
        (b" \n", ""),
        (b"\0\x01\x02", ""),
        (b"MZ\x90\0", ""),
        (b"<svg/>\x1b", ""),
        ("ကျွန်တော်".encode("utf-16"), ""),
    ],
)
def test_what_is_nothing_of_all_this_is_no_kind(body: bytes, kind: str) -> None:
    assert clean.kind_of(body) == kind
    assert not kind or clean.cleaned(kind, body) == body


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_stays_the_way_up_that_it_was_taken(turned: int) -> None:
    made = clean.cleaned("jpg", jpeg(turned))

    said = b"\x12\x01\x03\x00\x01\x00\x00\x00" + bytes((turned,))
    assert (said in made) is (turned != 1), "upright is what a picture is anyway"


def test_what_a_document_says_stays_and_a_pdf_keeps_every_byte_in_its_place() -> None:
    assert b"My plan" in unpacked(clean.cleaned("docx", docx()))
    assert b"My plan" in unpacked(clean.cleaned("odt", odt()))
    made = clean.cleaned("pdf", pdf())
    assert len(made) == len(pdf())
    assert b"/Title (Plan)>>endobj" in made


def test_the_first_part_of_an_opendocument_file_stands_unpacked() -> None:
    with zipfile.ZipFile(io.BytesIO(clean.cleaned("odt", odt()))) as packed:
        first = packed.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "docx", "odt", "pdf"])
def test_a_file_that_was_cut_off_is_broken(kind: str) -> None:
    body = FILES[kind]()[: -len(CANARY)]
    for end in (len(body) // 3, len(body) * 2 // 3):
        with pytest.raises(Broken):
            clean.cleaned(kind, body[:end])


@pytest.mark.parametrize(
    "body",
    [
        docx(word__vbaProject_bin=b"x"),
        docx(word__embeddings__a_bin=b"x"),
        docx(**{f"word__{number}_xml": b"x" for number in range(papers.MOST_PARTS)}),
    ],
)
def test_a_document_with_programs_in_it_or_of_too_many_parts_is_refused(body: bytes) -> None:
    with pytest.raises(Broken):
        clean.cleaned("docx", body)


def test_a_document_that_grows_without_end_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST_UNPACKED", 100_000)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"")
        packed.writestr("word/document.xml", b"0" * 10_000_000)

    with pytest.raises(Broken):
        clean.cleaned("docx", made.getvalue())


@pytest.mark.parametrize("make", [jpeg, png, webp, docx, odt, pdf])
def test_whatever_byte_is_changed_it_is_cleaned_or_broken(make: Callable[[], bytes]) -> None:
    body = make()
    for place in range(0, len(body), max(1, len(body) // 150)):
        spoilt = body[:place] + bytes((body[place] ^ 0xFF,)) + body[place + 1 :]
        kind = clean.kind_of(spoilt)
        try:
            clean.cleaned(kind, spoilt)
        except Broken:
            continue
