"""A translator's file: a Word document with one table, a row for each text, the original beside the translation.

Written by hand: a document of Word is a zip with a few files of XML in it, and we need one table and plain words.

Source: ECMA-376 part 1, sections 17.3 (paragraphs), 17.4 (tables); part 2, section 10 (packages).
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "word/document.xml"
MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every part: the same texts make the same file, and no clock tells when somebody worked."""
_WIDTHS = (900, 4150, 4150)
"""Of the columns, in twentieths of a point: what is left of A4 between narrow margins."""
_FONT = "Myanmar Text"
_LOCALES = {"en": "en-GB", "my": "my-MM"}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TYPES = f"""{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/{MAIN}" ContentType="{MIMETYPE}.main+xml"/>
</Types>"""
_RELATIONS = f"""{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="{MAIN}"/>
</Relationships>"""


@dataclass(frozen=True)
class Line:
    """One row of the table.

    :param note: stands under the number, small: the state of the text.
    """

    number: int
    id: str
    note: str
    source: str
    target: str


@dataclass(frozen=True)
class Section:
    """The lines of one file of the course, under its name."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Paper:
    """What a file says.

    :param key: which texts it holds, for the site to know when the file comes back.
    :param title: stands above all, and `advice` below it.
    :param heads: of the columns for the two languages.
    :param langs: the two languages.
    """

    key: str
    title: str
    advice: list[str]
    heads: tuple[str, str]
    langs: tuple[str, str]
    sections: list[Section]


def write(paper: Paper) -> bytes:
    """Return the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), (MAIN, _document(paper))):
            archive.writestr(zipfile.ZipInfo(name, _DAY), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _document(paper: Paper) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    rows = [_row([_cell(0, paper.key, tiny=True), *_heads(paper)], head=True), *_rows(paper)]
    return (
        f'{_HEAD}<w:document xmlns:w="{WORD}"><w:body>{_paragraph(paper.title, "", bold=True, size=32)}'
        f"{''.join(_paragraph(words, '') for words in paper.advice)}"
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
        f'<w:tblBorders>{_borders()}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f'{"".join(rows)}</w:tbl><w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="0" w:footer="0" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>' for side in sides)


def _heads(paper: Paper) -> Iterable[str]:
    return (_cell(column, words, bold=True) for column, words in enumerate(paper.heads, 1))


def _rows(paper: Paper) -> Iterable[str]:
    for section in paper.sections:
        yield _row([_cell(0, section.title, lang=paper.langs[0], bold=True, span=3)])
        for line in section.lines:
            first = _cell(0, f"{line.number} {line.note}\n{line.id}", tiny=True)
            yield _row([first, _cell(1, line.source, paper.langs[0]), _cell(2, line.target, paper.langs[1])])


def _row(cells: list[str], *, head: bool = False) -> str:
    more = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(column: int, words: str, lang: str = "", *, bold: bool = False, tiny: bool = False, span: int = 1) -> str:
    width = sum(_WIDTHS[column : column + span])
    more = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    more += '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>' if span > 1 else ""
    inner = _paragraph(words, lang, bold=bold, size=12 if tiny else 22, grey=tiny)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{inner}</w:tc>'


def _paragraph(words: str, lang: str, *, bold: bool = False, size: int = 22, grey: bool = False) -> str:
    """Return one paragraph; `size` is in half points. A line of the text ends in a line break."""
    locale = _LOCALES.get(lang, lang)
    weight = "<w:b/><w:bCs/>" if bold else ""
    colour = '<w:noProof/><w:color w:val="767676"/>' if grey else ""
    spoken = f'<w:lang w:val="{locale}" w:bidi="{locale}"/>' if locale else ""
    properties = (
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>'
        f'{weight}{colour}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{spoken}'
    )
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{lines}</w:r></w:p>"
