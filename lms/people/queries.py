"""Reads about people, for those who look after them."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement, UnaryExpression

from lms.accounts.models import Account, Grant, Role, Scope, State
from lms.text.canonical import canonical


class Order(StrEnum):
    """How a list of people is sorted."""

    HANDLE = "handle"
    HANDLE_DOWN = "-handle"
    MADE = "made"
    MADE_DOWN = "-made"


ORDERS: dict[Order, UnaryExpression[Any]] = {
    Order.HANDLE: Account.handle_key.asc(),
    Order.HANDLE_DOWN: Account.handle_key.desc(),
    Order.MADE: Account.made_day.asc(),
    Order.MADE_DOWN: Account.made_day.desc(),
}


def by_uid(session: Session, uid: str) -> Account | None:
    """Return the account with this uid and its grants, unless it was erased."""
    wanted = select(Account).where(Account.uid == uid, Account.state != State.ERASED)
    return session.scalars(wanted.options(joinedload(Account.grants))).unique().first()


def people(*, role: Role | None, state: State | None, order: Order, today: date) -> Select[Account]:
    """Return the statement of the people there are, with their grants.

    :param role: only those who hold it today; learner: only those who hold no other.
    :param state: only those in it. The erased never stand in a list.
    """
    wanted = select(Account).where(Account.state != State.ERASED)
    if state is not None:
        wanted = wanted.where(Account.state == state)
    if role == Role.LEARNER:
        wanted = wanted.where(~Account.grants.any(and_(Grant.role != Role.LEARNER, in_force(today))))
    elif role is not None:
        wanted = wanted.where(Account.grants.any(and_(Grant.role == role, in_force(today))))
    return wanted.order_by(ORDERS[order], Account.id).options(selectinload(Account.grants))


def found_by(start: str, most: int) -> Select[Account]:
    """Return the statement of the first `most` people whose handles begin so, however it is typed, by handle."""
    return (
        select(Account)
        .where(Account.handle_key.startswith(canonical(start), autoescape=True))
        .order_by(Account.handle_key)
        .limit(most)
        .options(selectinload(Account.grants))
    )


def in_force(today: date) -> ColumnElement[bool]:
    """Return the condition that a grant holds on a day."""
    return and_(Grant.from_day <= today, or_(Grant.until_day.is_(None), Grant.until_day >= today))


def grant_by_uid(session: Session, uid: str) -> Grant | None:
    """Return the grant with this uid, and whose it is."""
    return session.scalar(select(Grant).where(Grant.uid == uid).options(joinedload(Grant.account)))


def is_last_administrator(session: Session, account: Account, today: date) -> bool:
    """Tell whether without `account` nobody would administer the site, today or when grants with a last day end."""
    admins = session.execute(
        select(Grant.account_id, Grant.until_day)
        .join(Account, Account.id == Grant.account_id)
        .where(Grant.role == Role.ADMIN, Grant.scope == Scope.SITE, in_force(today), Account.state == State.ACTIVE)
    ).all()
    lasting = {account_id for account_id, until_day in admins if until_day is None}
    return (lasting or {account_id for account_id, _until in admins}) == {account.id}
