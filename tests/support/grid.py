"""A board as a test reads it: off the page, and out of the file."""

import csv
import io
from collections.abc import Sequence

from tests.support.page import Element, Page

Cells = list[list[str]]


def on_page(page: Page, number: int | None = None) -> Cells:
    """Return the cells of a table as a screen reader says them, the row with all its heads first.

    :param number: which table of the page, from 0; None: its first, which has a row of groups above its heads.
    """
    table = page.all("table")[number or 0]
    rows = [element for element in page.all("tr") if _lies_in(element, table)]
    found = [[_words(page, cell) for cell in _cells(page, row)] for row in rows]
    return found[1:] if number is None else found


def in_file(body: bytes) -> Cells:
    """Return the cells of a CSV file; a spreadsheet hides the apostrophe before what looks like a formula."""
    text = body.decode("utf-8-sig")
    return [[_shown(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]


def column(cells: Cells, label: str) -> list[str]:
    """Return the cells of the column with this head."""
    place = cells[0].index(label)
    return [row[place] for row in cells[1:]]


def _cells(page: Page, row: Element) -> Sequence[Element]:
    return [cell for cell in page.all("th", "td") if cell.inside[-1] is row]


def _words(page: Page, cell: Element) -> str:
    said = [
        each.words
        for each in page.elements
        if (each is cell or _lies_in(each, cell)) and each.get("aria-hidden") != "true"
    ]
    return " ".join("".join(said).split())


def _lies_in(element: Element, outer: Element) -> bool:
    """Tell whether an element lies in this one, and not in another that looks like it."""
    return any(each is outer for each in element.inside)


def _shown(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell
