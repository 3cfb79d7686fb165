"""Every page, as each kind of reader, in each language: looked over, and every form on it sent empty."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.audit import service as audit
from lms.cohorts.models import Cohort
from lms.enrolment import service as enrolment
from lms.i18n import LANGUAGES
from tests.support import lookover
from tests.support.cast import make_person
from tests.support.crawl import READERS, Crawler
from tests.support.forms import forms_of
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.test_matrix import TABLE

ANSWERS = {200, 303, 400, 404, 409, 422, 429}
"""What a form may be answered with that was sent as it stood."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("actor", READERS)
def test_every_page_is_in_order(crawler: Crawler, actor: str, lang: str) -> None:
    seen = list(crawler.pages_at_first(actor, lang))

    assert {one.endpoint for one in seen} <= set(TABLE)
    large = [(one.page.path, one.page.size_bytes) for one in seen if one.page.size_bytes > lookover.PAGE_BYTES]
    assert large == []
    assert len(seen) >= 2


@pytest.mark.parametrize("actor", READERS)
def test_every_form_sent_as_it_stands_gets_a_page(crawler: Crawler, actor: str) -> None:
    for form in crawler.forms(actor):
        crawler.lay()
        browser = crawler.as_actor(actor)
        answer = browser.client.post(form.action, data=form.fields, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code in ANSWERS, f"{form.action} answered {answer.status_code}"
        crawler.lay()
        browser.post(form.action, form.fields, expect=answer.status_code)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_other_language_leads_to_the_same_place(crawler: Crawler, lang: str) -> None:
    other = next(code for code in LANGUAGES if code != lang)
    for seen in crawler.pages_at_first("staff", lang):
        if seen.endpoint == "accounts.closed":
            continue  # It says nothing, in no language.
        links = [a for a in seen.page.all("a") if a.get("hreflang") == other]
        assert [link.get("href").split("?")[0] for link in links] == [
            seen.page.path.replace(f"/{lang}/", f"/{other}/", 1)
        ]


def test_every_page_can_be_left_by_the_first_button(crawler: Crawler) -> None:
    for actor in READERS:
        for seen in crawler.pages_at_first(actor, "en"):
            if seen.endpoint not in {"accounts.closed"}:
                first = seen.page.all("form")[0]
                assert first.get("action") == "/en/leave", seen.page.path


def test_the_crawl_finds_forms(crawler: Crawler) -> None:
    assert len(crawler.forms("admin")) >= 8
    assert all(form.action for form in crawler.forms("learner"))
    assert list(forms_of(crawler.browser.get("accounts.closed"))) == []


LISTS = {
    "people.roster": "staff",
    "people.taught_cohort": "trainer",
    "people.people": "admin",
    "site.audit": "admin",
    "board.for_staff": "staff",
    "board.for_trainers": "trainer",
}
"""Pages that grow with the number of people, and who reads them."""


@pytest.mark.parametrize(("endpoint", "actor"), LISTS.items())
def test_a_list_asks_no_more_for_more_people(
    crawler: Crawler, ground: Ground, db: Session, endpoint: str, actor: str
) -> None:
    browser = crawler.as_actor(actor, "my")
    (rule,) = ground.app.url_map.iter_rules(endpoint)
    path = crawler.address(browser, actor, rule)
    browser.get(path)
    few = _asked(ground)
    _add_learners(db, crawler.world.uids["near"]["cohort"], 60)

    page = browser.get(path, size_bytes=lookover.LIST_BYTES)

    assert _asked(ground) == few
    assert 30 <= page.count("တောင်တန်း") <= 100, "a page of fifty, others among them"


def _asked(ground: Ground) -> int:
    """Return how often the database was asked, but for the site's settings, which are read anew every few seconds."""
    return sum("FROM setting" not in statement for statement in ground.statements)


def _add_learners(db: Session, cohort_uid: str, count: int) -> None:
    cohort = db.scalars(select(Cohort).filter_by(uid=cohort_uid)).one()
    cohort.seats = count * 2
    for number in range(count):
        account = make_person(db, f"စိမ်းလန်းသော တောင်တန်း {number + 100}")
        enrolment.take_place(db, account=account, cohort=cohort, by_uid="", now=NOON)
        audit.record(
            db, role="staff", actor_uid="a" * 26, action="learner.add", kind="account", uid=account.uid, now=NOON
        )
    db.commit()
