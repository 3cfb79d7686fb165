"""The quizzes and tests of a course, and what was learned between the tests before and after it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.board import words as board_words
from lms.board.rules import When
from lms.figures import queries, rules, subjects, words
from lms.figures.subjects import ASKING, Subject
from lms.figures.views import bp
from lms.figures.views.asked import Asked, asked
from lms.guard import needs
from lms.permissions import Permission
from lms.quizzes.engine.statistics.gain import Gain, gain


@bp.get("/trainer/c/<short:course>/statistics")
@needs(Permission.SEE_FIGURES, on=subjects.subject)
def overview(who: Visitor, subject: Subject) -> ResponseReturnValue:
    """Show how often each quiz was handed in, and lead to the figures of each."""
    chosen = asked(who, subject)
    layout = subjects.layout(db.session(), subject.reading, i18n.current())
    quizzes = [(step, shown) for step, shown in zip(layout.steps, layout.shown, strict=True) if shown.kind in ASKING]
    return render_template(
        "figures/overview.html",
        subject=subject,
        asked=chosen,
        layout=layout,
        quizzes=[(step.id, board_words.step(shown)) for step, shown in quizzes],
        counts=queries.counts(db.session(), [step.id for step, _shown in quizzes], chosen.whose),
        gain=_gain({step.when: step.id for step, _shown in quizzes}, chosen),
        fewest=rules.FEWEST_PEOPLE,
        words=words,
    )


def _gain(tests: dict[When, int], chosen: Asked) -> Gain | None:
    """Return what was learned; None where the course has not both tests."""
    if not {When.BEFORE, When.AFTER} <= tests.keys():
        return None
    return gain(queries.pairs(db.session(), tests[When.BEFORE], tests[When.AFTER], chosen.whose))
