"""Verbs of those who look after people: cards, locking, roles, places. Each leaves an entry in the audit."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts import codes, second_step, sessions
from lms.accounts import service as accounts
from lms.accounts.models import Account, CodeKind, Grant, Passphrase, Role, Scope, State
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.enrolment import service as enrolment
from lms.enrolment.models import Enrolment, PlaceState
from lms.errors import LmsError
from lms.people import queries
from lms.seal import Keys

WHERE: dict[Role, frozenset[Scope]] = {
    Role.TRAINER: frozenset({Scope.SITE, Scope.PROGRAMME, Scope.COURSE, Scope.COHORT}),
    Role.STAFF: frozenset({Scope.SITE, Scope.PROGRAMME, Scope.COHORT}),
    Role.ADMIN: frozenset({Scope.SITE}),
}
"""Where each role can be given. Being enrolled makes a learner, so nobody is given that one."""


class LastAdministrator(LmsError):
    """Without this person nobody could look after the site."""

    status = 409
    message = _l("This is the last administrator. Make somebody else an administrator for good first.")


class NotOnYourself(LmsError):
    """An act that administrators do to others."""

    status = 409
    message = _l("This is your own account. What you can do with it stands on the page “My account”.")


class AccountLocked(LmsError):
    """The account is locked, so a new card would not open it."""

    status = 409
    message = _l("This account is locked. An administrator must unlock it first.")


class WrongScope(LmsError):
    """The role can't be given there."""

    status = 422
    message = _l("An administrator looks after the whole site. Choose the whole site.")


class AlreadyHeld(LmsError):
    """The person holds the role there, with other days."""

    status = 409
    message = _l("This person holds this role there already. End it first, then give it anew.")


def reset(session: Session, keys: Keys, *, account: Account, by: Actor, tz: str) -> str:
    """Give a person a new sign-in card and return its code; nothing else opens the account any more.

    A second step stays: whoever holds the card alone does not get in where there is one. So does a link for a friend.

    :raises NotOnYourself: it is one's own account.
    :raises AccountLocked: the card would not open it.
    """
    _refuse_self(account, by)
    if account.state != State.ACTIVE:
        raise AccountLocked
    sessions.end_all(session, account=account)
    session.execute(delete(Passphrase).where(Passphrase.account_id == account.id))
    for kind in (CodeKind.LASTING, CodeKind.RECOVERY):
        codes.take_back(session, account=account, kind=kind)
    (code,) = codes.issue(session, keys, account=account, kind=CodeKind.ONCE, now=by.now, tz=tz)
    audit.note(session, by, action="person.reset", kind="account", uid=account.uid)
    return code


def lock(session: Session, *, account: Account, by: Actor, tz: str) -> None:
    """Let nobody in with an account until it is unlocked.

    :raises NotOnYourself: it is one's own account.
    :raises LastAdministrator: nobody else administers the site.
    """
    _refuse_self(account, by)
    refuse_last_administrator(session, account=account, today=clock.local_day(by.now, tz))
    if account.state == State.LOCKED:
        return
    accounts.lock(session, account=account)
    audit.note(session, by, action="person.lock", kind="account", uid=account.uid)


def unlock(session: Session, *, account: Account, by: Actor) -> None:
    """Let its holder in again."""
    if account.state != State.LOCKED:
        return
    accounts.unlock(session, account=account)
    audit.note(session, by, action="person.unlock", kind="account", uid=account.uid)


def remove_second_step(session: Session, *, account: Account, by: Actor) -> None:
    """Turn the second step of somebody off who lost it; it is set up anew at the next sign-in. Sessions end.

    :raises NotOnYourself: it is one's own account.
    """
    _refuse_self(account, by)
    second_step.remove(session, account=account)
    sessions.end_all(session, account=account)
    audit.note(session, by, action="person.second-step", kind="account", uid=account.uid)


def give_role(
    session: Session,
    *,
    account: Account,
    role: Role,
    scope: Scope,
    scope_uid: str,
    by: Actor,
    tz: str,
    from_day: date | None = None,
    until_day: date | None = None,
) -> Grant:
    """Give a role in a scope; the same one asked for twice is given once.

    :param from_day: its first day, today where it is not given; :param until_day: its last; None: for good.
    :raises WrongScope: the role can't be given there.
    :raises AlreadyHeld: it is held there with other days.
    """
    if scope not in WHERE[role]:
        raise WrongScope
    today = clock.local_day(by.now, tz)
    for held in account.grants:
        is_same = (held.role, held.scope, held.scope_uid) == (role, scope, scope_uid)
        if is_same and (held.until_day is None or held.until_day >= today):
            if (held.from_day, held.until_day) != (from_day or today, until_day):
                raise AlreadyHeld
            return held
    grant = accounts.give_grant(
        session,
        account=account,
        role=role,
        scope=scope,
        scope_uid=scope_uid,
        by_uid=by.uid,
        now=by.now,
        tz=tz,
        from_day=from_day,
        until_day=until_day,
    )
    audit.note(session, by, action=f"grant.give.{role}", kind="account", uid=account.uid)
    return grant


def end_role(session: Session, *, grant: Grant, by: Actor, tz: str) -> None:
    """Take a role away at once.

    :raises LastAdministrator: nobody else administers the site.
    """
    if grant.role == Role.ADMIN:
        refuse_last_administrator(session, account=grant.account, today=clock.local_day(by.now, tz))
    accounts.end_grant(session, grant=grant)
    audit.note(session, by, action=f"grant.end.{grant.role}", kind="account", uid=grant.account.uid)


def remove_from_cohort(session: Session, *, place: Enrolment, by: Actor) -> None:
    """Free a person's place; the work stays."""
    if place.state != PlaceState.TAKEN:
        return
    enrolment.leave(session, place=place, by_uid=by.uid, now=by.now)
    audit.note(session, by, action="place.remove", kind="place", uid=place.uid)


def bring_back(session: Session, *, place: Enrolment, by: Actor) -> None:
    """Give a removed person the place again.

    :raises CannotJoin: the person left by themselves, the cohort is closed, or every seat is taken.
    """
    if place.state == PlaceState.TAKEN:
        return
    enrolment.bring_back(session, place=place, by_uid=by.uid, now=by.now)
    audit.note(session, by, action="place.return", kind="place", uid=place.uid)


def refuse_last_administrator(session: Session, *, account: Account, today: date) -> None:
    """Refuse to go on where nobody else administers the site.

    :raises LastAdministrator: so it is.
    """
    if queries.is_last_administrator(session, account, today):
        raise LastAdministrator


def _refuse_self(account: Account, by: Actor) -> None:
    if account.uid == by.uid:
        raise NotOnYourself
