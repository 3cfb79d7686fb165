"""The settings of a quiz as its package wrote them, read: how it behaves, what it shows when, what its clock says."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from lms.quizzes.engine.behaviours.run import WITH_CERTAINTY, Behaviour
from lms.quizzes.engine.rules.paging import Navigation
from lms.quizzes.engine.rules.review import PRESETS, Item, Moment, Review
from lms.quizzes.engine.rules.settings import Overdue, Settings

_AT_THE_END = frozenset({Behaviour.DEFERRED, Behaviour.DEFERRED_CERTAINTY, Behaviour.MANUAL})
_OFTEN = frozenset({Behaviour.ADAPTIVE, Behaviour.ADAPTIVE_NO_PENALTY})


def behaviour_of(settings: Mapping[str, Any]) -> Behaviour:
    """Return how the questions of a quiz behave."""
    written = settings.get("behaviour")
    if written is not None:
        return Behaviour(written)
    return Behaviour.IMMEDIATE if settings["feedback"] == "at-once" else Behaviour.DEFERRED


def tells_during(behaviour: Behaviour) -> bool:
    """Tell whether answers are checked one by one, before the whole is handed in."""
    return behaviour not in _AT_THE_END


@dataclass(frozen=True)
class QuizSettings:
    """What a quiz is like, without its questions.

    :param clock: when it can be taken, before what is said for a cohort or a person.
    :param grade: which of several attempts counts: "highest", "average", "first" or "last".
    :param bands: the least share of each grade band.
    :param by_trying: it counts as done when it was tried, passed or not.
    :param is_test: it is a test before or after the course.
    """

    behaviour: Behaviour
    review: Review
    clock: Settings
    navigation: Navigation
    grade: str
    pass_share: float
    bands: tuple[Fraction, ...]
    by_trying: bool
    is_test: bool

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Self:
        """Read the settings of a step that is a quiz or test, as `catalog.derived.counting` keeps them.

        A quiz as its package wrote it will do as well, but for its bands.
        """
        attempts = settings.get("attempts")
        wait_s = 60 * settings.get("wait_minutes", 0)
        minutes = settings.get("minutes")
        review = settings.get("review")
        return cls(
            behaviour=behaviour_of(settings),
            review=Review.of(review) if review is not None else PRESETS[settings["feedback"]],
            clock=Settings(
                attempts=attempts if isinstance(attempts, int) else None,
                limit_s=60 * minutes if minutes else None,
                grace_s=settings.get("grace_seconds", 60),
                overdue=Overdue(settings.get("overdue", Overdue.HAND_IN)),
                wait_s=wait_s,
                wait_later_s=60 * settings["wait_later_minutes"] if "wait_later_minutes" in settings else wait_s,
            ),
            navigation=Navigation(settings.get("navigation", Navigation.FREE)),
            grade=settings.get("grade", "highest"),
            pass_share=settings.get("pass_share", 0),
            bands=tuple(Fraction(each) for each in settings.get("bands", ()) if isinstance(each, str)),
            by_trying=settings.get("rule") == "tried",
            is_test=settings.get("form") is not None,
        )

    @property
    def shows_during(self) -> bool:
        """Tell whether anything but the question itself is shown before the end."""
        return bool(self.review.cells[Moment.DURING] - {Item.ATTEMPT, Item.OVERALL})

    @property
    def may_be_practised(self) -> bool:
        """Tell whether its questions may come back: what tests ask is kept for tests, and a hidden key stays hidden."""
        return not self.is_test and self.review.shows(Moment.LATER, Item.RIGHT_ANSWER)

    @property
    def asks_certainty(self) -> bool:
        """Tell whether an answer comes with how sure its giver is."""
        return self.behaviour in WITH_CERTAINTY

    @property
    def checks_again(self) -> bool:
        """Tell whether a question may be answered anew when it was checked, as often as one likes."""
        return self.behaviour in _OFTEN
