"""The page of a step: a lesson, a reflection, the guide to a dialogue, the action plan; a case begins here."""

from flask.typing import ResponseReturnValue

from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import NotFound
from lms.guard import needs
from lms.learn.views import bp, quiz, shown
from lms.learn.views.for_everybody import kept, render
from lms.permissions import Permission

TEMPLATES = {
    StepKind.LESSON: "learn/lesson.html",
    StepKind.PLAN: "learn/lesson.html",
    StepKind.CASE: "learn/case.html",
    StepKind.REFLECTION: "learn/reflection.html",
    StepKind.DIALOGUE: "learn/dialogue.html",
}
"""Steps whose pages hold nothing of their reader."""


@bp.get("/c/<short:course>/<short:step>")
@needs(Permission.READ_COURSE, on=queries.step_reading)
def step(who: Visitor | None, reading: StepReading) -> ResponseReturnValue:
    """Show a step: the same bytes to all who read this revision in this language; a quiz, to each their own."""
    if reading.kind not in TEMPLATES:
        return quiz.intro(who, reading)
    return kept(reading, "", lambda: page(reading))


@bp.get("/c/<short:course>/<short:dialogue>/cards")
@needs(Permission.READ_COURSE, on=queries.step_reading)
def cards(_who: Visitor | None, reading: StepReading) -> ResponseReturnValue:
    """Show the cards of a dialogue, to be printed and cut."""
    if reading.kind != StepKind.DIALOGUE:
        raise NotFound
    return kept(reading, "cards", lambda: render("learn/cards.html", reading=reading, shown=shown.step(reading)))


def page(reading: StepReading) -> str:
    """Return the page of a step, with nothing of its reader in it."""
    return render(TEMPLATES[reading.kind], reading=reading, shown=shown.step(reading), place=0, decision=None)
