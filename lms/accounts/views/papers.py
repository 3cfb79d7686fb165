"""Codes a person keeps on paper: a lasting card, the recovery sheet, the revoke link. Each is shown once."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock, db
from lms.accounts import codes
from lms.accounts.models import CodeKind
from lms.accounts.rules import Visitor
from lms.accounts.service import Papers
from lms.accounts.views import bp
from lms.guard import config, needs
from lms.permissions import Permission
from lms.signin import keys


def _new(who: Visitor, kind: CodeKind) -> str:
    (code,) = db.write(codes.issue, keys(), account=who.account, kind=kind, now=clock.now(), tz=config().time_zone)
    return code


@bp.post("/me/recovery")
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def new_recovery(who: Visitor) -> ResponseReturnValue:
    """Make a new recovery sheet; the old one stops working."""
    papers = Papers(lasting=None, recovery=_new(who, CodeKind.RECOVERY))
    return render_template("accounts/papers.html", papers=papers, account=who.account, onward=url_for("accounts.me"))


@bp.post("/me/card")
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def new_card(who: Visitor) -> ResponseReturnValue:
    """Make a card that lasts; the old one stops working."""
    papers = Papers(lasting=_new(who, CodeKind.LASTING), recovery=None)
    return render_template("accounts/papers.html", papers=papers, account=who.account, onward=url_for("accounts.me"))


@bp.post("/me/revoke-link")
@needs(Permission.OWN_ACCOUNT, first_steps=True)
def new_revoke_link(who: Visitor) -> ResponseReturnValue:
    """Make a link for a friend that ends every session; the old one stops working."""
    link = url_for("accounts.revoke", code=_new(who, CodeKind.REVOKE), _external=True)
    return render_template("accounts/revoke_link.html", link=link)
