"""Settings chosen in the browser, under those of the environment."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import choices
from lms.accounts.models import Account
from lms.audit.models import Entry
from lms.choices import Choice
from lms.site.forms import SettingsForm
from tests.support.browser import Browser

SENT = {"site_name_my": "သင်ယူရေး", "site_name_en": "Learning", "catalogue": "open", "sign_up": "open"}


def chosen(db: Session) -> dict[str, str]:
    """Return what was chosen in the browser."""
    return {choice.name: choice.value for choice in db.scalars(select(Choice))}


def test_every_setting_with_a_place_on_the_page_has_a_field_and_each_answer_is_taken() -> None:
    form = SettingsForm()

    assert set(form.data) == set(choices.ON_PAGE)
    for name, setting in choices.ON_PAGE.items():
        for choice in getattr(form[name], "choices", []):
            setting.parse(choice.value)


def test_a_choice_holds_at_once_and_is_noted(db: Session, browser: Browser, ei: Account) -> None:
    browser.sign_in(ei).get("site.settings")
    browser.post("site.settings", {**SENT, "sign_up": "closed"})

    assert chosen(db) == {"sign_up": "closed"}
    assert [(entry.action, entry.kind, entry.uid) for entry in db.scalars(select(Entry))] == [
        ("setting.change", "setting", "sign_up")
    ]
    assert 'name="own_handle"' not in browser.another().get("accounts.sign_up")


def test_what_did_not_change_is_neither_kept_nor_noted(db: Session, browser: Browser, ei: Account) -> None:
    browser.sign_in(ei).post("site.settings", SENT)

    assert chosen(db) == {}
    assert db.scalars(select(Entry)).all() == []


def test_the_page_says_where_each_value_comes_from(browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).get("site.settings")
    assert (page.count("Not chosen yet"), page.count("Chosen here.")) == (4, 0)

    browser.post("site.settings", {**SENT, "catalogue": "members"})
    page = browser.follow()
    assert (page.count("Not chosen yet"), page.count("Chosen here.")) == (3, 1)


def test_what_the_environment_gives_is_locked(
    db: Session, browser: Browser, ei: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = replace(browser.ground.config, sign_up="code", chosen=frozenset({"sign_up", "instance"}))
    monkeypatch.setitem(browser.app.extensions, "lms.config", given)
    page = browser.sign_in(ei).get("site.settings")
    assert "LMS_SIGN_UP" in page
    assert "Whoever has a join code" in page
    assert 'name="sign_up"' not in page

    browser.post("site.settings", {**SENT, "sign_up": "open", "catalogue": "members"})
    assert chosen(db) == {"catalogue": "members"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"site_name_en": " "}, "Write a name."),
        ({"site_name_my": "က" * 41}, "too long"),
        ({"sign_up": "ajar"}, "Choose one of the answers"),
    ],
)
def test_a_wrong_choice_is_explained_and_nothing_is_kept(
    db: Session, browser: Browser, ei: Account, wrong: dict[str, str], said: str
) -> None:
    page = browser.sign_in(ei).post("site.settings", {**SENT, "catalogue": "members", **wrong}, expect=422)

    assert said in page
    assert chosen(db) == {}


def test_a_setting_without_a_place_on_the_page_can_not_be_slipped_in(
    db: Session, browser: Browser, ei: Account
) -> None:
    browser.sign_in(ei).post("site.settings", {**SENT, "idle_days": "3650", "second_step": "offered"})

    assert chosen(db) == {}
