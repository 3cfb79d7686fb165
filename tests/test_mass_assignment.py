"""A form changes what it asks for and nothing else, whatever else is sent with it."""

import re
from typing import Any

import pytest
from flask import request
from sqlalchemy import select

from lms.accounts import service
from lms.accounts.models import Account, Origin
from lms.models import metadata
from tests.support.browser import SAME_ORIGIN
from tests.support.crawl import READERS, Crawler
from tests.support.forms import Form, filled

RANDOM = re.compile(r"uid|_uid|hash|token_hash|mark|used_by|code|sealed|secret|bucket|last_hash|handle|handle_key")
"""Columns whose values differ each time: random names, codes, seals, and numbers behind a handle."""

CANARY = "kanari7x"
COLUMNS = sorted({column.name for table in metadata.tables.values() for column in table.columns})
TEMPTING = {
    "role": "admin",
    "scope": "site",
    "scope_uid": "",
    "state": "active",
    "account_id": "1",
    "account": "1",
    "id": "1",
    "seats": "4999",
    "closed": "1",
    "confirmed": "1",
    "stage": "full",
    "is_admin": "1",
    "admin": "1",
    "origin": "demo",
    "by_uid": "",
}
"""What somebody would try who wants more than a form gives."""

State = dict[str, list[dict[str, Any]]]


def state(crawler: Crawler) -> tuple[State, list[str]]:
    """Return every row of every table, without what is random; and the columns in which a canary sits."""
    found: State = {}
    canaries = []
    with crawler.ground.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(select(table).order_by(*table.primary_key)).mappings().all()
            # The rows of `throttle` are named by a keyed hash, and every form adds one.
            if table.name != "throttle":
                found[table.name] = [
                    {name: "*" if value and RANDOM.fullmatch(name) else value for name, value in row.items()}
                    for row in rows
                ]
            canaries += [
                f"{table.name}.{name}" for row in rows for name, value in row.items() if CANARY in str(value).casefold()
            ]
    return found, canaries


def sent(crawler: Crawler, actor: str, form: Form, more: dict[str, str]) -> tuple[int, State, list[str]]:
    """Send a form on fresh ground, with more fields than it has; return the status, and what is there then."""
    crawler.lay()
    fields = filled(form, crawler.world)
    extra = {name: value for name, value in more.items() if name not in form.kinds}
    client = crawler.as_actor(actor).client
    answer = client.post(form.action, data={**extra, **fields}, query_string=extra, headers=SAME_ORIGIN)
    return answer.status_code, *state(crawler)


@pytest.mark.both
@pytest.mark.parametrize("actor", READERS)
def test_a_form_changes_what_it_asks_for_and_nothing_else(crawler: Crawler, actor: str) -> None:
    for form in crawler.forms(actor):
        plain = sent(crawler, actor, form, {})
        for more in (dict.fromkeys(COLUMNS, CANARY), TEMPTING):
            assert sent(crawler, actor, form, more)[1:] == plain[1:], f"{form.action} takes more than its fields"


def test_a_form_that_takes_more_is_found(crawler: Crawler, monkeypatch: pytest.MonkeyPatch) -> None:
    """This shows that the test above can fail."""

    def careless(_session: object, *, account: Account, language: str, digits: str) -> None:
        account.language, account.digits = language, digits
        account.origin = Origin(request.form.get("origin", account.origin))

    monkeypatch.setattr(service, "choose_reading", careless)
    (form,) = [form for form in crawler.forms("learner") if form.action.endswith("/me/reading")]

    assert sent(crawler, "learner", form, TEMPTING)[1] != sent(crawler, "learner", form, {})[1]


def test_most_forms_are_accepted_as_they_are_filled_here(crawler: Crawler) -> None:
    forms = crawler.forms("admin")
    accepted = [form for form in forms if sent(crawler, "admin", form, {})[0] in {200, 303}]

    assert len(accepted) > len(forms) * 2 / 3
