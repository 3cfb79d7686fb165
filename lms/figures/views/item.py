"""The figures of one question: how it was answered, and which of its options do no work."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.board import queries as board
from lms.catalog.models import Content
from lms.figures import queries, rules, subjects, words
from lms.figures.queries import Answers
from lms.figures.rules import Outcome
from lms.figures.subjects import ItemSubject
from lms.figures.views import bp
from lms.figures.views.asked import asked
from lms.guard import needs
from lms.permissions import Permission
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.statistics import items, options
from lms.quizzes.engine.statistics.options import OptionStatistics
from lms.quizzes.engine.types.choice import Choice


@dataclass(frozen=True)
class OptionRow:
    """One option: what it says, how often it was chosen, and what is weak about it."""

    label: str
    found: OptionStatistics
    weak: str


@bp.get("/trainer/c/<short:course>/<short:quiz>/statistics/<short:item>")
@needs(Permission.SEE_FIGURES, on=subjects.item)
def item(who: Visitor, subject: ItemSubject) -> ResponseReturnValue:
    """Show how one question was answered."""
    chosen = asked(who, subject)
    lang = subject.reading.lang_for(i18n.current())
    shown = subject.pages[lang]
    answers = queries.answers(db.session(), subject, chosen.whose)
    enough = answers.people >= rules.FEWEST_PEOPLE
    found = items.of_pairs(answers.pairs)
    judgement = rules.judgement(found)
    return render_template(
        "figures/item.html",
        subject=subject,
        asked=chosen,
        title=words.title_of(subjects.layout(db.session(), subject.reading, i18n.current()), subject.step.step_id),
        stem=words.plain(shown),
        content_lang=lang,
        enough=enough,
        found=found,
        judgement=judgement,
        outcomes=[(word, rules.share(answers.outcomes[each], answers.outcomes.total())) for each, word in _said()],
        options=list(_options(subject, shown, answers)) if enough else [],
        earlier=answers.earlier,
        words=words,
    )


def _said() -> list[tuple[Outcome, str]]:
    return [(each, str(word)) for each, word in words.OUTCOMES.items()]


def _options(subject: ItemSubject, shown: Content, answers: Answers) -> Iterator[OptionRow]:
    """Yield the options of a question that has some."""
    task = load(subject.content).task
    if not isinstance(task, Choice):
        return
    labels = {each["id"]: board.plain(each["html"]) for each in shown["options"] if "html" in each}
    labels = labels or {"true": _("True"), "false": _("False")}
    right = {name for name, share in task.shares.items() if share > 0}
    for option in options.of_picks(list(task.shares), right, answers.picked):
        label = labels[option.id]
        yield OptionRow(label, option, words.weak(option, words.short(label)))
