"""What figures are called, and what they say, in the reader's language."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import i18n
from lms.board import queries as board
from lms.board import words as board_words
from lms.board.queries import Layout
from lms.catalog.models import Content
from lms.figures.rules import FEWEST_PEOPLE, Judgement, Outcome, Tries
from lms.quizzes.engine.statistics.gain import FEWEST as FEWEST_PAIRS
from lms.quizzes.engine.statistics.gain import Finding, Gain
from lms.quizzes.engine.statistics.intervals import Interval
from lms.quizzes.engine.statistics.items import FEWEST, ItemStatistics
from lms.quizzes.engine.statistics.options import OptionStatistics, Weakness
from lms.quizzes.engine.statistics.quiz import QuizStatistics

NOTHING = "–"
MOST_SIGNS = 70
_PLACE = re.compile(r"\{\{[a-z][a-z0-9_-]*\}\}")

TRIES = {Tries.FIRST: _l("The first try of each person"), Tries.ALL: _l("All tries")}

OUTCOMES = {
    Outcome.RIGHT: _l("Right"),
    Outcome.PARTLY: _l("Partly right"),
    Outcome.WRONG: _l("Wrong"),
    Outcome.NONE: _l("Not answered"),
}

JUDGEMENTS = {
    Judgement.BACKWARDS: _l(
        "Those who do well otherwise do worse here. Look at the key first; then at whether the words can be misread."
    ),
    Judgement.EASY: _l("Nearly everybody knows it. It is good for courage at the beginning, and tells little."),
    Judgement.HARD: _l("Hardly anybody knows it. Look at the key, then at whether the course teaches it."),
    Judgement.LITTLE: _l("It tells little about who knows more. Read its words again, and those of its options."),
    Judgement.GOOD: _l("It tells those who know more from those who know less."),
}
KINDS = {
    Judgement.TOO_FEW: "",
    Judgement.BACKWARDS: "error",
    Judgement.EASY: "",
    Judgement.HARD: "warning",
    Judgement.LITTLE: "warning",
    Judgement.GOOD: "good",
}
"""How a judgement is marked on a page."""


def too_few_people() -> str:
    """Return why nothing is shown."""
    said = _("Figures stand here from %(count)s people on, so that nobody can be told from them.", count=FEWEST_PEOPLE)
    return i18n.number(said)


def percent(value: float | None) -> str:
    """Return a share as a whole percentage: "67%"."""
    return NOTHING if value is None else _signed(f"{round(value * 100)}%")


def decimal(value: float | None) -> str:
    """Return a number with two places: "0.42"."""
    return NOTHING if value is None else _signed(f"{value:.2f}")


def percents(within: Interval | None) -> str:
    """Return between which percentages a share lies."""
    return NOTHING if within is None else _("%(low)s to %(high)s", low=percent(within[0]), high=percent(within[1]))


def decimals(within: Interval | None) -> str:
    """Return between which numbers a figure lies."""
    return NOTHING if within is None else _("%(low)s to %(high)s", low=decimal(within[0]), high=decimal(within[1]))


def _signed(number: str) -> str:
    """Return a number with a minus that no spreadsheet takes for a formula; what is rounded to nothing has none."""
    if not number.strip("-0.%"):
        number = number.lstrip("-")
    return i18n.number(number.replace("-", "−"))


def judged(judgement: Judgement, item: ItemStatistics) -> str:
    """Return what figures say of a question, as a sentence."""
    if judgement == Judgement.TOO_FEW:
        said = _("Too few answers to judge: %(count)s of the %(needed)s it takes.", count=item.count, needed=FEWEST)
        return i18n.number(said)
    return str(JUDGEMENTS[judgement])


def weak(option: OptionStatistics, label: str) -> str:
    """Return what is weak about an option, naming it; empty: nothing, or too little is known."""
    if option.weakness == Weakness.RARELY_CHOSEN and not option.count:
        return str(_("Nobody chose “%(option)s”. Write an option that somebody could believe.", option=label))
    if option.weakness == Weakness.RARELY_CHOSEN:
        return str(_("Hardly anybody chose “%(option)s”. Write an option that more could believe.", option=label))
    if option.weakness == Weakness.DRAWS_THE_STRONG:
        said = _(
            "Those who do well otherwise chose “%(option)s” more often than others. Perhaps it is right too, or the "
            "question can be read in two ways.",
            option=label,
        )
        return str(said)
    if option.weakness == Weakness.REPELS_THE_STRONG:
        said = _(
            "“%(option)s” is marked right, and those who do well otherwise chose it less often than others. Perhaps "
            "the key is wrong.",
            option=label,
        )
        return str(said)
    return ""


def gain(found: Gain) -> str:
    """Return what was learned, in a sentence."""
    points = round(abs(found.mean or 0) * 100)
    if found.finding == Finding.ROSE:
        return i18n.number(_("Results rose by %(points)s points of 100. That is more than chance.", points=points))
    if found.finding == Finding.FELL:
        said = _(
            "Results fell by %(points)s points of 100. That is more than chance: look at both tests.", points=points
        )
        return i18n.number(said)
    if found.finding == Finding.UNSURE:
        return str(_("The results before and after are so near to each other that it may be chance."))
    said = ngettext(
        "Too few people to judge: %(num)s took both tests, and it takes %(needed)s.",
        "Too few people to judge: %(num)s took both tests, and it takes %(needed)s.",
        found.count,
        needed=FEWEST_PAIRS,
    )
    return i18n.number(said)


def explained(quiz: QuizStatistics) -> list[tuple[str, str, str]]:
    """Return the figures of a quiz: what each is called, its value, and what it means."""
    middle, spread = quiz.mean, quiz.deviation
    return [
        (_("Mean"), percent(middle), _("What people reach on average.")),
        (
            _("Median"),
            percent(quiz.median),
            _("Half of the results are above it, half below; a few very good or bad ones do not move it."),
        ),
        (
            _("Standard deviation"),
            percent(spread),
            _("How far results usually lie from the mean. The smaller it is, the more alike results are."),
        ),
        (
            _("Skewness"),
            decimal(quiz.skewness),
            _("Below 0: most results are good, with a few bad ones. Above 0: most are low, with a few good ones."),
        ),
        (
            _("Kurtosis"),
            decimal(quiz.kurtosis),
            _("Above 0: most results are near each other, with a few far away. Below 0: they are spread evenly."),
        ),
        (
            _("Internal consistency"),
            decimal(quiz.consistency),
            _("How far the questions measure one thing. From 0.7 on a test can be relied on; 1 is the most."),
        ),
        (
            _("Standard error"),
            percent(quiz.error),
            _("So far one result may lie from what a person knows, by the luck of the questions."),
        ),
    ]


def title_of(layout: Layout, step_id: int) -> str:
    """Return the number and title of a step that the course has."""
    places = [step.id for step in layout.steps]
    return board_words.step(layout.shown[places.index(step_id)])


def plain(content: Content, field: str = "stem") -> str:
    """Return the words of a question's text in one line, gaps as dots."""
    return _PLACE.sub("…", " ".join(board.plain(content[field]).split()))


def short(text: str) -> str:
    """Return the beginning of a text."""
    if len(text) <= MOST_SIGNS:
        return text
    return text[:MOST_SIGNS].rsplit(" ", 1)[0] + " …"
