"""The first page is the catalogue."""

from sqlalchemy.orm import Session

from lms.accounts.models import Account
from tests.support.browser import Browser
from tests.support.courses import Shelved, changed, load
from tests.support.page import Page
from tests.support.sample_package import sample_tree


def titles(page: Page) -> list[str]:
    """Return the titles of the cards."""
    return [a.words for a in page.all("a") if "/c/" in a.get("href") and a.lies_in("h2")]


def test_an_open_course_is_there_for_everybody(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.home")

    assert titles(page) == ["Sharing power"]
    assert "several governments share one country" in page
    assert f'href="/en/c/{sample.code}"' in page


def test_a_course_for_members_is_there_for_members(browser: Browser, members_course: Shelved, aye: Account) -> None:
    assert titles(browser.get("learn.home")) == []

    assert titles(browser.sign_in(aye).get("learn.home")) == ["Sharing power"]


def test_a_closed_catalogue_shows_strangers_nothing(
    browser: Browser, sample: Shelved, db: Session, aye: Account
) -> None:
    browser.choose("catalogue", "members")

    assert titles(browser.get("learn.home")) == []
    assert browser.get("learn.course", course=sample.code, expect=303).location.startswith("/en/sign-in")
    assert titles(browser.sign_in(aye).get("learn.home")) == ["Sharing power"]


def test_a_course_in_another_language_says_which(browser: Browser, db: Session) -> None:
    tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", "languages: [my]\npartial: [en]")
    load(db, changed(tree, "course.yaml", "{en: Sharing power, my: အာဏာခွဲဝေခြင်း}", "{my: အာဏာခွဲဝေခြင်း}"))

    page = browser.get("learn.home")
    assert '<span lang="my">အာဏာခွဲဝေခြင်း</span>' in page


def test_a_hundred_courses_cost_no_more_questions(browser: Browser, db: Session) -> None:
    for number in range(5):
        load(db, changed(sample_tree(), "course.yaml", "slug: sample", f"slug: sample-{number}"))

    assert len(titles(browser.get("learn.home", queries=1))) == 5
