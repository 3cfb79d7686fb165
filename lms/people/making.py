"""Verbs that make people: accounts with a sign-in card each, and with a place or a role where one was asked for.

A form that comes twice, because its reply was lost, makes nobody twice: it finds the same people, and the codes of
those cards that are still to be used.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import once
from lms.accounts import codes, queries
from lms.accounts import service as accounts
from lms.accounts.models import Account, CodeKind, Origin, Role, Scope
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.cohorts.models import Cohort
from lms.enrolment import service as enrolment
from lms.people import service as people
from lms.seal import Keys
from lms.text.canonical import canonical


@dataclass(frozen=True)
class Card:
    """A sign-in card: whose it is, and its code, which works once; None where it was used already."""

    account: Account
    code: str | None


@dataclass(frozen=True)
class Form:
    """What all who are made at once have in common: the form's random name, and the language of their pages."""

    name: str
    language: str


def make_people(
    session: Session, keys: Keys, *, wishes: Sequence[str], form: Form, about: str, by: Actor, tz: str
) -> tuple[list[Card], list[Account]]:
    """Make an account for each wish: with exactly that handle, or with a number behind it where somebody has it.

    :param about: what the form is about, so that one name of a form stands for one thing.
    :returns: a card for each wish, in order, and the accounts that were made just now.
    :raises HandleRefused: a wish breaks a rule of handles; nobody is made.
    """
    sheet = _planned(keys, wishes, form, about)
    found = {one.uid: one for one in session.scalars(select(Account).where(Account.uid.in_(sheet)))}
    made = _make(session, {uid: wish for uid, (wish, _code) in sheet.items() if uid not in found}, form, by, tz)
    for account in made:
        code = sheet[account.uid][1]
        codes.keep(session, keys, account=account, kind=CodeKind.ONCE, code=code, now=by.now, tz=tz)
        audit.note(session, by, action="person.make", kind="account", uid=account.uid)
    everybody = {**found, **{one.uid: one for one in made}}
    used = {uid for uid, one in found.items() if not _is_unused(session, keys, one, sheet[uid][1])}
    return [Card(everybody[uid], None if uid in used else code) for uid, (_wish, code) in sheet.items()], made


def _planned(keys: Keys, wishes: Sequence[str], form: Form, about: str) -> dict[str, tuple[str, str]]:
    """Return, by the uid of each account to be, its wish and the code of its card, in order."""
    seen: Counter[str] = Counter()
    sheet = {}
    for wish in wishes:
        key = canonical(wish)
        seen[key] += 1
        which = (form.name, about, key, seen[key])
        sheet[once.uid_for(keys, *which)] = (wish, once.code_for(keys, codes.LENGTH[CodeKind.ONCE], *which))
    return sheet


def _make(session: Session, wishes: dict[str, str], form: Form, by: Actor, tz: str) -> list[Account]:
    """Make an account for each wish, by uid: the free handles at once, then those that need a number one by one."""
    how: dict[str, Any] = {"language": form.language, "origin": Origin.STAFF, "now": by.now, "tz": tz}
    gone = queries.taken(session, [canonical(wish) for wish in wishes.values()])
    free = {}
    for uid, wish in wishes.items():
        if canonical(wish) not in gone:
            gone.add(canonical(wish))
            free[uid] = wish
    made = {one.uid: one for one in accounts.make_accounts(session, handles=free, **how)}
    for uid, wish in wishes.items():
        if uid not in free:
            made[uid] = accounts.make_account_like(session, handle=wish, uid=uid, **how)
    return [made[uid] for uid in wishes]


def _is_unused(session: Session, keys: Keys, account: Account, code: str) -> bool:
    return codes.is_unused(session, keys, account=account, kind=CodeKind.ONCE, code=code)


def add_learners(
    session: Session, keys: Keys, *, cohort: Cohort, wishes: Sequence[str], form: Form, by: Actor, tz: str
) -> list[Card]:
    """Make learners and give them places in a cohort: all of them, or nobody.

    :raises HandleRefused: a wish breaks a rule of handles.
    :raises CannotJoin: the cohort is closed, or has fewer seats left.
    """
    cards, made = make_people(session, keys, wishes=wishes, form=form, about=cohort.uid, by=by, tz=tz)
    if made:
        enrolment.give_places(session, accounts=made, cohort=cohort, by_uid=by.uid, now=by.now)
        audit.note(session, by, action="learners.add", kind="cohort", uid=cohort.uid)
    return cards


def make_person(
    session: Session, keys: Keys, *, wish: str, form: Form, role: Role, scope: Scope, scope_uid: str, by: Actor, tz: str
) -> Card:
    """Make one person who holds a role from today; a learner holds none, and gets a place by `add_learners`.

    :raises HandleRefused: the wish breaks a rule of handles.
    :raises WrongScope: the role can't be given there.
    """
    (card,), made = make_people(session, keys, wishes=[wish], form=form, about="person", by=by, tz=tz)
    if made and role != Role.LEARNER:
        people.give_role(session, account=card.account, role=role, scope=scope, scope_uid=scope_uid, by=by, tz=tz)
    return card
