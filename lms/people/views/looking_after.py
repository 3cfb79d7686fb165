"""What an administrator does with one account: a new card, locking, the second step. Each asks on a page of its own."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, db
from lms.accounts.models import Account, Role
from lms.accounts.rules import Visitor
from lms.guard import config, needs
from lms.people import queries, service
from lms.people.making import Card
from lms.people.views import bp
from lms.people.views.cards import sheet
from lms.permissions import Permission
from lms.signin import keys


def ask(title: str, *what: str, yes: str, cancel_url: str, kind: str = "danger") -> ResponseReturnValue:
    """Return the page that asks before an act; its button sends a form to the same address.

    :param what: sentences that say what will happen.
    """
    return render_template("people/ask.html", title=title, what=what, yes=yes, cancel_url=cancel_url, kind=kind)


def _page_of(account: Account) -> str:
    return url_for("people.person", person=account.uid)


@bp.route("/admin/people/<uid:person>/reset", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_PERSON, on=queries.by_uid, stepped_up=True)
def reset_person(who: Visitor, account: Account) -> ResponseReturnValue:
    """Give a person a new sign-in card."""
    if request.method == "GET":
        return ask(
            _("Make a new sign-in card?"),
            *what_a_reset_does(account),
            yes=_("Make a new card"),
            cancel_url=_page_of(account),
        )
    by = who.acting(Role.ADMIN, clock.now())
    code = db.write(service.reset, keys(), account=account, by=by, tz=config().time_zone)
    return sheet([Card(account, code)], back_url=_page_of(account), back_label=_("This person’s page"))


def what_a_reset_does(account: Account) -> tuple[str, str]:
    """Return what to say before a person gets a new card."""
    return (
        _("This is for %(handle)s, who lost what opens the account.", handle=account.name),
        _(
            "The passphrase, cards and recovery sheet of now stop working, and every phone is signed out. "
            "The work stays. Give the card to this person only."
        ),
    )


@bp.route("/admin/people/<uid:person>/lock", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_PERSON, on=queries.by_uid, stepped_up=True)
def lock_person(who: Visitor, account: Account) -> ResponseReturnValue:
    """Let nobody in with an account."""
    if request.method == "GET":
        return ask(
            _("Lock this account?"),
            _("Nobody gets in as %(handle)s until it is unlocked.", handle=account.name),
            _("Every phone is signed out now. Nothing is lost."),
            yes=_("Lock it"),
            cancel_url=_page_of(account),
        )
    db.write(service.lock, account=account, by=who.acting(Role.ADMIN, clock.now()), tz=config().time_zone)
    flash(_("The account is locked."), "good")
    return redirect(_page_of(account), 303)


@bp.route("/admin/people/<uid:person>/unlock", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_PERSON, on=queries.by_uid, stepped_up=True)
def unlock_person(who: Visitor, account: Account) -> ResponseReturnValue:
    """Let the holder of an account in again."""
    if request.method == "GET":
        return ask(
            _("Unlock this account?"),
            _("%(handle)s can sign in again as before.", handle=account.name),
            yes=_("Unlock it"),
            cancel_url=_page_of(account),
            kind="primary",
        )
    db.write(service.unlock, account=account, by=who.acting(Role.ADMIN, clock.now()))
    flash(_("The account is unlocked."), "good")
    return redirect(_page_of(account), 303)


@bp.route("/admin/people/<uid:person>/second-step", methods=["GET", "POST"])
@needs(Permission.ADMINISTER_PERSON, on=queries.by_uid, stepped_up=True)
def remove_second_step(who: Visitor, account: Account) -> ResponseReturnValue:
    """Turn off the second step of somebody who lost it."""
    if request.method == "GET":
        return ask(
            _("Turn off the second step?"),
            _("This is for %(handle)s, who lost the authenticator and the spare codes.", handle=account.name),
            _("Look at the person, not at a message: whoever asks for this could be somebody else."),
            _("Every phone is signed out, and a new second step is set up at the next sign-in."),
            yes=_("Turn it off"),
            cancel_url=_page_of(account),
        )
    db.write(service.remove_second_step, account=account, by=who.acting(Role.ADMIN, clock.now()))
    flash(_("The second step is off."), "good")
    return redirect(_page_of(account), 303)
