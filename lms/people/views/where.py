"""The list of places where a role can be given, and what was picked from it."""

from flask_babel import gettext as _
from wtforms import SelectChoice

from lms import db
from lms.accounts.models import Scope
from lms.cohorts import queries as cohorts
from lms.people.forms import NewPersonForm, RoleForm

MOST = 200
"""How many programmes, and how many groups, the list shows: the open ones."""

EVERYWHERE = str(Scope.SITE)


def fill(form: NewPersonForm | RoleForm, nowhere: str) -> None:
    """Put the site, the open programmes and the open cohorts into a form.

    :param nowhere: what the first line says, whose value is the site.
    """
    form.where.choices = [
        SelectChoice(EVERYWHERE, nowhere),
        *(
            SelectChoice(f"{Scope.PROGRAMME}:{one.uid}", one.name, optgroup=_("Programmes"))
            for one in cohorts.open_programmes(db.session(), MOST)
        ),
        *(
            SelectChoice(f"{Scope.COHORT}:{one.uid}", f"{one.name} ({one.programme.name})", optgroup=_("Groups"))
            for one in cohorts.open_cohorts(db.session(), MOST)
        ),
    ]


def picked(form: NewPersonForm | RoleForm) -> tuple[Scope, str]:
    """Return the scope and uid that were picked; the uid of the site is empty."""
    scope, _colon, uid = str(form.where.data).partition(":")
    return Scope(scope), uid
