"""The cells of the table of questions: a page and a file show these, so they can't differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from lms import i18n
from lms.board import sheet as board
from lms.figures import rules, words
from lms.figures.queries import Label
from lms.quizzes.engine.statistics.items import ItemStatistics


@dataclass(frozen=True)
class Row:
    """One question: where its page is (empty: it is in no bank any more), and its cells."""

    code: str
    cells: list[str]


def columns() -> list[str]:
    """Return what the columns are called."""
    return [
        _("Question"),
        _("Answers"),
        _("Facility"),
        _("Facility, from – to"),
        _("Discrimination"),
        _("Discrimination, from – to"),
        _("Efficiency"),
        _("Efficiency, from – to"),
        _("What it says"),
    ]


def rows(items: Mapping[str, ItemStatistics | None], labels: Mapping[str, Label]) -> Iterator[Row]:
    """Yield the questions in the order of their banks; at the end those that are in no bank any more.

    :param items: by name; None: so few people were asked that nothing is shown.
    """
    for name in [*(name for name in labels if name in items), *sorted(items.keys() - labels.keys())]:
        label = labels.get(name)
        title = words.short(words.plain(label.content)) if label else name
        yield Row(label.code if label else "", [title, *_cells(items[name])])


def _cells(found: ItemStatistics | None) -> list[str]:
    if found is None:
        return [words.NOTHING] * 7 + [words.too_few_people()]
    return [
        i18n.number(found.count),
        words.percent(found.facility),
        words.percents(found.facility_within),
        *_of_many(found),
        words.judged(rules.judgement(found), found),
    ]


def _of_many(found: ItemStatistics) -> list[str]:
    """Return what is said only where there are enough answers."""
    if not found.enough:
        return [words.NOTHING] * 4
    return [
        words.decimal(found.discrimination),
        words.decimals(found.discrimination_within),
        words.percent(found.efficiency),
        words.percents(found.efficiency_within),
    ]


def csv(found: list[Row]) -> bytes:
    """Return the table as a file; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    lines = [board.csv_line(columns()), *(board.csv_line(row.cells) for row in found)]
    return board.BOM + b"".join(lines)
