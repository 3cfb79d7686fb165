"""A question to oneself: written and sealed, or only thought about."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.rules import Visitor
from lms.catalog import queries
from lms.catalog.models import StepKind
from lms.catalog.queries import StepReading
from lms.errors import NotFound
from lms.guard import config, needs
from lms.learn import work
from lms.learn.forms import ReflectionForm
from lms.learn.views import bp, shown
from lms.permissions import Permission
from lms.signin import keys


@bp.post("/c/<short:course>/<short:reflection>/thought")
@needs(Permission.KEEP_OWN, on=queries.step_reading)
def reflect(who: Visitor, reading: StepReading) -> ResponseReturnValue:
    """Keep what was written, sealed; or note only that it was thought about."""
    if reading.kind != StepKind.REFLECTION:
        raise NotFound
    only_thought = request.form.get("keep") == "nothing"
    form = ReflectionForm(request.form)
    if not only_thought and not form.accepted():
        return render_template("learn/thought.html", reading=reading, shown=shown.step(reading), form=form), 422
    now = clock.now()
    db.write(
        work.reflect,
        keys(),
        account=who.account,
        reading=reading,
        words="" if only_thought else form.words.data,
        today=clock.local_day(now, config().time_zone),
        now=now,
    )
    flash(_("Done. Nothing was kept.") if only_thought else _("Saved, sealed for you alone."), "good")
    return redirect(url_for("learn.course", course=reading.code), 303)
