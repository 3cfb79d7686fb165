"""Giving and ending roles, and the last administrator."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Grant, LoginSession, Role, Scope, State
from lms.audit.models import Entry
from lms.audit.service import Actor
from lms.cohorts.models import Cohort, Programme
from lms.people import erasing, queries, service
from tests.support.browser import Browser
from tests.support.cast import TODAY, TZ, give, make_person
from tests.support.moment import NOON

BY = Actor("admin", "e" * 26, NOON)
DAY = timedelta(days=1)


def actions(db: Session) -> list[str]:
    """Return what the audit names, in order."""
    return list(db.scalars(select(Entry.action).order_by(Entry.id)))


def grants_of(db: Session, account: Account) -> list[tuple[str, str, str, date, date | None]]:
    """Return a person's grants."""
    found = db.scalars(select(Grant).filter_by(account_id=account.id).order_by(Grant.id))
    return [(one.role, one.scope, one.scope_uid, one.from_day, one.until_day) for one in found]


def test_a_role_is_given_in_a_programme_for_some_days(
    db: Session, browser: Browser, ei: Account, dway: Account, programme: Programme
) -> None:
    signed_in = browser.another().sign_in(dway)
    form = browser.sign_in(ei).get("people.give_role", person=dway).fields("roles")
    assert form["from_day"] == str(TODAY)

    sent = {"role": "staff", "where": f"programme:{programme.uid}", "from_day": "၂၀၂၆-၀၆-၂၀", "until_day": "2026-12-31"}
    browser.post("people.give_role", sent, person=dway)
    assert grants_of(db, dway) == [("staff", "programme", programme.uid, date(2026, 6, 20), date(2026, 12, 31))]
    assert actions(db) == ["grant.give.staff"]
    signed_in.get("accounts.me", expect=303)
    assert "not yet" in browser.follow()


def test_a_role_is_given_in_a_group_for_good(
    db: Session, browser: Browser, ei: Account, dway: Account, cohort: Cohort
) -> None:
    sent = {"role": "trainer", "where": f"cohort:{cohort.uid}", "from_day": str(TODAY)}
    browser.sign_in(ei).post("people.give_role", sent, person=dway)

    assert grants_of(db, dway) == [("trainer", "cohort", cohort.uid, TODAY, None)]
    browser.another().sign_in(dway).get("people.taught_cohort", cohort=cohort)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"role": ""}, "Choose a role."),
        ({"role": "learner"}, "Choose one of the answers"),
        ({"role": "king"}, "Choose one of the answers"),
        ({"where": "cohort:" + "a" * 26}, "Choose one of the answers"),
        ({"where": "course:"}, "Choose one of the answers"),
        ({"from_day": ""}, "Choose the first day."),
        ({"from_day": "soon"}, "year-month-day"),
        ({"from_day": str(TODAY - DAY)}, "can't lie in the past"),
        ({"until_day": str(TODAY - DAY)}, "can't come before the first"),
    ],
)
def test_a_wrong_role_is_explained_and_not_given(
    db: Session, browser: Browser, ei: Account, dway: Account, wrong: dict[str, str], said: str
) -> None:
    sent = {"role": "trainer", "where": "site", "from_day": str(TODAY), **wrong}
    page = browser.sign_in(ei).post("people.give_role", sent, person=dway, expect=422)

    assert said in page.replace("&#39;", "'")
    assert grants_of(db, dway) == []
    assert actions(db) == []


def test_an_administrator_is_one_for_the_whole_site(
    db: Session, browser: Browser, ei: Account, dway: Account, programme: Programme
) -> None:
    sent = {"role": "admin", "where": f"programme:{programme.uid}", "from_day": str(TODAY)}
    page = browser.sign_in(ei).post("people.give_role", sent, person=dway, expect=422)

    assert "looks after the whole site" in page
    assert grants_of(db, dway) == []


def test_the_same_role_asked_for_twice_is_given_once(db: Session, browser: Browser, ei: Account, dway: Account) -> None:
    sent = {"role": "trainer", "where": "site", "from_day": str(TODAY)}
    for _ in range(2):
        browser.sign_in(ei).post("people.give_role", sent, person=dway)

    assert len(grants_of(db, dway)) == 1
    assert actions(db) == ["grant.give.trainer"]
    page = browser.post("people.give_role", {**sent, "until_day": str(TODAY)}, person=dway, expect=422)
    assert "End it first" in page


def test_a_closed_programme_is_not_offered(
    db: Session, browser: Browser, ei: Account, dway: Account, programme: Programme
) -> None:
    programme.closed = True

    assert programme.uid not in browser.sign_in(ei).get("people.give_role", person=dway)


def test_a_role_ends_at_once_with_every_session(
    db: Session, browser: Browser, ei: Account, ba: Account, cohort: Cohort
) -> None:
    (grant,) = ba.grants
    signed_in = browser.another().sign_in(ba)
    asked = browser.sign_in(ei).get("people.end_role", grant=grant)
    assert "ba 22 will no longer be: Trainer." in asked

    browser.post("people.end_role", grant=grant)
    signed_in.get("people.taught_cohort", cohort=cohort, expect=303)
    browser.another().sign_in(ba).get("people.taught_cohort", cohort=cohort, expect=404)
    assert grants_of(db, ba) == []
    assert actions(db) == ["grant.end.trainer"]
    assert db.scalars(select(Entry.uid)).one() == ba.uid


def test_the_last_administrator_can_not_step_down(db: Session, browser: Browser, ei: Account, dway: Account) -> None:
    (grant,) = ei.grants
    page = browser.sign_in(ei).post("people.end_role", grant=grant, expect=409)
    assert "This is the last administrator." in page

    give(db, dway, Role.ADMIN)
    browser.post("people.end_role", grant=grant)
    assert grants_of(db, ei) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda db, ei: service.end_role(db, grant=ei.grants[0], by=BY, tz=TZ),
        lambda db, ei: service.lock(db, account=ei, by=BY, tz=TZ),
        lambda db, ei: erasing.erase(db, account=ei, by=BY, now=NOON, tz=TZ),
    ],
)
def test_the_last_administrator_stays_whoever_acts(
    db: Session, ei: Account, act: Callable[[Session, Account], object]
) -> None:
    with pytest.raises(service.LastAdministrator):
        act(db, ei)


@pytest.mark.parametrize(
    ("from_day", "until_day", "state", "counts"),
    [
        (TODAY, None, State.ACTIVE, True),
        (TODAY, None, State.LOCKED, False),
        (TODAY + DAY, None, State.ACTIVE, False),
        (TODAY - DAY, TODAY - DAY, State.ACTIVE, False),
        (TODAY, TODAY + DAY, State.ACTIVE, False),
    ],
)
def test_only_an_administrator_of_today_and_for_good_takes_the_place_of_the_last(
    db: Session, ei: Account, dway: Account, from_day: date, until_day: date | None, state: State, counts: bool
) -> None:
    db.add(Grant(account_id=dway.id, role=Role.ADMIN, scope=Scope.SITE, from_day=from_day, until_day=until_day))
    dway.state = state
    db.flush()

    assert queries.is_last_administrator(db, ei, TODAY) is not counts


def test_one_with_a_last_day_is_the_last_where_nobody_else_is(db: Session, ei: Account, dway: Account) -> None:
    ei.grants[0].until_day = TODAY + DAY
    db.flush()
    assert queries.is_last_administrator(db, ei, TODAY)

    db.add(Grant(account_id=dway.id, role=Role.ADMIN, scope=Scope.SITE, from_day=TODAY, until_day=TODAY))
    db.flush()
    assert not queries.is_last_administrator(db, ei, TODAY)


def test_who_administers_nothing_is_never_the_last(db: Session, ei: Account, chit: Account) -> None:
    assert not queries.is_last_administrator(db, chit, TODAY)


def test_giving_a_role_ends_the_sessions_of_nobody_else(
    db: Session, browser: Browser, ei: Account, aye: Account
) -> None:
    browser.another().sign_in(aye)
    somebody = make_person(db, "quiet stone 12")
    service.give_role(db, account=somebody, role=Role.TRAINER, scope=Scope.SITE, scope_uid="", by=BY, tz=TZ)

    assert db.query(LoginSession).filter_by(account_id=aye.id).count() == 1
