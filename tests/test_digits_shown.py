"""Whoever chose Burmese digits finds no others on any page, but in what is copied sign by sign."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from lms.accounts.models import Account
from tests.support.crawl import Crawler
from tests.support.page import Element, Page

LATIN = re.compile("[0-9]")
COPIED = re.compile(r"A4|CC-BY-SA-4\.0|0 1 2 3|\b[0-9]+\.[0-9]+\.[0-9]+\b|[a-z]+( [a-z]+)* (2[1-5]|40)")
"""Names: of paper, of a licence, of a version, of the other choice of digits, of the people of these tests."""
NOT_READ = frozenset({"style", "script", "title", "code", "kbd"})


def numbers(page: Page) -> Iterator[str]:
    """Yield the words of a page in which a Latin digit stands."""
    for element in page.elements:
        if LATIN.search(COPIED.sub("", element.words)) and not _is_copied(element):
            yield f"{element}: {' '.join(element.words.split())[:80]}"
        shown = ("aria-label", "alt", "placeholder", *(["value"] if element.get("type") == "text" else []))
        yield from (str(element) for name in shown if LATIN.search(element.get(name)))


def _is_copied(element: Element) -> bool:
    return any(each.name in NOT_READ or each.get("lang") == "en" for each in (*element.inside, element))


@pytest.mark.parametrize("actor", ["learner", "trainer", "staff", "admin"])
def test_digits_are_shown_as_the_reader_chose(crawler: Crawler, actor: str) -> None:
    crawler.browser.db.execute(update(Account).values(digits="mymr"))
    crawler.browser.db.commit()

    found = {f"{seen.endpoint}: {words}" for seen in crawler.pages(actor, "my") for words in numbers(seen.page)}

    assert not found, "\n".join(sorted(found))
