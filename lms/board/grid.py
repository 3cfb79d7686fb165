"""The rows of a board as HTML: thousands of cells stand on a page, so no template loops over them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from markupsafe import Markup, escape

from lms.board import words
from lms.board.rules import Line
from lms.board.sheet import Column, Ends

FACTS_BEFORE, FACTS_AFTER = slice(1, 4), slice(-3, None)
"""Which cells say something of the whole course; the learner comes first, and steps stand between."""
_HEADS = 32
"""So many rows of heads are kept: they are the same on each page of a board."""


def body(
    columns: Sequence[Column],
    rows: Iterable[tuple[Line, Ends]],
    marks: Mapping[str, Markup],
    address: Callable[[str], str] | None,
) -> Markup:
    """Return a row for each learner.

    :param rows: each line with its cells about the whole course.
    :param marks: the cell of each state, by its sign, as the component for it made it.
    :param address: gives where the page of a place is, safe in an attribute; None: the reader may not see it.
    """
    before, after = columns[FACTS_BEFORE], columns[FACTS_AFTER]
    fact = cache(_fact)
    parts = []
    for line, (first, last) in rows:
        name = escape(line.handle)
        if address is not None:
            name = f'<a href="{address(line.place_uid)}">{name}</a>'  # type: ignore[assignment]
        parts.append(f'<tr>\n<th scope="row" class="w">{name}</th>\n')
        parts += map(fact, before, first)
        parts += [marks[state] for state in line.work.states]
        parts += map(fact, after, last)
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704


@lru_cache(_HEADS)
def heads(columns: tuple[Column, ...], lang: str) -> Markup:
    """Return the heads of the columns of steps, narrow: where a step has a number, only that is seen.

    :param lang: of their words; empty: the page's.
    """
    said = f' lang="{escape(lang)}"' if lang else ""
    return Markup(  # noqa: S704
        "".join([f'<th scope="col"{said}>{_label(column)}</th>\n' for column in columns if column.kind == "mark"])
    )


def _label(column: Column) -> str:
    if not column.number:
        return escape(column.label)
    return f'{escape(column.number)}<span class="vh">{escape(column.label[len(column.number) :])}</span>'


def _fact(column: Column, cell: str) -> str:
    if column.kind == "number":
        return f'<td class="n k">{escape(cell)}</td>\n'
    return f'<td class="said">{escape(cell)}</td>\n' if cell != words.NOTHING else f"<td>{cell}</td>\n"
