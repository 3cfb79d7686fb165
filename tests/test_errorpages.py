"""The page each wrong gets."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from lms.app import create_app
from lms.config import Config
from tests.support.browser import Browser
from tests.support.page import Page


def test_a_page_that_is_not_there_is_said_in_both_languages(browser: Browser) -> None:
    assert browser.get("/en/nowhere", expect=404).words_of("h1") == "There is no page here"
    assert browser.get("/my/nowhere", expect=404).all("html")[0].get("lang") == "my"


def test_members_addresses_lead_to_sign_in_whether_they_exist_or_not(browser: Browser) -> None:
    for path in ("/en/me", "/en/staff/nothing", "/my/admin/x/y", "/en/trainer/zzz"):
        assert browser.get(path, expect=303).location == f"/{path[1:3]}/sign-in?next={path}"
        browser.post(path, expect=401)


def test_a_method_that_is_not_taken_says_which_are(browser: Browser) -> None:
    assert set(browser.get("accounts.leave", expect=405).headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


@pytest.mark.parametrize(
    ("host", "status"), [("evil.example", 400), ("x" * 300, 400), ("school.example", 200), ("10.1.2.3:8000", 200)]
)
def test_only_names_of_ours_are_answered(browser: Browser, host: str, status: int) -> None:
    assert browser.client.get("/en/", headers={"Host": host}).status_code == status


def test_too_large_a_form_is_refused_in_words(browser: Browser) -> None:
    page = browser.post("accounts.sign_in", {"handle": "x" * 700_000}, expect=413)

    assert page.words_of("h1") == "That is too large"


def broken(reason: str) -> OperationalError:
    return OperationalError("INSERT …", {}, sqlite3.OperationalError(reason))


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("database or disk is full", 507),
        ("disk I/O error", 507),
        ("database is locked", 503),
        ("no such table: x", 500),
    ],
)
def test_what_the_database_says_is_put_into_words(browser: Browser, reason: str, status: int) -> None:
    with browser.app.test_request_context("/en/"):
        answer = browser.app.make_response(browser.app.handle_user_exception(broken(reason)))

    assert answer.status_code == status
    assert "Everything saved before is safe" in answer.get_data(as_text=True)
    assert reason not in answer.get_data(as_text=True)


def test_a_database_that_does_not_open_still_gets_a_page(tmp_path: Path) -> None:
    (tmp_path / "lms.db").mkdir()
    app = create_app(Config.read({"LMS_INSTANCE": str(tmp_path)}))
    answer = app.test_client().get("/my/", headers={"Accept-Encoding": "identity"})
    page = Page.read(answer.text, status=500, headers=dict(answer.headers), path="/my/", size_bytes=0)

    assert answer.status_code == 500
    assert page.all("html")[0].get("lang") == "my"
    assert "Traceback" not in answer.get_data(as_text=True)


def test_too_large_a_form_is_refused_before_it_asks_to_sign_in(browser: Browser) -> None:
    assert "That is too large" in browser.post("accounts.reading", {"language": "x" * 700_000}, expect=413)
