"""The list of a course's questions: sifted and sought, with what draws each and how often it was asked."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.models import Account, Role, Scope
from lms.bank import queries, uses
from lms.catalog import queries as catalog
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort
from lms.quizzes import queries as quizzes
from tests.support.bank_desk import Desk
from tests.support.browser import Browser
from tests.support.cast import TZ
from tests.support.courses import Shelved
from tests.support.moment import NOON
from tests.support.page import Page
from tests.support.question_types import TYPES
from tests.support.taking import Taking

NAMES = {f"power-q{number}" for number in range(1, 5)} | {f"q-{kind}" for kind in TYPES}


def listed(desk: Desk, page: Page) -> set[str]:
    """Return the ids of the questions that a page lists."""
    links = {link.get("href").rpartition("/")[2] for link in page.all("a") if link.lies_in("th")}
    return {name for name in NAMES if desk.code(name) in links}


def sifted(desk: Desk, **chosen: object) -> set[str]:
    path = desk.browser.address("bank.questions", course=desk.course.code)
    return listed(desk, desk.browser.get(f"{path}?" + "&".join(f"{name}={value}" for name, value in chosen.items())))


def test_all_questions_are_listed_with_what_draws_them(desk: Desk) -> None:
    page = desk.browser.get("bank.questions", course=desk.course.code)

    assert listed(desk, page) == NAMES
    assert "18 questions" in page
    assert "Test before the course" in page
    assert "form a" in page


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"type": "essay"}, {"q-essay"}),
        ({"tag": 1}, {"power-q1", "power-q4"}),
        ({"difficulty": "medium"}, {"power-q2", "power-q4"}),
        ({"state": "ready"}, NAMES),
        ({"state": "retired"}, set()),
        ({"lang": "missing-my"}, set()),
        ({"module": 1, "type": "single", "difficulty": "easy"}, {"power-q1", "q-single"}),
        ({"type": "dance", "tag": 99, "module": "x", "lang": "missing-xx"}, NAMES),
    ],
)
def test_a_list_is_sifted(desk: Desk, chosen: dict[str, object], found: set[str]) -> None:
    assert sifted(desk, **chosen) == found


def test_a_list_shows_in_which_language_words_are_missing_or_older(desk: Desk) -> None:
    desk.save("q-single", desk.open("q-single") | {"state": ["draft"], "stem-en": [""]})
    desk.save("q-essay", desk.open("q-essay") | {"stem-my": ["ရေတွင်း"]})

    assert sifted(desk, lang="missing-en") == {"q-single"}
    assert sifted(desk, lang="stale-en") == {"q-essay"}
    assert sifted(desk, state="draft") == {"q-single"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("panglong SIGNED", {"power-q1"}),
        ("q-essay", {"q-essay"}),
        ("ပင်လုံ", {"power-q1", "q-shorttext"}),
        ("zebra", set()),
    ],
)
def test_words_are_sought_in_every_language_and_stand_in_no_address(desk: Desk, words: str, found: set[str]) -> None:
    page = desk.browser.post("bank.questions", {"words": words}, course=desk.course.code, expect=200)

    assert listed(desk, page) == found
    assert "words=" not in "".join(link.get("href") for link in page.all("a"))


def test_a_question_says_how_often_it_was_asked(desk: Desk, took_quiz: None) -> None:
    counts = queries.times_asked(desk.course.session, desk.course.course.id, NAMES)

    assert sum(counts.values()) == 3
    for name, count in counts.items():
        page = desk.browser.get("bank.question", course=desk.course.code, item=desk.code(name))
        assert f"Asked {count} time" in page


@pytest.fixture
def took_quiz(desk: Desk, db: Session, aye: Account, cohort: Cohort) -> None:
    """Let a learner begin the quiz."""
    cohorts.take_courses(db, cohort=cohort, course_ids=[desk.course.course.id])
    Taking(db, aye, desk.course).begin()
    db.commit()


def test_what_the_bank_takes_for_askable_is_what_a_quiz_draws_from(desk: Desk, db: Session) -> None:
    desk.save("q-single", desk.open("q-single") | {"state": ["draft"]})
    head = catalog.head(db, desk.course.course)
    assert head is not None

    assert uses.askable(queries.bank(db, head.id)) == quizzes.bank(db, head.id)


def test_the_page_of_a_quiz_shows_what_it_draws_from(desk: Desk) -> None:
    page = desk.browser.get("bank.draw", course=desk.course.code, quiz=desk.course.step("power-shared/quiz"))

    assert "There are enough questions" in page
    assert "1 out of 2" in page
    links = {link.get("href").rpartition("/")[2] for link in page.all("a")}
    assert {name for name in NAMES if desk.code(name) in links} == NAMES
    desk.browser.get(
        "bank.draw", course=desk.course.code, quiz=desk.course.step("power-shared/why-share-power"), expect=404
    )


def test_a_trainer_sees_the_banks_given_to_them(sample: Shelved, browser: Browser, ba: Account, db: Session) -> None:
    browser.sign_in(ba)
    assert "No course is given to you yet" in browser.get("bank.courses")
    browser.get("bank.questions", course=sample.code, expect=404)
    scope: dict[str, Any] = {"scope": Scope.COURSE, "scope_uid": sample.course.uid, "by_uid": ""}
    accounts.give_grant(db, account=db.merge(ba), role=Role.TRAINER, now=NOON, tz=TZ, **scope)
    db.commit()
    browser.sign_in(ba)

    assert sample.code in browser.get("bank.courses")
    browser.get("bank.questions", course=sample.code)
