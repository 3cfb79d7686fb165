"""The first page of administration."""

import re

from sqlalchemy.orm import Session

from lms.accounts.models import Account
from tests.support.browser import Browser
from tests.support.cast import make_person


def test_it_leads_everywhere_and_says_how_things_stand(browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).get("site.home")

    for endpoint in ("people.people", "cohorts.programmes", "site.settings", "site.audit"):
        assert f'href="{browser.address(endpoint)}"' in page
    assert "Asia/Yangon" in page
    assert "180 days" in page


def test_nobody_is_counted_on_it(db: Session, browser: Browser, ei: Account) -> None:
    before = re.sub(r"\s+", " ", browser.sign_in(ei).get("site.home"))
    make_person(db, "quiet stone 12")

    assert re.sub(r"\s+", " ", browser.get("site.home")) == before
