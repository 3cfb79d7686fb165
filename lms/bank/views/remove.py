"""A question is taken out of its bank."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.bank import queries, saving, service, sifting
from lms.bank.queries import BankQuestion
from lms.bank.views import acting, bp
from lms.catalog import service as courses
from lms.guard import needs
from lms.permissions import Permission


@bp.route("/trainer/c/<short:course>/bank/<short:item>/remove", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=queries.question)
def remove(who: Visitor, thing: BankQuestion) -> ResponseReturnValue:
    """Ask whether a question is to go; and take it out."""
    reading, question = thing.reading, thing.question
    faults: list[str] = []
    if request.method == "POST":
        if request.form.get("seen") != question.version:
            raise courses.ChangedMeanwhile
        _about, paths = queries.about(db.session(), reading.revision_id)
        tree = queries.tree(db.session(), reading.revision_id)
        plan = saving.plan(saving.without(tree, saving.bank_of(paths, question.module), question.name))
        faults = plan.faults
        if plan.package is not None:
            ready, by = plan.ready(), acting.actor(who, reading)
            db.write(service.remove, ready=ready, base_id=reading.revision_id, by=by, today=acting.today())
            flash(_("The question is taken out. “Take back the last change” brings it back."), "good")
            return redirect(url_for("bank.questions", course=reading.code), 303)
    page = render_template(
        "bank/remove.html",
        reading=reading,
        question=question,
        stem=sifting.stem(question.content, i18n.current()),
        asked=thing.asked,
        faults=faults,
    )
    return page, 422 if faults else 200
