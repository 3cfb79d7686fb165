"""What a person reads, and keeps, when the disk is full."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.support.browser import Browser
from tests.support.ground import Ground
from tests.support.taking import Taking

REFLECTION = "power-shared/reflection"
WORDS = 'ကျွန်မတို့ရွာက "ရေတွင်း" <b>&amp; the well</b>\n' * 60
"""Long enough to need room of its own."""


@contextmanager
def full(ground: Ground, db: Session) -> Iterator[None]:
    """Let the database's file grow no more until the end of the block: SQLite says then what it says of a full disk."""
    db.commit()

    def bound(connection: Any, *_more: object) -> None:
        connection.execute("PRAGMA max_page_count=1")  # The least is what it has.

    ground.database.engine.dispose()
    event.listen(ground.database.engine, "checkout", bound)
    try:
        yield
    finally:
        db.close()
        event.remove(ground.database.engine, "checkout", bound)
        ground.database.engine.dispose()


@pytest.fixture
def on_sqlite(ground: Ground) -> Ground:
    """Leave PostgreSQL out: its disk can't be filled from here."""
    if not ground.database.is_sqlite:
        pytest.skip("only SQLite can be told how large it may grow")
    return ground


@pytest.mark.parametrize(("lang", "said"), [("en", "The server's disk is full"), ("my", "နေရာ မကျန်တော့ပါ")])
def test_what_was_typed_stands_in_the_page_and_can_be_sent_from_it(
    db: Session, on_sqlite: Ground, browser: Browser, taking: Taking, lang: str, said: str
) -> None:
    browser.sign_in(taking.account)
    browser.lang = lang
    own = {"course": taking.shelved.code, "step": taking.shelved.step(REFLECTION)}
    with full(on_sqlite, db):
        typed = {"words": WORDS, "form_token": "x"}
        page = browser.post(
            "learn.reflect", typed, expect=507, course=taking.shelved.code, reflection=taking.shelved.step(REFLECTION)
        )

    assert said in page.words_of("h1")
    form = next(each for each in page.all("form") if each.get("action") == page.path)
    assert form.get("method") == "post"
    sent = {each.get("name"): each.get("value") for each in page.all("input") if each.get("type") == "hidden"}
    assert sent == {"words": WORDS}
    browser.post(page.path, sent)
    assert "the well" in browser.get(browser.address("learn.own", **own), queries=4)


def test_reading_goes_on(db: Session, on_sqlite: Ground, browser: Browser, taking: Taking) -> None:
    browser.sign_in(taking.account)
    with full(on_sqlite, db):
        for where in ("learn.home", "accounts.me"):
            assert "Send it again" not in browser.get(where)
