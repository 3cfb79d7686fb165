"""What somebody may see of an attempt, and when: four moments by seven items (docs.moodle.org, Quiz settings, "Review
options").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

JUST_AFTER = timedelta(minutes=2)


class Moment(StrEnum):
    """When it is looked at."""

    DURING = "during"
    JUST_AFTER = "just-after"
    """In the two minutes after handing in."""
    LATER = "later"
    """After that, while the quiz is open."""
    AFTER_CLOSE = "after-close"


class Item(StrEnum):
    """What may be seen."""

    ATTEMPT = "attempt"
    """The questions and what was answered."""
    CORRECTNESS = "correctness"
    MARKS = "marks"
    SPECIFIC = "specific-feedback"
    """Of the options and answers, and the combined feedback."""
    GENERAL = "general-feedback"
    RIGHT_ANSWER = "right-answer"
    OVERALL = "grade-feedback"
    """Of the grade as a whole."""


_IN_ATTEMPT = frozenset({Item.CORRECTNESS, Item.SPECIFIC, Item.GENERAL, Item.RIGHT_ANSWER})
"""Shown beside the questions, so not where the questions are not shown."""


@dataclass(frozen=True)
class Review:
    """For each moment, what may be seen; in a package {moment: [items]}."""

    cells: Mapping[Moment, frozenset[Item]]

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Self:
        """Return the table that was written; a moment that is not named shows nothing.

        :raises ValueError: a moment or item that there is not.
        """
        named = {Moment(moment): frozenset(map(Item, items)) for moment, items in written.items()}
        return cls({moment: named.get(moment, frozenset()) for moment in Moment})

    def written(self) -> dict[str, list[str]]:
        """Return the table as it is written."""
        return {str(moment): [str(item) for item in Item if item in self.cells[moment]] for moment in Moment}

    def shows(self, moment: Moment, item: Item, *, told_during: bool = True) -> bool:
        """Tell whether an item may be seen at a moment.

        During an attempt its questions are always seen and its grade never; the rest where the table says so and the
        behaviour tells anything before the end.

        :param told_during: whether the behaviour does.
        """
        if moment == Moment.DURING:
            if item in (Item.ATTEMPT, Item.OVERALL):
                return item == Item.ATTEMPT
            return told_during and item in self.cells[moment]
        if item in _IN_ATTEMPT and Item.ATTEMPT not in self.cells[moment]:
            return False
        return item in self.cells[moment]


_ALL = [str(item) for item in Item]
_OWN = ["attempt", "marks", "grade-feedback"]
PRESETS: Mapping[str, Review] = {
    "at-once": Review.of({str(moment): _ALL for moment in Moment}),
    "at-end": Review.of({"just-after": _ALL, "later": _ALL, "after-close": _ALL}),
    "after-close": Review.of({"just-after": _OWN, "later": _OWN, "after-close": _ALL}),
}
"""What the key `feedback` of a quiz.yaml stands for."""


def moment_at(*, handed_in_at: datetime | None, closes_at: datetime | None, now: datetime) -> Moment:
    """Return at which moment an attempt is looked at.

    :param handed_in_at: None while it is open.
    :param closes_at: for the person who looks, with overrides; None: never.
    """
    if handed_in_at is None:
        return Moment.DURING
    if closes_at is not None and now >= closes_at:
        return Moment.AFTER_CLOSE
    return Moment.JUST_AFTER if now < handed_in_at + JUST_AFTER else Moment.LATER
