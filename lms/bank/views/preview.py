"""A question as learners see it, with what is right; it can be tried, and nothing is kept of that."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.bank import queries, sifting, uses, words
from lms.bank.queries import BankQuestion
from lms.bank.views import bp
from lms.bank.views.state import twins
from lms.catalog.queries import Reading
from lms.guard import needs
from lms.learn import refusals, results, sent
from lms.learn.results import Answered
from lms.learn.shown import Shown, shown
from lms.permissions import Permission
from lms.quizzes.engine.definition import load
from lms.quizzes.engine.refusal import NotAnAnswer, Unsound
from lms.quizzes.engine.task import Task

SEED = "preview"
"""Draws the numbers of a calculation: the same each time, so that what was tried can be tried again."""


@dataclass(frozen=True)
class Side:
    """A question in one language. `key` says what is right; None: it can't be asked as it is."""

    lang: str
    shown: Shown
    key: Answered | None


@bp.route("/trainer/c/<short:course>/bank/<short:item>", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=queries.question)
def question(_who: Visitor, thing: BankQuestion) -> ResponseReturnValue:
    """Show a question in each language; say what an answer to it would be worth."""
    session, reading = db.session(), thing.reading
    task = task_of(thing.question.content)
    lang = reading.lang_for(i18n.current())
    sides = sides_of(reading, reading.revision_id, thing.question.id, task)
    tried: Answered | None = None
    error, fields = "", {}
    if request.method == "POST" and task is not None:
        fields = sent.fields_of(request.form)
        try:
            fields = dict(task.read(fields).fields())
            tried = results.answered(task, fields, next(side.shown.content for side in sides if side.lang == lang))
        except NotAnAnswer as refused:
            error = refusals.sentence(refused)
    listed = queries.bank(session, reading.revision_id)
    pools = uses.pools(queries.steps(session, reading.revision_id), listed)
    page = render_template(
        "bank/question.html",
        reading=reading,
        question=thing.question,
        sides=sides,
        own=next(side.shown for side in sides if side.lang == lang),
        numbers=task.said() if task else {},
        fields=fields,
        tried=tried,
        error=error,
        is_tried_here=task is not None and thing.question.type not in UNTRIED,
        used=uses.used_in(pools).get(thing.question.id, []),
        asked=thing.asked,
        states=sifting.language_states(thing.question.content, reading.languages),
        twins=twins(thing, listed),
        words=words,
    )
    return page, 422 if error else 200


UNTRIED = frozenset({"essay", "upload", "information"})
"""Types that say nothing of an answer at once."""


def task_of(content: dict[str, Any]) -> Task[Any] | None:
    """Return what a question asks; None where it can't be asked: one of an older version of the format."""
    try:
        return load(content).asked(SEED).task
    except Unsound:
        return None


def sides_of(reading: Reading, revision_id: int, question_id: int, task: Task[Any] | None) -> list[Side]:
    """Return a version of a question in each language of its course, as it was in a revision."""
    there = queries.pages(db.session(), revision_id, question_id)
    sides = [(lang, shown(there[lang], lang)) for lang in reading.languages if lang in there]
    return [Side(lang, page, results.answered(task, {}, page.content) if task else None) for lang, page in sides]
