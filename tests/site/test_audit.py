"""The page of the audit: acts, newest first, and whether the chain is whole."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lms.accounts.models import Account, State
from lms.audit import service
from lms.audit.models import Entry
from lms.cohorts.models import Programme
from lms.site.words import ACTIONS, KINDS, ROLES
from tests.support.browser import Browser
from tests.support.moment import NOON
from tests.support.page import Page

ROOT = Path(__file__).parent.parent.parent


def note(db: Session, action: str, kind: str, uid: str, by: Account) -> Entry:
    """Add an act of an administrator."""
    return service.record(db, role="admin", actor_uid=by.uid, action=action, kind=kind, uid=uid, now=NOON)


def rows(page: Page) -> list[str]:
    """Return what was done, in the order of the page."""
    return [one.words for one in page.all("th") if one.get("scope") == "row"]


@pytest.fixture
def three(db: Session, ei: Account, aye: Account, programme: Programme) -> list[Entry]:
    """Three acts of Ei."""
    return [
        note(db, "programme.change", "programme", programme.uid, ei),
        note(db, "person.lock", "account", aye.uid, ei),
        note(db, "setting.change", "setting", "sign_up", ei),
    ]


def test_acts_stand_newest_first_in_words(browser: Browser, ei: Account, three: list[Entry]) -> None:
    page = browser.sign_in(ei).get("site.audit", queries=7)

    assert rows(page) == ["Changed a setting", "Locked an account", "Changed a programme"]
    assert "15 June 2026, 11:30" in page
    assert page.count("Administrator: ") == 3
    assert "aye 21" in page


def test_whom_it_was_done_to_is_named_only_while_they_are_here(
    db: Session, browser: Browser, ei: Account, aye: Account, three: list[Entry]
) -> None:
    aye.state, aye.handle, aye.handle_key, aye.uid = State.ERASED, None, None, "z" * 26

    assert "somebody who is no longer here" in browser.sign_in(ei).get("site.audit", queries=7)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("action=person.lock", ["Locked an account"]),
        ("kind=setting", ["Changed a setting"]),
        ("kind=setting&action=person.lock", []),
        ("action=nonsense&kind=", ["Changed a setting", "Locked an account", "Changed a programme"]),
    ],
)
def test_acts_are_sifted_by_action_and_kind(
    browser: Browser, ei: Account, three: list[Entry], query: str, found: list[str]
) -> None:
    assert rows(browser.sign_in(ei).get(browser.address("site.audit") + "?" + query, queries=7)) == found


def test_fifty_acts_stand_on_a_page(db: Session, browser: Browser, ei: Account) -> None:
    for _ in range(51):
        note(db, "person.lock", "account", ei.uid, ei)

    assert len(rows(browser.sign_in(ei).get("site.audit", queries=7))) == 50
    assert len(rows(browser.get(browser.address("site.audit") + "?page=2", queries=7))) == 1


def test_the_mark_of_the_last_entry_is_shown(db: Session, browser: Browser, ei: Account, three: list[Entry]) -> None:
    page = browser.sign_in(ei).get("site.audit", queries=7)

    assert "Mark of entry 3" in page
    assert three[-1].hash in page


def test_a_whole_chain_is_said_to_be_whole(browser: Browser, ei: Account, three: list[Entry]) -> None:
    assert "The chain is whole" in browser.sign_in(ei).post("site.audit", expect=200)


def test_a_changed_entry_is_named(db: Session, browser: Browser, ei: Account, three: list[Entry]) -> None:
    if not browser.ground.database.is_sqlite:
        pytest.skip("the trigger has another name there")
    db.flush()
    db.execute(text("DROP TRIGGER audit_entry_no_update"))
    db.execute(text("UPDATE audit_entry SET action = 'person.unlock' WHERE id = 2"))

    page = browser.sign_in(ei).post("site.audit", expect=200)
    assert "The chain breaks at entry 2" in page


def test_a_language_can_be_chosen_after_looking_the_chain_over(browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).post("site.audit", expect=200)

    browser.get(next(one.get("href") for one in page.all("a") if one.get("hreflang") == "my"), queries=7)


def test_every_action_and_kind_that_is_noted_has_words() -> None:
    said = "\n".join(file.read_text() for file in ROOT.glob("lms/**/*.py"))
    actions = set(re.findall(r'\baction=f?"([\w.{}-]+)"', said)) | set(re.findall(r'_note\(session, "([\w.]+)"', said))
    spread = {one.replace("{role}", role).replace("{grant.role}", role) for one in actions for role in ROLES}

    assert {one for one in spread - set(ACTIONS) if not one.endswith(".command")} == set()
    assert set(re.findall(r'kind="(\w+)", uid=', said)) - {"k"} == set(KINDS)
