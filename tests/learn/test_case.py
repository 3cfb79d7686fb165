"""A case, scene by scene."""

import pytest

from lms.accounts.models import Account
from tests.support.browser import Browser
from tests.support.courses import MODULE, Shelved
from tests.support.page import Page


def begin(browser: Browser, course: Shelved) -> Page:
    return browser.get("learn.step", course=course.code, step=course.step(f"{MODULE}/case"))


def decisions(page: Page) -> list[tuple[str, str]]:
    return [
        (a.get("href"), "".join(inner.words for inner in page.elements if a in inner.inside))
        for a in page.all("a")
        if a.lies_in("ul") and "/c/" in a.get("href") and not a.get("hreflang")
    ]


def test_it_begins_with_its_first_scene(browser: Browser, sample: Shelved) -> None:
    page = begin(browser, sample)

    assert page.words_of("h1") == "Two laws on one river"
    assert "A dredger arrives." in page
    assert "The captain shows a licence." in page
    assert [(img.get("alt"), img.get("width")) for img in page.all("img")] == [("A wide river", "4")]
    assert [words for _, words in decisions(page)] == ["Ask who gave it.", "Go home."]


def test_a_decision_shows_what_follows_and_the_next_scene(browser: Browser, sample: Shelved) -> None:
    page = browser.get(decisions(begin(browser, sample))[0][0])

    assert "Ask who gave it." in page.words_of("h2")
    assert "He names the state." in page
    assert "The clerk shows you a union law." in page
    assert "A dredger arrives." not in page
    assert [words for _, words in decisions(page)] == ["Ask the court which law holds.", "Leave it."]


@pytest.mark.parametrize(
    ("ways", "ending", "outcome"),
    [
        ((0, 0), "The court says who may decide.", "It ended well"),
        ((0, 1), "The nets stay empty.", "It cost much"),
        ((1,), "The nets stay empty.", "It cost much"),
    ],
)
def test_every_way_ends(browser: Browser, sample: Shelved, ways: tuple[int, ...], ending: str, outcome: str) -> None:
    page = begin(browser, sample)
    for way in ways:
        page = browser.get(decisions(page)[way][0])

    assert ending in page
    assert outcome in page
    assert decisions(page) == []
    assert (
        browser.get(next(a.get("href") for a in page.all("a") if "again" in a.words)).words_of("h1")
        == "Two laws on one river"
    )


def test_no_address_says_what_was_decided(browser: Browser, sample: Shelved) -> None:
    for address, _ in decisions(begin(browser, sample)):
        assert address.startswith(f"/en/c/{sample.code}/{sample.step(f'{MODULE}/case')}/")
        assert address.rsplit("/", 1)[1] in {"1-1", "1-2"}


@pytest.mark.parametrize("place", ["0-1", "1-0", "1-3", "9-1", "3-1", "99999999999999999999-1"])
def test_a_scene_that_is_not_there_is_not_there(browser: Browser, sample: Shelved, aye: Account, place: str) -> None:
    path = begin(browser, sample).path

    browser.sign_in(aye).get(f"{path}/{place}", expect=404)


def test_another_step_has_no_scenes(browser: Browser, sample: Shelved, aye: Account) -> None:
    step = sample.step(f"{MODULE}/reflection")

    browser.sign_in(aye).get(f"/en/c/{sample.code}/{step}/1-1", expect=404)
