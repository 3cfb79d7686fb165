"""Thousands of strings that would run or fetch, in every text of a course, before a real browser."""

import html
import sys
from collections.abc import Iterator
from itertools import count, cycle

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from lms.catalog import loading, revisions, service
from lms.catalog.models import Course, Origin, Step, StepKind
from lms.media import service as media
from tests.support.cast import TODAY
from tests.support.chromium import context_for
from tests.support.crawl import Crawler
from tests.support.ground import Ground
from tests.support.hostile_course import NUMBER, HostileCourse
from tests.support.traps import Trap
from tests.support.xss import payloads

pytestmark = pytest.mark.browser

ENOUGH = 4_000
"""Different strings that must have been seen on a page."""
NOT_SHOWN = ("01-power-shared/bank.yaml", "bad drawings", "glossary.yaml: forms")
"""Texts of which some are on no page: what a quiz draws is left to chance, a drawing with markup in it is refused as a
whole, and forms of a term only find it."""
TRIES = 3
"""How often the sample's quiz may be taken; the learner of the matrix has begun the first."""


def load(ground: Ground, hostile: HostileCourse) -> list[str]:
    """Load a course as another revision; return the addresses of its pages, without their language."""
    with ground.session() as session:
        ready = loading.from_tree(hostile.tree, "sample", "sample", Origin.FILES)
        revisions.store_media(media.folder_of(ground.config), [ready])
        service.load(session, readies=[ready], by=None, today=TODAY, replace=True)
        session.flush()
        course = session.scalars(select(Course).filter_by(slug="sample")).one()
        steps = session.scalars(select(Step).filter_by(course_id=course.id)).all()
        session.commit()
        here = f"/c/{course.code}"
        pages = ["/", here, f"{here}/words", f"{here}/sources"]
        for step in steps:
            own = f"{here}/{step.code}"
            pages.append(own)
            if step.kind == StepKind.DIALOGUE:
                pages.append(f"{own}/cards")
            if step.kind == StepKind.CASE:
                pages += [f"{own}/{scene}-{decision}" for scene in (1, 2) for decision in (1, 2)]
        return pages


def seen_on(trap: Trap, page: Page, site: str, paths: list[str]) -> Iterator[int]:
    """Open every page, answer every question in every way, and yield the numbers of the strings that stand there."""
    for lang in ("en", "my"):
        for path in paths:
            answer = page.goto(f"{site}/{lang}{path}")
            assert answer is not None
            assert answer.status == 200, path
            assert page.url.endswith(path), f"{path} led to {page.url}"
            yield from map(int, NUMBER.findall(trap.look(page)))
            options = page.locator('form.check [name="a.values"]').count()
            for number in range(options):
                page.goto(f"{site}/{lang}{path}")
                page.locator('form.check [name="a.values"]').nth(number).check()
                page.locator("form.check button").click()
                yield from map(int, NUMBER.findall(trap.look(page)))


def seen_in_quizzes(trap: Trap, page: Page, site: str, paths: list[str]) -> Iterator[int]:
    """Take every quiz and test as often as it may be taken, and yield the numbers of the strings that stand there."""
    for path in paths * TRIES:
        page.goto(f"{site}/en{path}")
        begin = page.locator("form[action$='/begin'] button")
        if not begin.count():
            continue
        begin.click()
        while page.locator("#answer").count():
            yield from map(int, NUMBER.findall(trap.look(page)))
            page.locator('#answer [name="a.values"]').first.check()
            page.locator("#answer button.primary").click()
        trap.look(page)
        page.locator("main form button.primary").click()
        yield from map(int, NUMBER.findall(trap.look(page)))


def test_nothing_in_a_course_runs_or_leaves(
    crawler: Crawler, chromium: Browser, site: str, site_without_policy: str
) -> None:
    context = context_for(chromium, site, crawler.world.cookies["learner"])
    trap = Trap(context, (site, site_without_policy))
    page = context.new_page()
    strings, numbers = cycle(payloads()), count(1)
    seen: set[str] = set()
    not_seen: set[str] = set()
    in_banks: set[str] = set()
    rounds = 0
    while len(seen) < ENOUGH:
        hostile = HostileCourse(strings, numbers)
        paths = load(crawler.ground, hostile)
        # Without its policy a page keeps nothing from running or being fetched; with it, it looks the same each round.
        for address in (site_without_policy, site) if not rounds else (site_without_policy,):
            there = set(seen_on(trap, page, address, paths))
            seen |= {hostile.laid[number] for number in there}
            not_seen = set(hostile.places.values()) - {hostile.places[number] for number in there}
        taken = set(seen_in_quizzes(trap, page, site_without_policy, paths))
        seen |= {hostile.laid[number] for number in taken}
        in_banks |= {hostile.places[number] for number in taken}
        rounds += 1
        assert rounds < 12, f"after {rounds} courses only {len(seen)} strings were seen"
    context.close()

    assert trap.sprung == []
    assert {place for place in not_seen if not place.startswith(NOT_SHOWN)} == set()
    assert {f"01-power-shared/bank.yaml: {name}" for name in ("stem", "text", "feedback")} <= in_banks


def test_what_would_run_is_noticed(
    crawler: Crawler, chromium: Browser, site: str, site_without_policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This shows that the test above can fail: without the sanitiser it finds what ran, and what asked for more."""
    monkeypatch.setattr(sys.modules["lms.markup.render"], "clean", lambda text, *_tags: html.unescape(text))
    hostile = HostileCourse(cycle(payloads()))
    paths = load(crawler.ground, hostile)
    found = {}
    for address in (site_without_policy, site):
        context = context_for(chromium, address, crawler.world.cookies["learner"])
        trap = Trap(context, (address,))
        page = context.new_page()
        for path in paths:
            page.goto(f"{address}/en{path}")
            trap.look(page)
        context.close()
        found[address] = "\n".join(trap.sprung)

    assert "a string ran" in found[site_without_policy]
    assert "asked for" in found[site_without_policy]
    assert "leads away" in found[site_without_policy]
    assert "a string ran" not in found[site]
    assert "the policy had to block" in found[site]
