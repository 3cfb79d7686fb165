"""Marking a quiz again after a key was mended: what would change, then the change."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms import clock, db, i18n
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.catalog.queries import StepReading
from lms.figures import queries, subjects, words
from lms.figures.views import bp
from lms.figures.views.asked import seen_of
from lms.guard import config, needs
from lms.permissions import Permission
from lms.quizzes import remarking

MOST_SHOWN = 100
"""Attempts on the page; the counts are of all."""


@bp.route("/trainer/c/<short:course>/<short:quiz>/remark", methods=["GET", "POST"])
@needs(Permission.MARK_AGAIN, on=subjects.marked_again, stepped_up=True)
def remark(who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Show what marking again would do to each attempt; do exactly that."""
    if request.method == "POST":
        now = clock.now()
        done = db.write(
            remarking.mark_again,
            reading=reading,
            digest=request.form.get("digest", ""),
            by=who.acting(Role.TRAINER, now),
            today=clock.local_day(now, config().time_zone),
        )
        count = len(done.attempts)
        if count:
            flash(i18n.number(ngettext("%(num)s try was marked again.", "%(num)s tries were marked again.", count)))
        else:
            flash(_("There was nothing more to mark: it had been done already."), "info")
        return redirect(url_for("figures.remark", course=reading.code, quiz=reading.step_code), 303)
    plan = remarking.plan(db.session(), reading)
    lang = reading.lang_for(i18n.current())
    shown = [*(one.attempt for one in plan.attempts[:MOST_SHOWN]), *plan.kept[:MOST_SHOWN]]
    seen = seen_of(who, subjects.cohorts_with(db.session(), reading)) if shown else ()
    return render_template(
        "figures/remark.html",
        reading=reading,
        title=words.title_of(subjects.layout(db.session(), reading, i18n.current()), reading.step_id),
        content_lang=lang,
        plan=plan,
        labels=queries.questions(db.session(), reading, lang).labels if plan.questions else {},
        names=queries.names(db.session(), shown, seen),
        most=MOST_SHOWN,
        words=words,
    )
