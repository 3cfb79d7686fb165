"""The page on which a trainer of the course marks again, and what a learner reads afterwards."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.models import Account, Role, Scope
from lms.audit.models import Entry
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment import service as enrolment
from lms.quizzes.models import Attempt
from tests.quizzes.test_remarking import OTHER_KEY, REMOVED, RIGHT, all_four, hand_in, mended
from tests.support.browser import Browser
from tests.support.cast import TZ, make_person
from tests.support.courses import load
from tests.support.forms import forms_of
from tests.support.moment import NOON
from tests.support.sample_package import sample_tree
from tests.support.taking import QUIZ, Taking

QUERIES = 16
"""Attempts and their questions, versions, settings, the course and its groups."""


@pytest.fixture
def quiz(db: Session, taking: Taking, other_cohort: Cohort, ba: Account) -> Taking:
    """Ba trains the course too, which a cohort elsewhere takes as well; its quiz asks four questions."""
    load(db, all_four(sample_tree()), replace=True)
    cohorts.take_courses(db, cohort=other_cohort, course_ids=[taking.shelved.course.id])
    scope: dict[str, Any] = {
        "scope": Scope.COURSE,
        "scope_uid": taking.shelved.course.uid,
        "by_uid": "",
        "now": NOON,
        "tz": TZ,
    }
    accounts.give_grant(db, account=ba, role=Role.TRAINER, **scope)
    return taking


def address(quiz: Taking) -> dict[str, Any]:
    """Return what stands in the address of the quiz."""
    return {"course": quiz.shelved.code, "quiz": quiz.shelved.step(QUIZ)}


def test_what_would_change_is_shown_and_then_done_once(
    db: Session, quiz: Taking, browser: Browser, ba: Account, aye: Account, other_cohort: Cohort
) -> None:
    far = make_person(db, "far field 33")
    enrolment.take_place(db, account=far, cohort=other_cohort, by_uid="", now=NOON)
    attempt = hand_in(quiz, {**RIGHT, "power-q1": ("one",), "power-q3": ("true",)})
    hand_in(quiz, RIGHT, far)
    load(db, mended(*OTHER_KEY), replace=True)
    browser.sign_in(ba)
    page = browser.get("figures.remark", queries=QUERIES, **address(quiz))

    assert "More points: 1 · fewer: 1 · the same: 0" in page
    assert "Pass now: 1 · pass no more: 0" in page
    assert "Self-rule means leaving the country." in page
    assert "aye 21" in page
    assert "far field 33" not in page
    assert "somebody in another group" in page
    (form,) = forms_of(page)
    browser.post(form.action, form.fields)
    assert "2 tries were marked again." in browser.follow()
    browser.post(form.action, form.fields)
    assert "it had been done already" in browser.follow()
    assert [one.action for one in db.scalars(select(Entry))].count("quiz.mark-again") == 1

    learner = browser.another().sign_in(aye)
    result = learner.get("learn.attempt", attempt=attempt.uid, **address(quiz))
    assert "You passed." in result
    assert "Marked again on 15 June 2026: the key of this question was mended." in result


def test_what_was_not_looked_at_is_not_done(db: Session, quiz: Taking, browser: Browser, ba: Account) -> None:
    attempt = hand_in(quiz, RIGHT)
    load(db, mended(*OTHER_KEY), replace=True)
    browser.sign_in(ba)

    assert "nothing was marked" in browser.post(
        "figures.remark", {"digest": "something else"}, expect=409, **address(quiz)
    )
    assert db.get_one(Attempt, attempt.id).points == 10_000


def test_what_cant_be_marked_is_listed(db: Session, quiz: Taking, browser: Browser, ba: Account) -> None:
    browser.sign_in(ba)
    assert "There is nothing to mark again." in browser.get("figures.remark", queries=QUERIES, **address(quiz))
    hand_in(quiz, {**RIGHT, "power-q1": ("one",)})
    load(db, mended(*REMOVED), replace=True)
    page = browser.get("figures.remark", queries=QUERIES, **address(quiz))

    assert "What keeps its marks" in page
    assert list(forms_of(page)) == []


def test_who_trains_only_a_group_or_is_staff_marks_nothing_again(
    db: Session, taking: Taking, browser: Browser, ba: Account, chit: Account
) -> None:
    for who in (ba, chit):
        browser.another().sign_in(who).get("figures.remark", expect=404, **address(taking))
    assert "Mark again" not in browser.sign_in(ba).get("figures.quiz", queries=12, **address(taking))
