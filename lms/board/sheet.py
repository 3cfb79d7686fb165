"""The cells of a board: a page, a file and a command all show these, so they can't differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms import i18n
from lms.board import words
from lms.board.queries import Layout, Shown
from lms.board.rules import Limits, Line, Order, Reason

BOM = "\ufeff".encode()
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
LINES_AT_ONCE = 200
"""Some 100 KB: of less, the server would keep what it has sent, up to 16 MB of it."""

_HEADS = 32
"""So many courses, each in one language and one kind of digits, keep what stands above their columns."""
_ALIKE = 4096
"""So many different ends of lines are remembered."""
_STAND_INS = {state: bytes([place]) for place, state in enumerate(words.STATES)}
"""Control characters, which stand in no word."""


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
        asked = self._asked()
        for line in lines:
            before, others = asked(*_of_help(line))
            yield line, (before, (_share(_percent(line)), _day(line.last_day), others))

    def written(self, lines: Iterable[Line]) -> Iterator[bytes]:
        """Yield the same cells as lines of a CSV in UTF-8, many at a time: what learners have alike is written once."""
        asked_cells = self._asked()

        @lru_cache(_ALIKE)
        def asked(*of_help: Any) -> tuple[bytes, bytes]:
            before, others = asked_cells(*of_help)
            return f",{_csv_cells(before)}".encode(), f",{_csv_cell(others)}\r\n".encode()

        share = cache(lambda percent: f",{_csv_cell(_share(percent))}".encode())
        day = cache(lambda last: f",{_csv_cell(_day(last))}".encode())
        waiting = iter(lines)
        while some := list(islice(waiting, LINES_AT_ONCE)):
            parts: list[bytes] = []
            for line, steps in zip(some, _csv_steps(some), strict=True):
                before, others = asked(*_of_help(line))
                name = _csv_cell(line.handle).encode()
                parts += name, before, steps, share(_percent(line)), day(line.last_day), others
            yield b"".join(parts)

    def _asked(self) -> Callable[..., tuple[tuple[str, ...], str]]:
        """Return what gives the cells before those of the steps, and the last one, of what `_of_help` says."""
        titles = [column.label for column in self.columns if column.kind == "mark"]
        done = cache(self._done)

        def asked(
            why: tuple[Reason, ...], stuck: int | None, tries: int, count: int, last: date | None, place: int | None
        ) -> tuple[tuple[str, ...], str]:
            quiz = self.layout.shown[stuck].number if stuck is not None else ""
            most = self.layout.steps[stuck].tries if stuck is not None else None
            said = [
                words.reason(one, self.at, done=count, last_day=last, quiz=quiz, tries=tries, most=most) for one in why
            ]
            first = said[0] if said else words.NOTHING
            next_ = words.NOTHING if place is None else titles[place]
            return (first, done(count), next_), " ".join(said[1:]) or words.NOTHING

        return lru_cache(_ALIKE)(asked)

    def _done(self, count: int) -> str:
        return i18n.number(_("%(done)s of %(all)s", done=count, all=self.at.needed))


def _of_help(line: Line) -> tuple[Any, ...]:
    """Return what there is to say of who needs help, and of the way: few lines differ in it."""
    work = line.work
    return line.reasons, work.stuck_place, work.stuck_tries, work.needed_done, line.last_day, work.next_place


def _percent(line: Line) -> int | None:
    points = line.work.quiz_points
    return None if points is None else points // 100


def _share(percent: int | None) -> str:
    return words.NOTHING if percent is None else words.share(percent)


def _day(last: date | None) -> str:
    return words.NOTHING if last is None else i18n.day(last)


def _csv_steps(lines: Iterable[Line]) -> list[bytes]:
    """Return the cells of the steps of some lines, each with a comma before it: in all lines at once, which takes a
    fifth of the time.
    """
    signs = "\n".join([line.work.states for line in lines]).encode()
    for state, stand_in in _STAND_INS.items():  # What is put in may hold the signs of others.
        signs = signs.replace(state.encode(), stand_in)
    for state, stand_in in _STAND_INS.items():
        signs = signs.replace(stand_in, f",{_csv_cell(str(words.STATES[state]))}".encode())
    return signs.split(b"\n")


def csv(columns: Iterable[Column], written: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a table as CSV, its head at once and then some lines at a time.

    :param written: its lines, as `Sheet.written` or `csv_line` makes them.
    :returns: UTF-8 with a BOM (without it spreadsheets garble Burmese), CRLF ends. A cell that a spreadsheet would
        take for a formula begins with an apostrophe.

    Source: RFC 4180 section 2 for quoting and line ends.
    """
    yield BOM + csv_line([column.label for column in columns])
    yield from written


def csv_line(cells: Iterable[str]) -> bytes:
    """Return one line of a CSV."""
    return f"{_csv_cells(cells)}\r\n".encode()


def _csv_cells(cells: Iterable[str]) -> str:
    return ",".join(map(_csv_cell, cells))


def _csv_cell(cell: str) -> str:
    if cell.startswith(DANGEROUS):
        cell = "'" + cell
    if '"' in cell or "," in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
