"""The cells of a board: a page, a file and a command all show these, so they can't differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from flask_babel import gettext as _

from lms import i18n
from lms.board import words
from lms.board.queries import Layout, Shown
from lms.board.rules import Limits, Line, Order, Reason

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
LINES_AT_ONCE = 100

_HEADS = 32
"""So many courses, each in one language and one kind of digits, keep what stands above their columns."""
_ALIKE = 4096
"""So many different ends of lines are remembered."""
_STATES_ALIKE = 8
"""So many steps are written together: there are 6,561 ways at the most."""
_NOBODY_ASKS = [words.NOTHING]


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


Ends = tuple[tuple[str, ...], tuple[str, ...]]
"""Cells about the whole course, before and after those of its steps."""


@lru_cache(_HEADS)
def _columns(steps: tuple[Shown, ...], _lang: str, _digits: str) -> tuple[Column, ...]:
    """Return the columns in the language and digits of this request; they are the same for each page of a board."""
    return (
        Column("head", _("Learner"), Order.HANDLE),
        Column("text", _("Needs help"), Order.HELP),
        Column("number", _("Steps done"), Order.DONE),
        Column("text", _("Next step")),
        *(Column("mark", words.step(shown), number=i18n.number(shown.number)) for shown in steps),
        Column("number", _("Best quiz results")),
        Column("text", _("Last active"), Order.LAST),
        Column("text", _("Other reasons")),
    )


@dataclass(frozen=True)
class Sheet:
    """A table: its columns, and how a learner's line becomes cells."""

    layout: Layout
    at: Limits

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns, those about the whole course around those of its steps."""
        return _columns(self.layout.shown, i18n.current(), i18n.digits())

    def rows(self, lines: Iterable[Line]) -> Iterator[list[str]]:
        """Yield the cells of each line, one for each column; what there is nothing to say of is a dash."""
        states: dict[str, str] = {state: str(word) for state, word in words.STATES.items()}
        for line, (before, after) in self.facts(lines):
            yield [line.handle, *before, *[states[state] for state in line.work.states], *after]

    def facts(self, lines: Iterable[Line]) -> Iterator[tuple[Line, Ends]]:
        """Yield each line with its cells about the whole course, those before and those after the steps."""
        ends = self._ends()
        return ((line, ends(line)) for line in lines)

    def written(self, lines: Iterable[Line]) -> Iterator[str]:
        """Yield the same cells as lines of a CSV: what many learners have alike is written once."""
        states: dict[str, str] = {state: _csv_cell(str(word)) for state, word in words.STATES.items()}
        some_states = cache(lambda some: "," + ",".join([states[state] for state in some]))
        ends = self._ends()
        as_csv = lru_cache(_ALIKE)(lambda cells: ",".join(map(_csv_cell, cells)))
        starts = range(0, len(self.layout.steps), _STATES_ALIKE)
        for line in lines:
            before, after = ends(line)
            signs = line.work.states
            middle = "".join([some_states(signs[start : start + _STATES_ALIKE]) for start in starts])
            yield f"{_csv_cell(line.handle)},{as_csv(before)}{middle},{as_csv(after)}\r\n"

    def _ends(self) -> Callable[[Line], Ends]:
        """Return what gives the cells of a line before and after those of the steps."""
        titles = [column.label for column in self.columns if column.kind == "mark"]
        day, done, share = cache(i18n.day), cache(self._done), cache(words.share)

        @lru_cache(_ALIKE)
        def reasons(why: tuple[Reason, ...], place: int | None, tries: int, done: int, last: date | None) -> list[str]:
            quiz = self.layout.shown[place].number if place is not None else ""
            most = self.layout.steps[place].tries if place is not None else None
            return [
                words.reason(one, self.at, done=done, last_day=last, quiz=quiz, tries=tries, most=most) for one in why
            ]

        def ends(line: Line) -> Ends:
            work, last = line.work, line.last_day
            first, *others = (
                reasons(line.reasons, work.stuck_place, work.stuck_tries, work.needed_done, last)
                if line.reasons
                else _NOBODY_ASKS
            )
            next_ = words.NOTHING if work.next_place is None else titles[work.next_place]
            points = words.NOTHING if work.quiz_points is None else share(work.quiz_points // 100)
            said = words.NOTHING if last is None else day(last)
            return (first, done(work.needed_done), next_), (points, said, " ".join(others) or words.NOTHING)

        return ends

    def _done(self, count: int) -> str:
        return i18n.number(_("%(done)s of %(all)s", done=count, all=self.at.needed))


def csv(columns: Iterable[Column], written: Iterable[str]) -> Iterator[bytes]:
    """Yield a table as CSV, its head at once and then some lines at a time.

    :param written: its lines, each as `csv_line` makes it.
    :returns: UTF-8 with a BOM (without it spreadsheets garble Burmese), CRLF ends. A cell that a spreadsheet would
        take for a formula begins with an apostrophe.

    Source: RFC 4180 section 2 for quoting and line ends.
    """
    yield (BOM + csv_line([column.label for column in columns])).encode()
    waiting = iter(written)
    while some := list(islice(waiting, LINES_AT_ONCE)):
        yield "".join(some).encode()


def csv_line(cells: Iterable[str]) -> str:
    """Return one line of a CSV."""
    return ",".join([_csv_cell(cell) for cell in cells]) + "\r\n"


def _csv_cell(cell: str) -> str:
    if cell.startswith(DANGEROUS):
        cell = "'" + cell
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
