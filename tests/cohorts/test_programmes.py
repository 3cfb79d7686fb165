"""What administrators do with programmes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.audit.models import Entry
from lms.cohorts.models import Programme
from tests.support.browser import Browser


def test_every_programme_is_listed(browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).get("cohorts.programmes")

    assert "River" in page
    assert "Hill" in page


def test_a_programme_is_begun(db: Session, browser: Browser, ei: Account) -> None:
    browser.sign_in(ei).post("cohorts.new_programme", {"name": "တောင်", "tz": "Asia/Bangkok"})
    made = db.query(Programme).filter_by(name="တောင်").one()

    assert made.tz == "Asia/Bangkok"
    entry = db.scalars(select(Entry)).one()
    assert (entry.action, entry.role, entry.uid, entry.actor_uid) == ("programme.add", "admin", made.uid, ei.uid)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "river ", "tz": "Asia/Yangon"}, "has this name already"),
        ({"name": "Lake", "tz": "Asia/Nowhere"}, "as in Asia/Yangon"),
        ({"name": "", "tz": "Asia/Yangon"}, "Write a name."),
    ],
)
def test_a_wrong_programme_is_explained(browser: Browser, ei: Account, sent: dict[str, str], said: str) -> None:
    assert said in browser.sign_in(ei).post("cohorts.new_programme", sent, expect=422)


def test_a_programme_is_closed_and_opened_again(
    db: Session, browser: Browser, ei: Account, programme: Programme
) -> None:
    form = browser.sign_in(ei).get("cohorts.edit_programme", programme=programme).fields(programme.uid)
    browser.post("cohorts.edit_programme", {**form, "closed": "y"}, programme=programme)
    assert db.get_one(Programme, programme.id).closed

    browser.post("cohorts.edit_programme", form, programme=programme)
    assert not db.get_one(Programme, programme.id).closed
    assert list(db.scalars(select(Entry.action))) == ["programme.change"] * 2


def test_a_programme_keeps_its_own_name_but_takes_no_other_ones(
    browser: Browser, ei: Account, programme: Programme
) -> None:
    browser.sign_in(ei).post("cohorts.edit_programme", {"name": "RIVER", "tz": "Asia/Yangon"}, programme=programme)
    page = browser.post(
        "cohorts.edit_programme", {"name": "Hill", "tz": "Asia/Yangon"}, programme=programme, expect=422
    )

    assert "has this name already" in page
