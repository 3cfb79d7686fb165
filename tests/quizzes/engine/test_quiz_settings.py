"""The settings of a quiz, read."""

import pytest

from lms.quizzes.engine.behaviours.run import Behaviour
from lms.quizzes.engine.rules.quiz import QuizSettings, behaviour_of, tells_during
from lms.quizzes.engine.rules.review import PRESETS
from lms.quizzes.engine.rules.settings import Settings

PLAIN = {"attempts": 3, "feedback": "at-end", "pass_share": 0.7, "minutes": None, "rule": "passed"}


def test_a_quiz_that_says_little_is_what_quizzes_always_were() -> None:
    found = QuizSettings.of(PLAIN)

    assert found.clock == Settings(attempts=3)
    assert (found.behaviour, found.navigation, found.grade) == ("deferred", "free", "highest")
    assert found.review == PRESETS["at-end"]
    assert not any((found.bands, found.by_trying, found.asks_certainty, found.checks_again, found.shows_during))


def test_unlimited_is_no_limit_written_or_kept() -> None:
    assert QuizSettings.of({**PLAIN, "attempts": "unlimited"}).clock.attempts is None
    assert QuizSettings.of({**PLAIN, "attempts": None}).clock.attempts is None


def test_the_later_wait_is_the_first_unless_it_is_said() -> None:
    assert QuizSettings.of({**PLAIN, "wait_minutes": 2}).clock == Settings(attempts=3, wait_s=120, wait_later_s=120)
    both = QuizSettings.of({**PLAIN, "wait_minutes": 2, "wait_later_minutes": 5})
    assert both.clock == Settings(attempts=3, wait_s=120, wait_later_s=300)


@pytest.mark.parametrize(("feedback", "behaviour"), [("at-once", "immediate"), ("at-end", "deferred")])
def test_feedback_says_the_behaviour_where_nothing_else_does(feedback: str, behaviour: str) -> None:
    assert behaviour_of({"feedback": feedback}) == behaviour
    assert behaviour_of({"feedback": feedback, "behaviour": "adaptive"}) == Behaviour.ADAPTIVE


@pytest.mark.parametrize("behaviour", Behaviour)
def test_three_behaviours_tell_nothing_before_the_end(behaviour: Behaviour) -> None:
    found = QuizSettings.of({**PLAIN, "behaviour": str(behaviour)})

    assert tells_during(behaviour) is (behaviour not in {"deferred", "deferred-certainty", "manual"})
    assert found.asks_certainty is behaviour.endswith("certainty")
    assert found.checks_again is behaviour.startswith("adaptive")
