"""The first page of administration: where to go, and the state of things."""

from importlib.metadata import PackageNotFoundError, version

from flask import render_template
from flask.typing import ResponseReturnValue

from lms import choices, db
from lms.accounts.rules import Visitor
from lms.guard import needs
from lms.permissions import Permission
from lms.site.forms import SIGN_UP
from lms.site.views import bp


@bp.get("/admin/")
@needs(Permission.ADMINISTER)
def home(_who: Visitor) -> ResponseReturnValue:
    """Show where to go, and the state of things. No people are counted here."""
    return render_template(
        "site/home.html",
        version=_version(),
        database="SQLite" if db.database().is_sqlite else "PostgreSQL",
        config=choices.in_force(),
        sign_up=SIGN_UP[choices.in_force().sign_up],
    )


def _version() -> str:
    try:
        return version("lms")
    except PackageNotFoundError:  # Run from a folder that was not installed.
        return "–"
