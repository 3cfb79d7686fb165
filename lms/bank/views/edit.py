"""A question is written: a new one, one like another, or one that is there. Every button keeps what is typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from lms import db, i18n, ids
from lms.accounts.rules import Visitor
from lms.bank import editing, flat, ground, queries, saving, sheet, words
from lms.bank.boxes import Page
from lms.bank.filling import Filled, filled
from lms.bank.flat import Flat
from lms.bank.forms import form_for
from lms.bank.ground import Ground
from lms.bank.queries import BankQuestion
from lms.bank.views import acting, bp
from lms.catalog import queries as catalog
from lms.catalog.queries import Reading
from lms.guard import needs
from lms.permissions import Permission
from lms.quizzes.engine.definition import Difficulty
from lms.text.digits import whole_number

Content = Mapping[str, Any]
_ID = re.compile(rf"q-[{ids.SHORT_SIGNS}]{{{ids.SHORT_LENGTH}}}")


@dataclass(frozen=True)
class Writing:
    """A question that somebody writes.

    :param before: the question as it is in its bank; of a new one only id and type.
    :param version: of the question as the bank has it; empty: it is not there yet.
    :param action: where the form goes.
    :param back: the address that leads away and changes nothing.
    """

    reading: Reading
    ground: Ground
    before: Content
    version: str
    action: str
    back: str

    @property
    def parts(self) -> tuple[sheet.Part, ...]:
        """Return what the question is made of."""
        return sheet.sheet(self.before["type"])


@bp.route("/trainer/c/<short:course>/bank/new", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=catalog.reading)
def new(who: Visitor, reading: Reading) -> ResponseReturnValue:
    """Ask of which type a question is to be; then write it."""
    tree, paths = queries.about(db.session(), reading.revision_id)
    modules = ground.modules(paths, tree)
    place = whole_number(request.values.get("module", ""), 3) or 1
    module = modules[min(max(place, 1), len(modules)) - 1]
    like = queries.question(db.session(), reading.code, request.args.get("like", ""))
    kind = like.question.type if like else request.values.get("type", "")
    if like:
        module = like.question.module
    back = url_for("bank.questions", course=reading.code, module=modules.index(module) + 1)
    if kind not in sheet.kinds():
        return render_template(
            "bank/types.html",
            reading=reading,
            kinds=sheet.kinds(),
            words=words,
            modules=modules,
            module=modules.index(module) + 1,
            back=back,
        )
    there = ground.ground(tree, paths, module, i18n.current())
    sent = request.form.get("id", "")
    own = sent if _ID.fullmatch(sent) else _new_id(reading)
    action = url_for("bank.new", course=reading.code, module=modules.index(module) + 1, type=kind)
    writing = Writing(reading, there, {"id": own, "type": kind}, "", action, back)
    if request.method == "POST":
        return _sent(who, writing)
    if like:
        start = flat.flat_of(writing.parts, like.question.content, there.choices.languages)
    else:
        objectives = there.choices.of["objective"]
        first = {"objective": [objectives[0][0]]} if len(objectives) == 1 else {}
        start = {**flat.begun(writing.parts, there.choices.languages), **first, "difficulty": [Difficulty.MEDIUM]}
    return _page(writing, form_for(writing.parts, start, there.choices, None), start, Filled())


@bp.route("/trainer/c/<short:course>/bank/<short:item>/edit", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=queries.question)
def edit(who: Visitor, thing: BankQuestion) -> ResponseReturnValue:
    """Write a question otherwise."""
    reading, question = thing.reading, thing.question
    tree, paths = queries.about(db.session(), reading.revision_id)
    there = ground.ground(tree, paths, question.module, i18n.current())
    action = url_for("bank.edit", course=reading.code, item=question.code)
    back = url_for("bank.question", course=reading.code, item=question.code)
    writing = Writing(reading, there, question.content, question.version, action, back)
    if request.method == "POST":
        return _sent(who, writing)
    start = flat.flat_of(writing.parts, question.content, there.choices.languages)
    return _page(writing, form_for(writing.parts, start, there.choices, None), start, Filled())


def _sent(who: Visitor, writing: Writing) -> ResponseReturnValue:
    """Add, move or take out a row; or save."""
    typed: Flat = {name: request.form.getlist(name) for name in request.form}
    choices = writing.ground.choices
    order = request.form.get("do", "")
    if order:
        now = editing.ordered(writing.parts, typed, choices.languages, order)
        return _page(writing, form_for(writing.parts, now, choices, request.form), now, Filled())
    form = form_for(writing.parts, typed, choices, request.form)
    is_sound = form.accepted()
    meant = filled(
        writing.parts,
        form,
        typed,
        writing.before,
        needed=writing.ground.needed,
        languages=choices.languages,
        fixed={"id": writing.before["id"], "type": writing.before["type"]},
    )
    if not is_sound or meant.errors:
        return _page(writing, form, typed, meant), 422
    return _saved(who, writing, form, typed, meant)


def _saved(who: Visitor, writing: Writing, form: Form, typed: Flat, meant: Filled) -> ResponseReturnValue:
    """Put a question into its bank, unless something speaks against it."""
    reading = writing.reading
    code = ids.short_of(reading.course_uid, meant.content["id"])
    there = queries.question(db.session(), reading.code, code)
    to_it = redirect(url_for("bank.question", course=reading.code, item=code), 303)
    if there and there.question.content == meant.content:
        if not writing.version:  # Sent twice.
            return to_it
        flash(_("Nothing was changed."))
        return to_it
    if (there.question.version if there else "") != request.form.get("version", ""):
        return _page(writing, form, typed, meant, is_overtaken=True), 409
    plan = saving.planned(queries.tree(db.session(), reading.revision_id), writing.ground.path, meant)
    if plan.package is None:
        return _page(writing, form, typed, meant, plan.faults), 422
    acting.write(who, reading, plan)
    flash(_("Saved."), "good")
    return to_it


def _page(
    writing: Writing,
    form: Form,
    typed: Flat,
    meant: Filled,
    faults: list[str] | None = None,
    *,
    is_overtaken: bool = False,
) -> str:
    return render_template(
        "bank/edit.html",
        writing=writing,
        reading=writing.reading,
        page=Page(writing.parts, form, typed, writing.ground.choices.languages, meant.errors),
        form=form,
        faults=faults or [],
        is_overtaken=is_overtaken,
        words=words,
    )


def _new_id(reading: Reading) -> str:
    taken = {name.removeprefix("q-") for name in queries.names(db.session(), reading.course_id)}
    return f"q-{ids.new_short(taken)}"
