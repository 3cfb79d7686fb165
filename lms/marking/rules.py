"""Whose turn it is to mark an answer, and which mark holds. No database, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lms.quizzes.handed import HandedState

FAR_APART = 2_000
"""Points of 10,000: two marks that differ by more want a third look."""
FIRST, SECOND, DECIDES = 1, 2, 3
"""The turns of marks."""


class Given(Protocol):
    """A mark that somebody gave."""

    @property
    def by_uid(self) -> str:
        """Return who gave it."""

    @property
    def turn(self) -> int:
        """Return which one it is."""

    @property
    def points(self) -> int:
        """Return 0 to 10,000."""


@dataclass(frozen=True)
class Turn:
    """What somebody may do with an answer.

    :param number: of the mark that they may give or change; None: they may only look.
    :param changes: it is a mark of their own, which they change.
    :param sees: how many of the marks given so far they see.
    :param knows: whether they see whose answer it is.
    """

    number: int | None
    changes: bool
    sees: int
    knows: bool


def turn_of(state: HandedState, given: Sequence[Given], me: str) -> Turn:
    """Return what somebody may do with an answer.

    The latest mark may be changed by who gave it, as long as nobody marked after them. A second marker sees neither
    the first mark nor whose answer it is; who decides between two sees both.

    :param given: the marks so far, by their turns.
    """
    mine = any(each.by_uid == me for each in given)
    if given and given[-1].by_uid == me and state != HandedState.DIFFER:
        return Turn(given[-1].turn, True, len(given) if state == HandedState.MARKED else 1, True)
    if state == HandedState.WAITING:
        return Turn(FIRST, False, 0, False)
    if state == HandedState.SECOND:
        return Turn(SECOND, False, 0, False)
    if state == HandedState.DIFFER:
        return Turn(DECIDES, False, len(given), mine)
    return Turn(None, False, len(given), True)


def state_after(points: Sequence[int], *, two: bool) -> HandedState:
    """Return how far the marking of an answer is with these marks, in the order of their turns.

    :param two: two people are to mark it.
    """
    if len(points) >= DECIDES:
        return HandedState.MARKED
    if len(points) == SECOND:
        return HandedState.DIFFER if abs(points[0] - points[1]) > FAR_APART else HandedState.MARKED
    if not points:
        return HandedState.WAITING
    return HandedState.SECOND if two else HandedState.MARKED


def holding(points: Sequence[int]) -> int:
    """Return the mark that holds: the deciding one, else the mean of two, rounded half up, else the only one."""
    if len(points) == SECOND:
        return (sum(points) + 1) // 2
    return points[-1]
