"""One's own account."""

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account, LoginSession
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE

NEW = "a lamp beside the window"


def test_the_page_says_who_one_is(browser: Browser, aye: Account) -> None:
    assert "You are called aye 21." in browser.sign_in(aye).get("accounts.me")


def test_language_and_digits_are_remembered(db: Session, browser: Browser, aye: Account) -> None:
    page = browser.sign_in(aye).post("accounts.reading", {"language": "my", "digits": "mymr"})

    assert page.location == "/my/me"
    assert (db.get_one(Account, aye.id).language, db.get_one(Account, aye.id).digits) == ("my", "mymr")
    assert browser.get("/", expect=303).location == "/my/"


@pytest.mark.parametrize("sent", [{}, {"language": "xx", "digits": "latn"}, {"language": "en", "digits": "roman"}])
def test_a_language_that_is_none_changes_nothing(
    db: Session, browser: Browser, aye: Account, sent: dict[str, str]
) -> None:
    browser.sign_in(aye).post("accounts.reading", sent)

    assert (db.get_one(Account, aye.id).language, db.get_one(Account, aye.id).digits) == ("en", "latn")


def test_changing_the_passphrase_signs_out_elsewhere(browser: Browser, aye: Account) -> None:
    elsewhere = browser.another().sign_in(aye)
    sent = {"old_passphrase": PASSPHRASE, "passphrase": NEW, "passphrase_again": NEW}
    browser.sign_in(aye).post("accounts.change_passphrase", sent)

    browser.get("accounts.me")
    elsewhere.get("accounts.me", expect=303)
    browser.another().post("accounts.sign_in", {"handle": "aye 21", "passphrase": NEW})


def test_the_old_passphrase_must_be_right(browser: Browser, aye: Account) -> None:
    sent = {"old_passphrase": "not this one at all", "passphrase": NEW, "passphrase_again": NEW}
    page = browser.sign_in(aye).post("accounts.change_passphrase", sent, expect=422)

    assert "not the passphrase you use now" in page


def test_a_session_elsewhere_can_be_ended(db: Session, browser: Browser, aye: Account) -> None:
    elsewhere = browser.another().sign_in(aye)
    login = db.query(LoginSession).filter_by(account_id=aye.id).one().uid
    browser.sign_in(aye).post("accounts.end_session", login=login)

    elsewhere.get("accounts.me", expect=303)
    browser.get("accounts.me")


def test_the_session_of_another_person_can_not(db: Session, browser: Browser, aye: Account, dway: Account) -> None:
    other = browser.another().sign_in(dway)
    login = db.query(LoginSession).filter_by(account_id=dway.id).one().uid
    mine = browser.sign_in(aye)
    not_mine = mine.post("accounts.end_session", login=login, expect=404)
    absent = mine.post("accounts.end_session", login="a" * 26, expect=404)

    assert not_mine == absent
    other.get("accounts.me")


def test_all_other_sessions_can_be_ended(browser: Browser, aye: Account) -> None:
    others = [browser.another().sign_in(aye) for _device in range(3)]
    browser.sign_in(aye).post("accounts.end_other_sessions")

    for other in others:
        other.get("accounts.me", expect=303)
    browser.get("accounts.me")


def test_a_session_may_be_given_a_name(db: Session, browser: Browser, aye: Account) -> None:
    browser.sign_in(aye)
    login = db.query(LoginSession).filter_by(account_id=aye.id).one().uid
    browser.post("accounts.label_session", {"label": "my sister's phone"}, login=login)

    assert "my sister&#39;s phone" in browser.get("accounts.me")
