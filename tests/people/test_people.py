"""The administrator's list of people: sorting, sifting, searching without a word in an address."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account, Role, State
from lms.cohorts.models import Cohort
from tests.support.browser import Browser
from tests.support.cast import HANDLES, TODAY, give, make_person
from tests.support.moment import NOON
from tests.support.page import Page

EVERYBODY = list(HANDLES.values())


def names(page: Page) -> list[str]:
    """Return the handles on a page, in order."""
    return [one.words for one in page.all("a") if one.lies_in("th") and "/people/" in one.get("href")]


def asked(browser: Browser, **query: str) -> list[str]:
    """Return the handles on the list that is asked for."""
    address = browser.address("people.people") + "?" + "&".join(f"{name}={value}" for name, value in query.items())
    return names(browser.get(address))


def test_everybody_stands_on_the_list_but_the_erased(db: Session, browser: Browser, ei: Account, dway: Account) -> None:
    assert names(browser.sign_in(ei).get("people.people")) == EVERYBODY

    dway.state, dway.handle, dway.handle_key = State.ERASED, None, None
    assert names(browser.get("people.people")) == [name for name in EVERYBODY if name != "dway 24"]
    assert asked(browser, state="erased") == []


def test_the_list_is_asked_for_the_second_step_again(browser: Browser, ei: Account) -> None:
    browser.sign_in(ei, stepped_at=NOON - timedelta(minutes=16))

    assert "/me/confirm" in browser.get("people.people", expect=303).location


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"role": "admin"}, ["ei 25"]),
        ({"role": "staff"}, ["chit 23"]),
        ({"role": "trainer"}, ["ba 22"]),
        ({"role": "learner"}, ["aye 21", "dway 24"]),
        ({"role": "nonsense"}, EVERYBODY),
        ({"state": "locked"}, []),
        ({"state": "active", "role": "staff"}, ["chit 23"]),
        ({"sort": "-handle"}, EVERYBODY[::-1]),
        ({"sort": "made"}, EVERYBODY),
        ({"sort": "nonsense"}, EVERYBODY),
    ],
)
def test_the_list_is_sifted_and_sorted_by_links(
    browser: Browser, ei: Account, query: dict[str, str], found: list[str]
) -> None:
    assert asked(browser.sign_in(ei), **query) == found


def test_a_role_that_is_over_is_held_no_more(db: Session, browser: Browser, ei: Account, ba: Account) -> None:
    ba.grants[0].until_day = TODAY - timedelta(days=1)
    ba.grants[0].from_day = TODAY - timedelta(days=9)

    assert asked(browser.sign_in(ei), role="trainer") == []
    assert "ba 22" in asked(browser, role="learner")


def test_a_role_held_in_two_places_is_said_once(
    db: Session, browser: Browser, ei: Account, ba: Account, other_cohort: Cohort
) -> None:
    give(db, ba, Role.TRAINER, other_cohort)
    page = browser.sign_in(ei).get("people.people")

    assert page.count('<td data-label="Roles">Trainer</td>') == 1


def test_the_sorted_column_says_so_and_turns_round(browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).get("people.people")

    assert [one.get("aria-sort") for one in page.all("th") if "aria-sort" in one.attributes] == ["ascending"]
    assert "sort=-handle" in page
    assert "sort=made" in page


def test_fifty_people_stand_on_a_page_in_a_few_questions(db: Session, browser: Browser, ei: Account) -> None:
    for number in range(10, 60):
        make_person(db, f"quiet stone {number}")
    page = browser.sign_in(ei).get("people.people", queries=6)

    assert len(names(page)) == 50
    assert len(names(browser.get(browser.address("people.people") + "?page=2"))) == 5


@pytest.mark.parametrize(("start", "found"), [("d", ["dway 24"]), ("DWAY ၂", ["dway 24"]), ("way", []), ("%", [])])
def test_a_handle_is_found_by_its_beginning_however_it_is_typed(
    browser: Browser, ei: Account, start: str, found: list[str]
) -> None:
    page = browser.sign_in(ei).post("people.people", {"start": start}, expect=200)

    assert names(page) == found
    assert page.path == browser.address("people.people")


def test_burmese_handles_are_found_by_their_beginning(db: Session, browser: Browser, ei: Account) -> None:
    make_person(db, "မြသီတာ ၁၂")
    page = browser.sign_in(ei).post("people.people", {"start": "မြ"}, expect=200)

    assert names(page) == ["မြသီတာ ၁၂"]


def test_a_search_shows_fifty_and_says_that_there_may_be_more(db: Session, browser: Browser, ei: Account) -> None:
    for number in range(10, 62):
        make_person(db, f"quiet stone {number}")
    page = browser.sign_in(ei).post("people.people", {"start": "quiet"}, expect=200)

    assert len(names(page)) == 50
    assert "These are the first 50." in page


def test_an_empty_search_is_explained_over_the_whole_list(browser: Browser, ei: Account) -> None:
    page = browser.sign_in(ei).post("people.people", {"start": " "}, expect=422)

    assert "Write how the handle begins." in page
    assert names(page) == EVERYBODY
