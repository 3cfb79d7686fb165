"""How a question was before: its versions, an older one as it was, and back to it."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from lms import db
from lms.accounts.rules import Visitor
from lms.bank import queries, saving, words
from lms.bank.queries import BankQuestion, Version
from lms.bank.views import acting, bp
from lms.bank.views.preview import sides_of, task_of
from lms.guard import needs
from lms.permissions import Permission


@dataclass(frozen=True)
class OldVersion:
    """A question as it was from some revision on."""

    thing: BankQuestion
    version: Version

    @property
    def places(self) -> frozenset[tuple[str, str]]:
        """Return the scopes this lies in, as (kind, uid)."""
        return self.thing.places


def old_version(session: Session, course: str, question: str, number: str) -> OldVersion | None:
    """Return a version of a question by the number of the revision that brought it."""
    thing = queries.question(session, course, question)
    if thing is None:
        return None
    there = queries.history(session, thing.reading.course_id, thing.question.name)
    return next((OldVersion(thing, each) for each in there if str(each.number) == str(number)), None)


@bp.get("/trainer/c/<short:course>/bank/<short:item>/versions")
@needs(Permission.EDIT_BANK, on=queries.question)
def history(_who: Visitor, thing: BankQuestion) -> ResponseReturnValue:
    """List the versions of a question, and what each changed."""
    there = queries.history(db.session(), thing.reading.course_id, thing.question.name)
    changes = [changed_parts(each, before) for each, before in zip(there, [*there[1:], None], strict=True)]
    rows = list(zip(there, changes, strict=True))
    return render_template("bank/history.html", reading=thing.reading, question=thing.question, rows=rows, words=words)


@bp.route("/trainer/c/<short:course>/bank/<short:item>/versions/<int:number>", methods=["GET", "POST"])
@needs(Permission.EDIT_BANK, on=old_version)
def version(who: Visitor, old: OldVersion) -> ResponseReturnValue:
    """Show a question as it was; bring it back."""
    reading, question, there = old.thing.reading, old.thing.question, old.version
    faults: list[str] = []
    if request.method == "POST":
        _about, paths = queries.about(db.session(), reading.revision_id)
        tree = queries.tree(db.session(), reading.revision_id)
        plan = saving.plan(saving.changed(tree, saving.bank_of(paths, question.module), there.content))
        faults = plan.faults
        if plan.package is not None:
            acting.write(who, reading, plan)
            flash(_("The question is again as it was."), "good")
            return redirect(url_for("bank.question", course=reading.code, item=question.code), 303)
    page = render_template(
        "bank/version.html",
        reading=reading,
        question=question,
        version=there,
        is_now=there.version == question.version,
        sides=sides_of(reading, there.revision_id, there.question_id, task_of(there.content)),
        numbers={},
        faults=faults,
        words=words,
    )
    return page, 422 if faults else 200


def changed_parts(after: Version, before: Version | None) -> list[object]:
    """Return what a version changed, as its parts are called; nothing for the first."""
    if before is None:
        return []
    keys = {**before.content, **after.content}
    differing = [key for key in keys if before.content.get(key) != after.content.get(key)]
    return [words.label("", key) for key in differing if key not in ("id", "type")]
