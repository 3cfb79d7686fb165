"""What trainers, staff and administrators did."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from lms import db
from lms.accounts.rules import Visitor
from lms.audit import service
from lms.guard import needs
from lms.paging import cut
from lms.permissions import Permission
from lms.site import queries
from lms.site.views import bp
from lms.site.words import ACTIONS, KINDS, ROLES


@bp.route("/admin/audit", methods=["GET", "POST"])
@needs(Permission.ADMINISTER, stepped_up=True)
def audit(_who: Visitor) -> ResponseReturnValue:
    """Show the acts, newest first; on the button, look the whole chain over."""
    action, kind = _asked("action", ACTIONS), _asked("kind", KINDS)
    rows, paging = cut(db.session(), queries.entries(action, kind))
    uids = {row.actor_uid for row in rows} | {row.uid for row in rows if row.kind == "account"}
    return render_template(
        "site/audit.html",
        rows=rows,
        paging=paging,
        handles=queries.handles_of(db.session(), uids - {""}),
        head=service.head_of(db.session()),
        looked_over=request.method == "POST",
        broken=service.first_broken(db.session()) if request.method == "POST" else None,
        action=action,
        kind=kind,
        actions=ACTIONS,
        kinds=KINDS,
        roles=ROLES,
    )


def _asked(name: str, known: dict[str, object]) -> str | None:
    asked = request.args.get(name, "")
    return asked if asked in known else None
