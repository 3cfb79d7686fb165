"""Settings of quizzes that are each written well and do not go together."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lms.catalog.package.course import Package
from lms.catalog.package.report import Problem
from lms.quizzes.engine.refusal import Unsound
from lms.quizzes.engine.rules import bands
from lms.quizzes.engine.rules.bands import Band
from lms.quizzes.engine.rules.quiz import QuizSettings, tells_during
from lms.said import Said, say

Value = dict[str, Any]


def problems(package: Package) -> Iterator[Problem]:
    """Yield bands that do not climb from 0, and ways of asking and of showing that exclude each other."""
    for path, place in package.places.items():
        value = package.value(path) if place.kind == "quiz" else {}
        if value:
            yield from _bands(package, path, value)
            yield from _telling(package, path, value)


def _bands(package: Package, path: str, value: Value) -> Iterator[Problem]:
    written = value.get("bands", ())
    try:
        bands.check([Band(least=Fraction(str(each["least"])), name=each["name"]) for each in written])
    except Unsound as unsound:
        yield Problem(
            path,
            package.line(path, *unsound.at),
            say("The bands do not climb from 0 to 1."),
            say("Begin the first with “least: 0”; each further one begins higher."),
        )


def _telling(package: Package, path: str, value: Value) -> Iterator[Problem]:
    """Yield a quiz that checks each answer and shows nothing, or shows what it does not know before the end."""
    settings = QuizSettings.of(value)
    shows = settings.shows_during
    if tells_during(settings.behaviour) == shows:
        return
    behaviour = str(settings.behaviour)
    what: Said
    if shows:
        what = say("With the behaviour “%(behaviour)s” nothing is known before the end.", behaviour=behaviour)
        how = say("Write “feedback: at-end”, or another behaviour, such as immediate.")
    else:
        what = say(
            "With the behaviour “%(behaviour)s” each answer is checked, but nothing is shown then.", behaviour=behaviour
        )
        how = say("Write “feedback: at-once”, or a review in which “during” shows something.")
    key = "behaviour" if "behaviour" in value else "review" if "review" in value else "feedback"
    yield Problem(path, package.line(path, key), what, how)
