"""Accounts that nobody signs in to any more."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import due
from lms.accounts import rules
from lms.accounts.models import Account, Role, State
from lms.app import JOBS
from lms.audit.models import Entry
from lms.people import erasing
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE, TODAY, give, make_person
from tests.support.ground import Ground
from tests.support.moment import NOON, Clock


def rest(account: Account, days: int) -> None:
    """Let an account have rested so many days."""
    account.active_day = TODAY - timedelta(days=days)


def test_an_account_is_erased_when_it_rested_for_longer_than_the_days_of_the_setting(
    ground: Ground, db: Session, aye: Account, dway: Account
) -> None:
    rest(aye, 180)
    rest(dway, 181)

    assert erasing.erase_idle(db, ground.config, NOON) == 1
    assert (aye.state, dway.state) == (State.ACTIVE, State.ERASED)
    assert erasing.erase_idle(db, ground.config, NOON) == 0


def test_the_day_is_one_of_the_sites_own_zone(ground: Ground, db: Session, aye: Account) -> None:
    rest(aye, 180)

    assert erasing.erase_idle(db, ground.config, NOON.replace(hour=17, minute=29)) == 0
    assert erasing.erase_idle(db, ground.config, NOON.replace(hour=17, minute=30)) == 1


def test_the_days_are_those_of_the_setting(ground: Ground, db: Session, aye: Account) -> None:
    rest(aye, 31)

    assert erasing.erase_idle(db, replace(ground.config, idle_days=30), NOON) == 1


def test_the_last_administrator_is_kept_and_the_others_are_not(
    ground: Ground, db: Session, dway: Account, ei: Account
) -> None:
    give(db, dway, Role.ADMIN)
    rest(ei, 400)
    rest(dway, 500)

    assert erasing.erase_idle(db, ground.config, NOON) == 1
    assert (dway.state, ei.state) == (State.ERASED, State.ACTIVE)


def test_ten_are_erased_at_a_time(ground: Ground, db: Session, aye: Account) -> None:
    for number in range(11):
        rest(make_person(db, f"quiet stone {number}"), 200)
    db.flush()

    assert [erasing.erase_idle(db, ground.config, NOON) for _minute in range(3)] == [10, 1, 0]


def test_what_is_due_erases_and_leaves_nothing_in_the_log(ground: Ground, db: Session, aye: Account) -> None:
    if not ground.database.is_sqlite:
        pytest.skip("only SQLite has this log")
    rest(aye, 181)
    db.commit()
    done = due.run(ground.database, ground.config, JOBS, "one")

    assert done is not None
    assert done["idle"] == 1
    files = [file for file in ground.config.instance.glob("lms.db*") if b"aye 21" in file.read_bytes()]
    assert files == []


def test_the_audit_notes_nothing_of_it(ground: Ground, db: Session, aye: Account) -> None:
    rest(aye, 181)
    erasing.erase_idle(db, ground.config, NOON)

    assert db.scalars(select(Entry)).all() == []


@pytest.mark.parametrize(("idle_days", "warned"), [(180, 150), (60, 30), (30, 15), (45, 22)])
def test_a_person_is_warned_in_the_last_thirty_days(idle_days: int, warned: int) -> None:
    assert rules.warned_after(idle_days) == warned


@pytest.mark.parametrize(("days", "is_warned"), [(149, False), (150, True)])
def test_who_comes_back_late_is_told_and_counted_anew(
    db: Session, browser: Browser, aye: Account, clock: Clock, days: int, is_warned: bool
) -> None:
    rest(aye, days)
    browser.post("accounts.sign_in", {"handle": "aye 21", "passphrase": PASSPHRASE})

    assert ("for 180 days is erased" in browser.follow()) is is_warned
    assert db.get_one(Account, aye.id).active_day == TODAY
