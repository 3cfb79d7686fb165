"""Settings that may be chosen in the browser; the environment has the last word."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import choices, clock, db
from lms.accounts.models import Role
from lms.accounts.rules import Visitor
from lms.guard import config, needs
from lms.permissions import Permission
from lms.site import queries, service
from lms.site.forms import SettingsForm
from lms.site.views import bp


@bp.route("/admin/settings", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def settings(who: Visitor) -> ResponseReturnValue:
    """Show each setting, its value and where that came from; change those that the environment does not give."""
    now = choices.apply(db.session(), config())
    locked = config().chosen & choices.ON_PAGE.keys()
    form = SettingsForm(request.form, data={name: getattr(now, name) for name in choices.ON_PAGE})
    for name in locked:
        del form[name]
    if form.accepted():
        changed = {field.name: field.data for field in form if field.data != getattr(now, field.name)}
        db.write(service.choose, chosen=changed, by=who.acting(Role.ADMIN, clock.now()))
        choices.forget(current_app)
        flash(_("Saved."), "good")
        return redirect(url_for("site.settings"), 303)
    page = render_template(
        "site/settings.html",
        form=form,
        shown=SettingsForm(data={name: getattr(now, name) for name in choices.ON_PAGE}),
        locked=locked,
        chosen=queries.chosen_names(db.session()),
        variables={name: setting.variable for name, setting in choices.ON_PAGE.items()},
    )
    return page, 422 if form.errors else 200
