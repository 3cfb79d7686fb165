"""Columns that no form has, sent as if it had them."""

import pytest
from flask import request

from lms.accounts import service
from lms.accounts.models import Account, Origin
from tests.fuzz import unasked
from tests.fuzz.found import Found
from tests.fuzz.inside import Inside
from tests.support.crawl import Crawler


def reading(crawler: Crawler) -> Found:
    """Send columns to the page of one's language."""
    found = Found()
    (form,) = [form for form in crawler.forms("learner") if form.action.endswith("/me/reading")]
    with Inside(crawler) as inside:
        unasked._try(inside, crawler, "learner", form, ["demo", "", "1", "2030-01-01"], found)
    return found


def test_a_form_takes_its_own_fields_only(crawler: Crawler) -> None:
    found = reading(crawler)

    assert found.faults == []
    assert found.statuses == {303: 5}


def test_a_form_that_takes_more_is_found(crawler: Crawler, monkeypatch: pytest.MonkeyPatch) -> None:
    """This shows that the test above can fail."""

    def careless(_session: object, *, account: Account, language: str, digits: str) -> None:
        account.language, account.digits = language, digits
        account.origin = Origin.DEMO if request.values.get("origin") == "demo" else account.origin

    monkeypatch.setattr(service, "choose_reading", careless)

    assert "takes ['origin'] = 'demo'" in "".join(reading(crawler).faults)
