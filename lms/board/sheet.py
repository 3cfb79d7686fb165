"""The cells of a board: a page, a file and a command all show these, so they can't differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from flask_babel import gettext as _

from lms import i18n
from lms.board import words
from lms.board.queries import Layout
from lms.board.rules import Limits, Line, Order

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
LINES_AT_ONCE = 100


class Column(NamedTuple):
    """One column.

    :param kind: "head", what the row is about; "text"; "mark", a step; "number".
    :param sorts: by what it sorts.
    :param number: how the label of a step begins, where steps are narrow: "1.2".
    """

    kind: str
    label: str
    sorts: Order | None = None
    number: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table: its columns, and how a learner's line becomes cells."""

    layout: Layout
    at: Limits

    @property
    def columns(self) -> list[Column]:
        """Return the columns, those about the whole course around those of its steps."""
        return [
            Column("head", _("Learner"), Order.HANDLE),
            Column("text", _("Needs help"), Order.HELP),
            Column("number", _("Steps done"), Order.DONE),
            Column("text", _("Next step")),
            *(Column("mark", words.step(shown), number=i18n.number(shown.number)) for shown in self.layout.shown),
            Column("number", _("Best quiz results")),
            Column("text", _("Last active"), Order.LAST),
            Column("text", _("Other reasons")),
        ]

    def rows(self, lines: Iterable[Line]) -> Iterator[list[str]]:
        """Yield the cells of each line, one for each column; what there is nothing to say of is a dash."""
        states = {state: str(word) for state, word in words.STATES.items()}
        titles = [words.step(shown) for shown in self.layout.shown]
        day = cache(i18n.day)
        done = cache(self._done)
        for line in lines:
            first, *others = self._reasons(line) or [words.NOTHING]
            work = line.work
            yield [
                line.handle,
                first,
                done(work.needed_done),
                words.NOTHING if work.next_place is None else titles[work.next_place],
                *[states[state] for state in work.states],
                words.NOTHING if work.quiz_points is None else words.share(work.quiz_points),
                words.NOTHING if line.last_day is None else day(line.last_day),
                " ".join(others) or words.NOTHING,
            ]

    def _done(self, count: int) -> str:
        return i18n.number(_("%(done)s of %(all)s", done=count, all=self.at.needed))

    def _reasons(self, line: Line) -> list[str]:
        place, steps = line.work.stuck_place, self.layout.steps
        quiz = self.layout.shown[place].number if place is not None else ""
        return [words.reason(why, line.work, self.at, line.last_day, steps, quiz) for why in line.reasons]


def csv(columns: Iterable[Column], rows: Iterable[list[str]]) -> Iterator[bytes]:
    """Yield a table as CSV, its head at once and then some lines at a time.

    :returns: UTF-8 with a BOM (without it spreadsheets garble Burmese), CRLF ends. A cell that a spreadsheet would
        take for a formula begins with an apostrophe.

    Source: RFC 4180 section 2 for quoting and line ends.
    """
    yield (BOM + _csv_line([column.label for column in columns])).encode()
    waiting: list[str] = []
    for row in rows:
        waiting.append(_csv_line(row))
        if len(waiting) == LINES_AT_ONCE:
            yield "".join(waiting).encode()
            waiting.clear()
    if waiting:
        yield "".join(waiting).encode()


def _csv_line(cells: list[str]) -> str:
    return ",".join([_csv_cell(cell) for cell in cells]) + "\r\n"


def _csv_cell(cell: str) -> str:
    if cell.startswith(DANGEROUS):
        cell = "'" + cell
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
