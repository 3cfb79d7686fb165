"""Why something that was sent is no answer, in words that say what to do."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.quizzes.engine.refusal import NotAnAnswer, Reason

_SAID = {
    Reason.TOO_LONG: _l("This answer is too long. Make it shorter."),
    Reason.NOT_A_NUMBER: _l("Write a number, in digits. A unit may stand behind it only where one is asked for."),
    Reason.COMMA: _l("Write the number without commas, with a point before the decimals: 1234.5"),
    Reason.WRONG_TYPE: _l("This file is not of a kind that is taken here, or it is damaged. Choose another."),
    Reason.TOO_MANY: _l("These are more files than are taken here. Take one out first."),
    Reason.TOO_LARGE: _l("This number is too large or too small. Write it in fewer digits."),
}


def sentence(refused: NotAnAnswer) -> str:
    """Return what a page says of an answer that was refused."""
    if refused.part.endswith("unit"):
        return str(_("This unit is not one that the question knows. Write another, or none."))
    if refused.part == "bytes":
        return str(_("This file is too large. Make it smaller, or take a smaller picture."))
    if refused.reason == Reason.TOO_MANY and refused.part != "name":
        return str(_("Choose one of the answers on the page."))
    return str(_SAID.get(refused.reason) or _("Choose one of the answers on the page."))
