"""What steps are called that have no title of their own."""

from flask_babel import lazy_gettext as _l

from lms.catalog.models import StepKind

KINDS = {
    StepKind.LESSON: _l("Lesson"),
    StepKind.CASE: _l("A case to think through"),
    StepKind.REFLECTION: _l("A question to yourself"),
    StepKind.QUIZ: _l("Quiz"),
    StepKind.DIALOGUE: _l("Dialogue"),
    StepKind.TEST: _l("Test"),
    StepKind.PLAN: _l("Plan"),
}
UNTITLED = {"pretest": _l("Test before the course"), "posttest": _l("Test after the course")}
"""Steps that there is one of, by stable name."""
