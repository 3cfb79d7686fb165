"""The lessons that come with the site, in bytes: what a learner pays for opening the next one."""

from operator import truediv
from statistics import median

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import assets, clock, i18n
from lms.catalog import service
from lms.catalog.derived.weights import MOST_BYTES, weights
from lms.catalog.models import Course, Head, RevisionStep, Step, StepKind
from lms.catalog.package.course import read_package
from tests.support.browser import Browser
from tests.support.courses import ready_site
from tests.support.moment import NOON

DATE_BYTES = len("Date: Sun, 22 Nov 2026 05:45:50 GMT\r\n")
"""A server adds it."""


@pytest.fixture
def lessons(db: Session) -> dict[str, str]:
    """Give the path of each lesson of the courses that come with the site, by course, step and language."""
    service.load(db, readies=ready_site(), by=None, today=clock.local_day(NOON, "Asia/Yangon"))
    wanted = (
        select(Course.slug, Step.name, Course.code, Step.code)
        .join(Step, Step.course_id == Course.id)
        .join(Head, Head.course_id == Course.id)
        .join(RevisionStep, (RevisionStep.step_id == Step.id) & (RevisionStep.revision_id == Head.revision_id))
        .where(Step.kind == StepKind.LESSON)
        .order_by(Course.slug, RevisionStep.position)
    )
    return {
        f"{slug}/{name} {lang}": f"/{lang}/c/{course}/{step}"
        for slug, name, course, step in db.execute(wanted)
        for lang in i18n.LANGUAGES
    }


@pytest.mark.slow
def test_each_lesson_that_comes_with_the_site_takes_what_the_check_says_and_5600_bytes_at_most(
    browser: Browser, lessons: dict[str, str]
) -> None:
    browser.client.set_cookie(assets.STYLE_COOKIE, assets.all_assets()[assets.STYLESHEET].digest)
    sent = {name: browser.get(path).size_bytes + DATE_BYTES for name, path in lessons.items()}
    told = [size for course in ready_site() for size in weights(read_package(course.tree)).values()]

    heaviest = max(sent, key=lambda name: sent[name])
    print(f"{len(sent)} pages, in the middle {median(sent.values())} bytes, at most {sent[heaviest]}: {heaviest}")
    assert {name: size for name, size in sent.items() if size > MOST_BYTES} == {}
    assert len(sent) == len(told) > 0
    assert [near for near in map(truediv, sorted(told), sorted(sent.values())) if not 0.95 < near < 1.05] == []
    # On a first visit the stylesheet stands inside the page, which `get` holds to 14,600 bytes.
    assert browser.another().get(lessons[heaviest]).all("style")
