"""The cells of a page and of a file are the same, whatever a cohort did."""

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest

from lms import i18n
from lms.board import rules, sheet
from lms.board.queries import Layout, Shown
from lms.board.rules import BoardStep, Limits, Line, Mark, Order, Show
from lms.board.sheet import Column, Sheet
from lms.catalog.models import StepKind
from tests.support import grid
from tests.support.cast import TODAY

COHORTS = 1000
NASTY = (
    "=1+1",
    "+66",
    "-2",
    "@x",
    "\tx",
    "\rx",
    'a "b", c',
    "two\nlines",
    "two\r\nlines",
    " ",
    ",",
    "ကြည်လင်သော ၁၄",
    "'x",
)


def some_cohort(chance: random.Random) -> tuple[Sheet, list[Line]]:
    """Return a course and what some people did in it, all at random."""
    steps, shown = [], []
    for number in range(1, chance.randint(2, 14)):
        is_quiz = chance.random() < 0.3
        module = str(1 + number // 5) if chance.random() < 0.9 else ""
        steps.append(BoardStep(number, module, chance.random() < 0.8, is_quiz, chance.choice((None, 1, 3))))
        kind = StepKind.QUIZ if is_quiz else chance.choice(list(StepKind))
        shown.append(Shown(f"m/{number}", kind, f"{module}.{number}", chance.choice((*NASTY, "", "Four systems"))))
    limits = some_limits(chance, steps)
    layout = Layout(tuple(steps), tuple(shown), {}, "en")
    return Sheet(layout, limits), [some_line(chance, steps, limits) for _ in range(chance.randint(0, 12))]


def some_limits(chance: random.Random, steps: list[BoardStep]) -> Limits:
    """Return what a cohort asks today that began at any time."""
    first = TODAY - timedelta(days=chance.randint(-5, 120))
    last = first + timedelta(days=chance.randint(0, 90))
    return rules.limits(steps, starts_day=first, ends_day=last, today=TODAY, closed=chance.random() < 0.05)


def some_line(chance: random.Random, steps: list[BoardStep], limits: Limits) -> Line:
    """Return what somebody did."""
    marks = {
        step.id: Mark(chance.randint(1, 4), chance.randint(0, 10_000), chance.random() < 0.6)
        for step in steps
        if chance.random() < 0.5
    }
    work = rules.work(steps, marks)
    last_day = TODAY - timedelta(days=chance.randint(0, 40)) if marks else None
    why = rules.reasons(work, limits, last_day=last_day, finished_day=None)
    finished = rules.is_finished(work, limits, None)
    return Line(chance.choice(NASTY) + chance.choice("abc"), "", work, last_day, finished, why)


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_a_file_has_the_cells_of_the_page_for_any_cohort(lang: str) -> None:
    with i18n.speaking(lang):
        for number in range(COHORTS // 2):
            chance = random.Random(f"{lang} {number}")
            table, lines = some_cohort(chance)
            shown = rules.arranged(lines, chance.choice(list(Show)), chance.choice(list(Order)))
            on_screen = [[column.label for column in table.columns], *table.rows(shown)]
            body = b"".join(sheet.csv(table.columns, table.written(shown)))

            assert grid.in_file(body) == [[cell.removeprefix("'") for cell in row] for row in on_screen], number
            assert all(len(row) == len(on_screen[0]) for row in on_screen)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("aye 21", "aye 21"),
        ("=1+1", "'=1+1"),
        ("+66 9", "'+66 9"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ('a "b", c', '"a ""b"", c"'),
        ("two\nlines", '"two\nlines"'),
        ("–", "–"),
    ],
)
def test_a_cell_is_no_formula_and_is_quoted_where_it_must_be(cell: str, written: str) -> None:
    body = b"".join(sheet.csv([Column("head", "x")], [sheet.csv_line([cell])]))

    assert body == f"\ufeffx\r\n{written}\r\n".encode()


def test_the_head_is_sent_before_the_first_line_is_made() -> None:
    def none_yet() -> Iterator[bytes]:
        pytest.fail("a line was asked for")
        yield b""

    assert next(sheet.csv([Column("head", "Learner")], none_yet())) == "\ufeffLearner\r\n".encode()


def test_lines_are_made_some_at_a_time() -> None:
    chance = random.Random(1)
    with i18n.speaking("en"):
        table, lines = some_cohort(chance)
        parts = list(sheet.csv(table.columns, table.written((lines * 500)[:450])))

    assert [part.count(b"\r\n") for part in parts] == [1, 200, 200, 50]
