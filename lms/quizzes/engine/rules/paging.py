"""Which questions stand on which page of an attempt, and which page may be gone to."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Navigation(StrEnum):
    """How one goes through the pages (docs.moodle.org, Quiz settings, "Navigation method")."""

    FREE = "free"
    SEQUENTIAL = "sequential"
    """Onward only: a page that was left is not seen again before the end."""


def pages(questions: Sequence[T], per_page: int | None) -> list[list[T]]:
    """Return the questions of each page.

    :param per_page: how many stand on one; None: all on one. On a phone a page asks for 1.
    :raises ValueError: fewer than one.
    """
    if per_page is None:
        return [list(questions)] if questions else []
    if per_page < 1:
        raise ValueError(per_page)
    return [list(questions[first : first + per_page]) for first in range(0, len(questions), per_page)]


def may_go(navigation: Navigation, *, reached: int, to: int, count: int) -> bool:
    """Tell whether a page may be opened, or an answer on it still be changed.

    :param reached: the furthest page that was opened, from 0.
    :param to: the page that is asked for.
    :param count: how many pages there are.
    """
    if not 0 <= to < count:
        return False
    return navigation == Navigation.FREE or to in (reached, reached + 1)


def may_answer(navigation: Navigation, *, reached: int, page: int) -> bool:
    """Tell whether an answer on a page still counts: sequentially, only on the page that was opened last."""
    return navigation == Navigation.FREE or page == reached


def reached_after(*, reached: int, to: int) -> int:
    """Return the furthest page after one was opened: never less than before, so that old requests take nothing back."""
    return max(reached, to)
