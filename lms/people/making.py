"""Verbs that make people: accounts with a sign-in card each, and with a place or a role where one was asked for.

A form that comes twice, because its reply was lost, makes nobody twice: it finds the same people, and the codes of
those cards that are still to be used.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import once
from lms.accounts import codes
from lms.accounts import service as accounts
from lms.accounts.models import Account, CodeKind, Origin, Role, Scope
from lms.audit import service as audit
from lms.audit.service import Actor
from lms.cohorts.models import Cohort
from lms.enrolment import service as enrolment
from lms.people import queries
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
    seen: Counter[str] = Counter()
    taken = queries.taken(session, wishes)
    cards, made = [], []
    for wish in wishes:
        key = canonical(wish)
        seen[key] += 1
        which = (form.name, about, key, seen[key])
        uid, code = once.uid_for(keys, *which), once.code_for(keys, codes.LENGTH[CodeKind.ONCE], *which)
        account = session.scalar(select(Account).where(Account.uid == uid))
        if account is None:
            make = accounts.make_account_like if key in taken else accounts.make_account
            account = make(
                session, handle=wish, language=form.language, origin=Origin.STAFF, now=by.now, tz=tz, uid=uid
            )
            taken.add(key)
            codes.keep(session, keys, account=account, kind=CodeKind.ONCE, code=code, now=by.now, tz=tz)
            audit.note(session, by, action="person.make", kind="account", uid=account.uid)
            made.append(account)
        elif not codes.is_unused(session, keys, account=account, kind=CodeKind.ONCE, code=code):
            cards.append(Card(account, None))
            continue
        cards.append(Card(account, code))
    return cards, made


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
