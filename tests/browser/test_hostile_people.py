"""Strings that would run or fetch, as names of people and groups and as what somebody types, in a real browser."""

from collections.abc import Iterator
from itertools import count, cycle, product
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import choices
from lms.accounts.models import Account, LoginSession
from lms.choices import Choice
from lms.cohorts.models import Cohort, Programme
from lms.enrolment import service as enrolment
from tests.support.cast import make_cohort, make_person
from tests.support.chromium import context_for
from tests.support.crawl import Crawler
from tests.support.hostile_course import NUMBER
from tests.support.moment import NOON
from tests.support.traps import Trap
from tests.support.xss import payloads

pytestmark = pytest.mark.browser

MORE_PEOPLE = 300
ENOUGH_NAMES = 300
ENOUGH_FORMS = 30
ACTORS = ("learner", "trainer", "staff", "admin")
PAGES = 12
"""Further pages of one list that are looked at, where no policy keeps anything from happening."""

FORMS = "main form:has(input:not([type=hidden]), textarea)"
FILL = """
(form, [strings, forge]) => {
  const controls = [...form.elements].filter(one => one.name && one.name !== "csrf_token" && one.type !== "submit");
  for (const one of controls) {
    const typed = one.matches("textarea,[type=text],[type=search],[type=password],input:not([type])");
    if (!typed && !forge) continue;
    const string = strings.shift();
    if (one.tagName === "SELECT") one.append(new Option("x", string, true, true));
    else if (one.type === "file") continue;
    else { one.type = one.type === "radio" || one.type === "checkbox" ? one.type : "text"; one.value = string }
    if ("checked" in one) one.checked = true;
  }
  HTMLFormElement.prototype.submit.call(form);
}
"""


def names(most: int) -> Iterator[str]:
    """Yield strings with a number, of at most some signs, that every database takes."""
    number = count(1)
    for string in cycle(payloads()):
        if len(string) < most - 6 and "\x00" not in string:
            yield f"N{next(number)}N{string}"


def rename(session: Session) -> None:
    """Call everybody and everything by a string, past the forms that would refuse it; and make many more of them."""
    handles, titles, labels = names(200), names(120), names(80)
    near, far = session.scalars(select(Cohort).order_by(Cohort.id)).all()
    for number in range(MORE_PEOPLE):
        account = make_person(session, f"more {number + 100}")
        if number % 10 == 0:
            near.seats += 1
            enrolment.take_place(session, account=account, cohort=near, by_uid="", now=NOON)
    for number in range(40):
        make_cohort(session, near.programme, f"more {number}")
    for account in session.scalars(select(Account).where(Account.handle.is_not(None))):
        account.handle = next(handles)
    for thing in (*session.scalars(select(Cohort)), *session.scalars(select(Programme))):
        thing.name = next(titles)
    near.code, far.code = "<b onclick=a>", "'><img src=//x>"
    for login in session.scalars(select(LoginSession)):
        login.label = next(labels)
    session.add_all(Choice(name=f"site_name_{lang}", value=next(titles)) for lang in ("en", "my"))
    session.commit()


def paths_of(crawler: Crawler, actor: str) -> list[str]:
    """Return the addresses that somebody may read."""
    return [seen.page.path for seen in crawler.pages_at_first(actor, "en")]


@pytest.mark.parametrize(("policy", "further", "enough"), [(False, PAGES, ENOUGH_NAMES), (True, 1, ENOUGH_NAMES // 3)])
def test_no_name_runs_or_leaves(
    crawler: Crawler,
    chromium: Browser,
    site: str,
    site_without_policy: str,
    policy: bool,
    further: int,
    enough: int,
) -> None:
    address = site if policy else site_without_policy
    paths = {actor: paths_of(crawler, actor) for actor in ACTORS}
    with crawler.ground.session() as session:
        rename(session)
    choices.forget(crawler.ground.app)
    seen: set[str] = set()
    sprung = []
    for actor in ACTORS:
        context = context_for(chromium, address, crawler.world.cookies[actor])
        trap = Trap(context, (address,))
        page = context.new_page()
        for path in paths[actor]:
            page.goto(address + path)
            seen |= set(NUMBER.findall(trap.look(page)))
            for _ in range(further):
                onward = page.locator(".pager [rel=next]")
                if "/c/" in path or not onward.count():
                    break
                onward.click()
                seen |= set(NUMBER.findall(trap.look(page)))
        context.close()
        sprung += trap.sprung
    choices.forget(crawler.ground.app)

    assert sprung == []
    assert len(seen) >= enough


def test_nothing_that_is_typed_runs_or_leaves(crawler: Crawler, chromium: Browser, site_without_policy: str) -> None:
    strings = cycle(payloads())
    sprung: list[str] = []
    sent: set[tuple[str, ...]] = set()
    paths = {actor: paths_of(crawler, actor) for actor in ("anonymous", *ACTORS)}
    for actor in paths:
        cookie = crawler.world.cookies.get(actor, "")
        context = context_for(chromium, site_without_policy, cookie)
        trap = Trap(context, (site_without_policy,))
        page = context.new_page()
        for path in paths[actor]:
            send_forms(page, trap, site_without_policy + path, strings, sent)
        context.close()
        sprung += trap.sprung

    assert sprung == []
    assert len(sent) >= ENOUGH_FORMS


def send_forms(page: Page, trap: Trap, address: str, strings: Iterator[str], sent: set[tuple[str, ...]]) -> None:
    """Send each form of a page that somebody types into and that was not `sent` yet, and look at what comes back.

    Each goes twice: with strings where a person types, and with strings in place of hidden values and choices, too.
    """
    page.goto(address)
    for place, forge in product(range(page.locator(FORMS).count()), (False, True)):
        form = page.locator(FORMS).nth(place)
        kind = (str(forge), *form.evaluate("form => [...form.elements].map(one => one.id + one.name).sort()"))
        if kind not in sent:
            sent.add(kind)
            with page.expect_navigation():
                form.evaluate(FILL, [[next(strings) for _ in range(20)], forge])
            trap.look(page)
            page.goto(address)


def test_no_address_runs_or_leaves(crawler: Crawler, chromium: Browser, site_without_policy: str) -> None:
    context = context_for(chromium, site_without_policy)
    trap = Trap(context, (site_without_policy,))
    page = context.new_page()
    for string in payloads()[::400]:
        for before in ("", "sign-in?next=", "sign-in/card#"):
            page.goto(f"{site_without_policy}/en/{before}{quote(string, safe='')}")
            trap.look(page)
    context.close()

    assert trap.sprung == []


def test_a_name_that_runs_is_noticed(crawler: Crawler, chromium: Browser, site_without_policy: str) -> None:
    """This shows that the tests above can fail: where templates write words as they are, a name runs."""
    with crawler.ground.session() as session:
        rename(session)
    templates = crawler.ground.app.jinja_env
    templates.cache.clear()  # type: ignore[union-attr]
    escapes, templates.autoescape = templates.autoescape, False
    context = context_for(chromium, site_without_policy, crawler.world.cookies["staff"])
    trap = Trap(context, (site_without_policy,))
    page = context.new_page()
    try:
        page.goto(f"{site_without_policy}/en/staff/programmes/{crawler.world.uid('staff', 'programme', 'near')}")
        trap.look(page)
    finally:
        templates.autoescape = escapes
        templates.cache.clear()  # type: ignore[union-attr]
    context.close()

    assert any("a string ran" in found for found in trap.sprung)
