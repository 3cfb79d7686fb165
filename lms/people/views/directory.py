"""The administrator's list of people, the search in it, and one person's page."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock, db
from lms.accounts import queries as accounts
from lms.accounts.models import Account, Role, State
from lms.accounts.rules import Visitor
from lms.cohorts import queries as cohorts
from lms.guard import config, needs
from lms.paging import PER_PAGE, cut
from lms.people import queries, rules
from lms.people.forms import ROLES, SearchForm
from lms.people.queries import Order
from lms.people.views import bp
from lms.permissions import Permission

E = TypeVar("E", bound=StrEnum)


@bp.route("/admin/people", methods=["GET", "POST"])
@needs(Permission.ADMINISTER, stepped_up=True)
def people(_who: Visitor) -> ResponseReturnValue:
    """Show the people there are; a search comes as a form, so that its word stands in no address."""
    today = clock.local_day(clock.now(), config().time_zone)
    form = SearchForm(request.form)
    if form.accepted():
        found = list(db.session().scalars(queries.found_by(form.start.data, PER_PAGE)))
        held = {one.uid: rules.roles_on(one, today) for one in found}
        return render_template("people/found.html", form=form, people=found, most=PER_PAGE, held=held, roles=ROLES)
    role, state = _asked("role", Role), _asked("state", State)
    order = _asked("sort", Order) or Order.HANDLE
    rows, paging = cut(db.session(), queries.people(role=role, state=state, order=order, today=today))
    page = render_template(
        "people/people.html",
        form=form,
        people=rows,
        paging=paging,
        role=role,
        state=state,
        order=order,
        held={one.uid: rules.roles_on(one, today) for one in rows},
        roles=ROLES,
        links=_sorting(order),
    )
    return page, 422 if form.errors else 200


@bp.get("/admin/people/<uid:person>")
@needs(Permission.ADMINISTER_PERSON, on=queries.by_uid, stepped_up=True)
def person(who: Visitor, account: Account) -> ResponseReturnValue:
    """Show a person to an administrator: state, roles and their days, and what can be done."""
    grants = sorted(account.grants, key=lambda grant: (grant.from_day, grant.id))
    return render_template(
        "people/person.html",
        account=account,
        grants=grants,
        names=cohorts.names_of(db.session(), [grant.scope_uid for grant in grants if grant.scope_uid]),
        has_step=accounts.has_second_step(db.session(), account.id),
        is_self=account.uid == who.uid,
        roles=ROLES,
        today=clock.local_day(clock.now(), config().time_zone),
    )


def _sorting(order: Order) -> dict[str, dict[str, str]]:
    """Return, by column, the address that sorts by it, or the other way round where it is sorted so already."""
    asked: dict[str, Any] = {name: value for name, value in request.args.items() if name in {"role", "state"}}
    links = {}
    for column, up, down in (("handle", Order.HANDLE, Order.HANDLE_DOWN), ("made", Order.MADE, Order.MADE_DOWN)):
        links[column] = {"url": url_for("people.people", **asked, sort=down if order == up else up)}
        if order in {up, down}:
            links[column]["sorted"] = "ascending" if order == up else "descending"
    return links


def _asked(name: str, kind: type[E]) -> E | None:
    try:
        return kind(request.args.get(name, ""))
    except ValueError:
        return None
