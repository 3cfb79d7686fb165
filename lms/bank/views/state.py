"""A question becomes a draft, ready, or retired."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import db
from lms.accounts.rules import Visitor
from lms.bank import queries, saving
from lms.bank.queries import BankQuestion, Listed
from lms.bank.views import acting, bp
from lms.catalog.queries import Reading
from lms.guard import needs
from lms.permissions import Permission
from lms.quizzes.engine.definition import State


@bp.post("/trainer/c/<short:course>/bank/<short:item>/state")
@needs(Permission.EDIT_BANK, on=queries.question)
def state(who: Visitor, thing: BankQuestion) -> ResponseReturnValue:
    """Give a question another state, and where it is wanted its twin of the other form too."""
    wanted = request.form.get("state", "")
    if wanted not in set(State):
        return redirect(url_for("bank.question", course=thing.reading.code, item=thing.question.code), 303)
    there = queries.bank(db.session(), thing.reading.revision_id)
    also = [each for each in twins(thing, there) if each.code in request.form.getlist("also")]
    changed = [_in_state(each, State(wanted)) for each in (thing.question, *also)]
    return written(who, thing.reading, changed, thing.question)


def written(
    who: Visitor, reading: Reading, contents: Sequence[tuple[Listed, dict[str, object]]], back_to: Listed
) -> ResponseReturnValue:
    """Write questions that are already in their banks otherwise, and go back to one; or say why that can't be."""
    _about, paths = queries.about(db.session(), reading.revision_id)
    tree = queries.tree(db.session(), reading.revision_id)
    for listed, content in contents:
        tree = saving.changed(tree, saving.bank_of(paths, listed.module), content)
    plan = saving.plan(tree)
    if plan.package is None:
        page = render_template("bank/refused.html", reading=reading, question=back_to, faults=plan.faults)
        return page, 422
    acting.write(who, reading, plan)
    flash(_("Saved."), "good")
    return redirect(url_for("bank.question", course=reading.code, item=back_to.code), 303)


def twins(thing: BankQuestion, there: Sequence[Listed]) -> list[Listed]:
    """Return questions that a question of a parallel test can go together with into another state: those of the other
    form, of the same module, objective, difficulty and state.
    """
    one = thing.question
    if "form" not in one.content:
        return []
    return [
        each
        for each in there
        if each.content.get("form") not in (None, one.content["form"])
        and (each.module, each.state) == (one.module, one.state)
        and all(each.content.get(key) == one.content.get(key) for key in ("objective", "difficulty"))
    ]


def _in_state(each: Listed, state: State) -> tuple[Listed, dict[str, object]]:
    content = {key: value for key, value in each.content.items() if key != "state"}
    return each, content if state == State.READY else {**content, "state": str(state)}
