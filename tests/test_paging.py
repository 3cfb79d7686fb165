"""Lists in pages of fifty."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.paging import Paging, cut, here
from tests.support.browser import Browser
from tests.support.cast import make_person
from tests.support.courses import Shelved


@pytest.mark.parametrize(
    ("asked", "number"),
    [("1", 1), ("3", 3), ("4", 3), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("၂", 2), ("9" * 400, 1)],
)
def test_the_nearest_page_is_shown_whatever_is_asked_for(app: Flask, asked: str, number: int) -> None:
    with app.test_request_context("/en/safety", query_string={"page": asked}):
        assert Paging.of(101).number == number


def test_a_list_of_nothing_has_one_page(app: Flask) -> None:
    with app.test_request_context("/en/safety"):
        paging = Paging.of(0)
        assert (paging.number, paging.pages, paging.prev_url, paging.next_url) == (1, 1, None, None)


def test_what_else_was_asked_is_asked_of_the_next_page_too(app: Flask) -> None:
    with app.test_request_context("/en/safety?state=left&page=2"):
        app.preprocess_request()
        paging = Paging.of(150)
        assert paging.prev_url == "/en/safety?state=left&page=1"
        assert paging.next_url == "/en/safety?state=left&page=3"


@pytest.mark.parametrize(
    "query",
    ["_scheme=javascript", "_external=1", "_anchor=x", "_method=POST", "_host=evil.example", "lang=xx", "course=x"],
)
def test_what_was_asked_is_passed_on_and_gives_no_orders(app: Flask, query: str) -> None:
    with app.test_request_context(f"/en/safety?{query}&a=1&a=2"):
        app.preprocess_request()
        assert here() == f"/en/safety?{query}&a=1&a=2"
        assert here(lang="my") == f"/my/safety?{query}&a=1&a=2"
        assert Paging.of(150).next_url == f"/en/safety?{query}&a=1&page=2"


def test_a_page_of_a_thing_is_shown_whatever_its_address_is_asked_with(browser: Browser, sample: Shelved) -> None:
    browser.db.commit()
    for word in ("course", "lang", "_scheme", "_external", "endpoint", "self"):
        page = browser.get(f"/en/c/{sample.code}?{word}=x")
        assert f'href="/my/c/{sample.code}?{word}=x"' in page


def test_pages_hold_fifty_rows_and_together_all_of_them(app: Flask, db: Session) -> None:
    for number in range(51):
        make_person(db, f"quiet stone {number}")
    seen = []
    for page in (1, 2):
        with app.test_request_context("/en/safety", query_string={"page": str(page)}):
            rows, paging = cut(db, select(Account).order_by(Account.id))
            seen.append([row.id for row in rows])
            assert paging.count == 51

    assert [len(page) for page in seen] == [50, 1]
    assert len({*seen[0], *seen[1]}) == 51
