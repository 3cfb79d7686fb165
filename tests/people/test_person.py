"""One person's page, and what an administrator does there: a new card, locking, the second step."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts import queries as accounts
from lms.accounts.models import Account, Code, CodeKind, Passphrase, SecondStep, State
from lms.audit.models import Entry
from lms.cohorts.models import Programme
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE, add_second_step

ACTS = ["people.reset_person", "people.lock_person", "people.remove_second_step"]


def entries(db: Session) -> list[tuple[str, str, str, str]]:
    """Return what the audit says: role, who, what, to whom."""
    return [
        (entry.role, entry.actor_uid, entry.action, entry.uid) for entry in db.scalars(select(Entry).order_by(Entry.id))
    ]


def test_a_page_says_what_a_person_may_do_and_since_when(
    browser: Browser, ei: Account, chit: Account, programme: Programme
) -> None:
    page = browser.sign_in(ei).get("people.person", person=chit, queries=6)

    assert [said in page for said in ("chit 23", "Programme staff", programme.name, "has a second step")] == [True] * 4
    assert "from 15 June 2026, for good" in page


def test_nothing_on_it_says_when_somebody_was_last_here(browser: Browser, ei: Account, aye: Account) -> None:
    browser.another().sign_in(aye)
    page = browser.sign_in(ei).get("people.person", person=aye)

    assert "Made on 15 June 2026" in page
    assert page.count("15 June 2026") == 1


@pytest.mark.parametrize("act", [*ACTS, "people.unlock_person", "people.erase_person"])
def test_asking_changes_nothing(db: Session, browser: Browser, ei: Account, chit: Account, act: str) -> None:
    page = browser.sign_in(ei).get(act, person=chit)

    assert "chit 23" in page
    assert db.get_one(Account, chit.id).state == State.ACTIVE
    assert entries(db) == []


def test_a_new_card_opens_the_account_but_not_past_the_second_step(
    db: Session, browser: Browser, ei: Account, chit: Account
) -> None:
    sheet = browser.sign_in(ei).post("people.reset_person", person=chit, expect=200)
    code = "".join(one.words for one in sheet.all("span") if one.lies_in("code"))
    assert db.get(Passphrase, chit.id) is None
    assert db.get(SecondStep, chit.id) is not None
    assert [one.kind for one in db.scalars(select(Code).filter_by(account_id=chit.id))] == [CodeKind.ONCE]

    holder = browser.another()
    holder.post("accounts.card", {"code": code, "form": "a"})
    words = {"passphrase": PASSPHRASE, "passphrase_again": PASSPHRASE}
    holder.post("accounts.choose", words, expect=200)
    holder.get("accounts.me", expect=303)
    holder.get("accounts.sign_in_second")
    assert entries(db) == [("admin", ei.uid, "person.reset", chit.uid)]


def test_a_locked_account_lets_nobody_in_until_it_is_unlocked(
    db: Session, browser: Browser, ei: Account, aye: Account
) -> None:
    signed_in = browser.another().sign_in(aye)
    words = {"handle": "aye 21", "passphrase": PASSPHRASE}
    browser.sign_in(ei).post("people.lock_person", person=aye)
    signed_in.get("accounts.me", expect=303)
    browser.another().post("accounts.sign_in", words, expect=422)
    browser.post("people.reset_person", person=aye, expect=409)

    browser.post("people.unlock_person", person=aye)
    browser.another().post("accounts.sign_in", words)
    assert [action for _role, _who, action, _uid in entries(db)] == ["person.lock", "person.unlock"]


def test_a_lost_second_step_is_turned_off_and_set_up_anew_at_the_next_sign_in(
    db: Session, browser: Browser, ei: Account, chit: Account
) -> None:
    signed_in = browser.another().sign_in(chit)
    browser.sign_in(ei).post("people.remove_second_step", person=chit)

    signed_in.get("accounts.me", expect=303)
    assert not accounts.has_second_step(db, chit.id)
    assert "/me/second-step" in browser.another().sign_in(chit).get("cohorts.staff_home", expect=303).location
    assert entries(db) == [("admin", ei.uid, "person.second-step", chit.uid)]


@pytest.mark.parametrize("act", [*ACTS, "people.erase_person"])
def test_nobody_does_that_to_the_own_account(db: Session, browser: Browser, ei: Account, act: str) -> None:
    page = browser.sign_in(ei).post(act, {"handle": "ei 25"}, person=ei, expect=409)

    assert "This is your own account." in page
    assert entries(db) == []
    browser.get("site.home")
    assert db.scalar(select(func.count()).select_from(SecondStep).where(SecondStep.account_id == ei.id)) == 1


def test_doing_it_twice_notes_it_once(db: Session, browser: Browser, ei: Account, aye: Account) -> None:
    browser.sign_in(ei)
    for act in ("people.lock_person", "people.unlock_person"):
        for _ in range(2):
            browser.post(act, person=aye)

    assert [action for _role, _who, action, _uid in entries(db)] == ["person.lock", "person.unlock"]


def test_a_second_step_can_be_turned_off_for_a_learner_who_has_one(
    db: Session, browser: Browser, ei: Account, aye: Account
) -> None:
    add_second_step(db, browser.ground.keys, aye)
    page = browser.sign_in(ei).get("people.person", person=aye)

    assert browser.address("people.remove_second_step", person=aye) in page
