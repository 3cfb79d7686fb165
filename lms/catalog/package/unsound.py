"""Questions that are written as their schema wants and still cannot be asked: the engine says what is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from lms.catalog.package.course import Package
from lms.catalog.package.report import Problem
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import Fault, Unsound
from lms.said import Said, say

_SAID: Mapping[Fault, tuple[Said, Said]] = {
    Fault.MISSING: (say("Something is missing here."), say("Give it a name or a value.")),
    Fault.UNKNOWN: (say("This names something that is not there."), say("Correct the name, or add the thing.")),
    Fault.WRONG_TYPE: (say("This is not what belongs here."), say("See docs/course-format.md, “Types of questions”.")),
    Fault.TOO_LARGE: (say("This is more than a question can have."), say("Make it shorter, or two questions of it.")),
    Fault.TOO_FEW: (say("There are too few of these."), say("Add what is missing.")),
    Fault.TWICE: (say("Two of these have the same name."), say("Give each a name of its own.")),
    Fault.OUT_OF_RANGE: (
        say("This number or name is outside what is possible."),
        say("See docs/course-format.md, “Types of questions”."),
    ),
    Fault.RIGHT_COUNT: (
        say("The number of right answers does not fit the type."),
        say("A single choice has exactly one; of several, at least one is right and at least one is wrong."),
    ),
    Fault.SHARES: (
        say("No answer is worth the whole."),
        say("Give one answer, or the right ones together, the share 1, before any answer that takes its place."),
    ),
    Fault.BOTH_WAYS: (say("The question has both “right” and “share”."), say("Use one of them.")),
    Fault.GAPS: (
        say("The text does not hold each gap once."),
        say("Write each gap once as {{name}}, in every language, and no others."),
    ),
    Fault.FORMULA: (
        say("This formula cannot be used."),
        say("Use numbers, variables, + - * / ^, brackets and the named functions, so that it always has a value."),
    ),
}


def problems(package: Package, path: str, number: int, question: dict[str, Any]) -> Iterator[Problem]:
    """Yield what makes a question impossible, with the line of the part that does."""
    try:
        load(question)
    except Unsound as unsound:
        what, how = sentences(unsound)
        if unsound.fault == Fault.TWICE and unsound.at and isinstance(unsound.at[-1], int):
            return  # Of two ids the check of names says where the first is.
        yield Problem(path, package.line(path, "questions", number, *unsound.at), what, how)


def sentence(unsound: Unsound) -> Said:
    """Return what is wrong with a question, and how to mend it."""
    what, how = sentences(unsound)
    return say("%(what)s %(how)s", what=what, how=how)


def sentences(unsound: Unsound) -> tuple[Said, Said]:
    """Return what is wrong, and how to mend it."""
    what, how = _SAID[unsound.fault]
    return (say("“%(about)s”: %(what)s", about=unsound.about, what=what) if unsound.about else what), how
