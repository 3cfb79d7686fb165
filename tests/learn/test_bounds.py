"""Every page of a learner: four questions to the database, and what a server may send at once, however full it is."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import clock, i18n
from lms.accounts.models import Account
from lms.catalog import service
from lms.catalog.models import Course, Step, StepKind
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort
from tests.quizzes.test_attempts import wrong_answer
from tests.support.browser import Browser
from tests.support.cast import TZ
from tests.support.courses import Shelved, ready_site
from tests.support.crawl import Crawler
from tests.support.lookover import PAGE_BYTES
from tests.support.moment import NOON
from tests.support.page import Page
from tests.support.sheets import Sheet
from tests.support.taking import Taking

QUERIES = 4
SHIPPED = ["federalism", "local-governance"]
"""A course of one module, and one of six."""
NOTE = "ရေတွင်းကို ကျွန်ုပ်တို့ ကိုယ်တိုင် တူးခဲ့ကြသည်။ "


@pytest.mark.parametrize("lang", list(i18n.LANGUAGES))
@pytest.mark.parametrize("actor", ["learner", "trainer"])
def test_every_page_of_a_learner_asks_four_times_at_the_most(crawler: Crawler, actor: str, lang: str) -> None:
    seen = []
    for rule in crawler.rules():
        if rule.endpoint.startswith(("learn.", "enrolment.")):
            browser = crawler.as_actor(actor, lang)
            path = crawler.address(browser, actor, rule)
            if browser.client.get(path).status_code == 200:
                browser.get(path, queries=QUERIES)
                seen.append(rule.endpoint)

    assert len(seen) >= 11


@pytest.fixture
def full(db: Session, browser: Browser, aye: Account, cohort: Cohort) -> list[Taking]:
    """Give courses that come with the site, in which Aye wrote a note about each step and marked it."""
    service.load(
        db,
        readies=[ready for ready in ready_site() if ready.slug in SHIPPED],
        by=None,
        today=clock.local_day(NOON, TZ),
    )
    courses = db.scalars(select(Course).order_by(Course.slug)).all()
    cohorts.take_courses(db, cohort=cohort, course_ids=[course.id for course in courses])
    browser.sign_in(aye)
    for course in courses:
        for step in db.scalars(select(Step).filter_by(course_id=course.id)).all():
            browser.post("learn.own", {"words": NOTE * 30}, course=course.code, step=step.code)
            browser.post("learn.mark", {"marked": "yes"}, course=course.code, step=step.code)
    return [Taking(db, aye, Shelved(db, course)) for course in courses]


def of_quizzes(db: Session, browser: Browser, taking: Taking) -> Iterator[tuple[str, str]]:
    """Take each quiz and test with wrong answers only, and yield its pages on the way: what they are, and the path."""
    wanted = select(Step.name, Step.code).where(
        Step.course_id == taking.shelved.course.id, Step.kind.in_([StepKind.QUIZ, StepKind.TEST])
    )
    for name, code in db.execute(wanted).all():
        yield f"before {name}", browser.address("learn.step", course=taking.shelved.code, step=code)
        begun = browser.post("learn.begin", course=taking.shelved.code, quiz=code).location
        attempt = taking.begin(name)
        for slot in attempt.slots:
            path = f"{begun.rsplit('/', 1)[0]}/{slot.position}"
            yield f"{name} {slot.position}", path
            page = browser.get(path)
            browser.post(path, Sheet(page).filled(wrong_answer(db, slot), "all"))
        yield f"{name} looked over", begun.rsplit("/", 1)[0]
        browser.post(begun.rsplit("/", 1)[0])
        yield f"{name} result", begun.rsplit("/", 1)[0]


@pytest.mark.slow
def test_pages_that_are_full_stay_within_the_first_packets(db: Session, browser: Browser, full: list[Taking]) -> None:
    sizes: dict[str, int] = {}

    def look(name: str, path: str) -> Page:
        for lang in i18n.LANGUAGES:
            page = browser.get(f"/{lang}{path[3:]}", queries=QUERIES, size_bytes=10**6)
            sizes[f"{lang} {name}"] = page.size_bytes
        return page

    look("home", "/en/")
    look("mine", "/en/me/notes")
    for taking in full:
        course = taking.shelved
        for name in ("course", "words", "sources"):
            look(f"{course.course.slug} {name}", browser.address(f"learn.{name}", course=course.code))
        for step in db.scalars(select(Step).filter_by(course_id=course.course.id)).all():
            look(
                f"{course.course.slug} own {step.name}",
                browser.address("learn.own", course=course.code, step=step.code),
            )
        for name, path in of_quizzes(db, browser, taking):
            look(f"{course.course.slug} {name}", path)

    print("\n".join(f"{size:6} {name}" for name, size in sorted(sizes.items(), key=lambda one: -one[1])[:40]))
    assert {name: size for name, size in sizes.items() if size > PAGE_BYTES} == {}
    assert len(sizes) > 50
