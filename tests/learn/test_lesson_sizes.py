"""The lessons that come with the site, in bytes: what a learner pays for opening the next one."""

from collections.abc import Iterator
from operator import truediv

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms import assets, clock, i18n
from lms.catalog import loading, service
from lms.catalog.derived.weights import weights
from lms.catalog.models import Course, Head, RevisionStep, Step, StepKind
from lms.catalog.package.check import check_each
from lms.catalog.package.course import read_package
from lms.config import SITE
from tests.support.browser import Browser
from tests.support.moment import NOON
from tests.support.page import Page

MOST_BYTES = 5_600
"""Of a lesson of 600 words in a browser that has the stylesheet; design/product: 5.6 KB with headers."""
DATE_BYTES = len("Date: Sun, 22 Nov 2026 05:45:50 GMT\r\n")
"""A server adds it."""


@pytest.fixture
def lessons(db: Session) -> list[tuple[str, str]]:
    """Give the codes of every lesson of the courses that come with the site: of the course, of the step."""
    readies = loading.ready([SITE / "courses"])
    service.load(db, readies=readies, by=None, today=clock.local_day(NOON, "Asia/Yangon"))
    wanted = (
        select(Course.code, Step.code)
        .join(Step, Step.course_id == Course.id)
        .join(Head, Head.course_id == Course.id)
        .join(RevisionStep, (RevisionStep.step_id == Step.id) & (RevisionStep.revision_id == Head.revision_id))
        .where(Step.kind == StepKind.LESSON)
        .order_by(Course.slug, RevisionStep.position)
    )
    return [(course, step) for course, step in db.execute(wanted)]


def pages(browser: Browser, lessons: list[tuple[str, str]]) -> Iterator[Page]:
    """Fetch each lesson in each language."""
    for course, step in lessons:
        for lang in i18n.LANGUAGES:
            yield browser.get(f"/{lang}/c/{course}/{step}")


@pytest.mark.slow
def test_a_lesson_that_comes_with_the_site_takes_at_most_5600_bytes(
    browser: Browser, lessons: list[tuple[str, str]]
) -> None:
    browser.client.set_cookie(assets.STYLE_COOKIE, assets.all_assets()[assets.STYLESHEET].digest)
    taken = {f"{page.path} {page.words_of('h1')}": page.size_bytes + DATE_BYTES for page in pages(browser, lessons)}

    print("\n".join(f"{size:6} {name}" for name, size in taken.items()))
    assert len(taken) == len(lessons) * len(i18n.LANGUAGES) > 0
    assert {name: size for name, size in taken.items() if size > MOST_BYTES} == {}


@pytest.mark.slow
def test_what_the_check_tells_authors_is_near_what_is_sent(browser: Browser, lessons: list[tuple[str, str]]) -> None:
    browser.client.set_cookie(assets.STYLE_COOKIE, assets.all_assets()[assets.STYLESHEET].digest)
    sent = sorted(page.size_bytes + DATE_BYTES for page in pages(browser, lessons))
    told = sorted(
        size for course in check_each([SITE / "courses"]) for size in weights(read_package(course.tree)).values()
    )

    assert [near for near in map(truediv, told, sent) if not 0.95 < near < 1.05] == []
    assert len(told) == len(sent)


def test_with_the_stylesheet_inside_it_fits_into_the_first_packets(
    browser: Browser, lessons: list[tuple[str, str]]
) -> None:
    # `browser.get` holds every page to 14,600 bytes.
    assert all(page.all("style") for page in pages(browser, lessons[:1]))
