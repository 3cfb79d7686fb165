"""Figures of quizzes and questions: what they count, whose, and what they say."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.models import Account, Role, Scope
from lms.catalog import queries as catalog
from lms.catalog.models import Question, RevisionQuestion
from lms.cohorts import service as cohorts
from lms.cohorts.models import Cohort
from lms.enrolment.models import Enrolment, PlaceState
from lms.points import WHOLE
from lms.quizzes.engine.statistics.items import item_statistics
from lms.quizzes.engine.statistics.quiz import quiz_statistics
from lms.quizzes.marking import asked
from lms.quizzes.models import Attempt, AttemptState, Slot
from tests.support import grid
from tests.support.browser import SAME_ORIGIN, Browser
from tests.support.cast import TZ, make_person
from tests.support.forms import forms_of
from tests.support.lookover import LIST_BYTES
from tests.support.moment import NOON
from tests.support.page import Page
from tests.support.taking import QUIZ, Taking

NAMES = ("power-q1", "power-q3", "power-q4")
WRONG = {"power-q1": "one", "power-q3": "true", "power-q4": "federal"}
RIGHT = {"power-q1": "many", "power-q3": "false", "power-q4": "decentralized"}
QUERIES = 6

Took = Callable[..., list[Attempt]]


@pytest.fixture
def took(db: Session, taking: Taking, cohort: Cohort) -> Took:
    """Give a way to let people hand in tries, each by which of three questions they knew."""
    revision = taking.revision_id
    rows = db.scalars(select(Question).join(RevisionQuestion).where(RevisionQuestion.revision_id == revision))
    questions = {each.name: each for each in rows}

    def hand_in(known: Sequence[str], of: Cohort = cohort, step: str = QUIZ, wrong: dict[str, str] = WRONG) -> Attempt:
        account = make_person(db, f"quiet stone {len(people) + 30}")
        people.append(account)
        db.add(Enrolment(account_id=account.id, cohort_id=of.id, state=PlaceState.TAKEN))
        return attempt(account, known, step, wrong)

    def attempt(account: Account, known: Sequence[str], step: str, wrong: dict[str, str], number: int = 1) -> Attempt:
        slots = []
        for place, name in enumerate(NAMES, 1):
            chosen = {"values": [RIGHT[name] if name in known else wrong[name]]}
            slot = Slot(position=place, question_id=questions[name].id, seq=1, chosen=chosen)
            task = asked(slot, "", questions[name].content).task
            verdict = task.mark(task.read(chosen)) if any(chosen.values()) else None
            slot.points = int(verdict.share * WHOLE) if verdict else 0
            slots.append(slot)
        made = Attempt(
            account_id=account.id,
            course_id=taking.shelved.course.id,
            step_id=taking.step_id(step),
            revision_id=revision,
            number=number,
            state=AttemptState.HANDED_IN,
            begun_at=NOON,
            handed_in_at=NOON + timedelta(minutes=5),
            points=sum(slot.points or 0 for slot in slots) // 3,
            passed=False,
            slots=slots,
        )
        db.add(made)
        return made

    people: list[Account] = []

    def all_of(*known: Sequence[str], again: bool = False, **how: Any) -> list[Attempt]:
        made = [hand_in(each, **how) for each in known]
        if again:
            made += [attempt(who, NAMES, QUIZ, WRONG, 2) for who in people]
        db.flush()
        return made

    return all_of


Q1, Q3, Q4 = NAMES
FORTY = [*[(Q1, Q3, Q4)] * 16, *[(Q1, Q4)] * 10, *[(Q1,)] * 8, *[()] * 6]
"""What forty people knew."""


def address(taking: Taking) -> dict[str, Any]:
    """Return what stands in the address of the quiz."""
    return {"course": taking.shelved.code, "quiz": taking.shelved.step(QUIZ)}


def questions(page: Page) -> grid.Cells:
    """Return the cells of the table of questions."""
    return grid.on_page(page, 1)


def columns_of(attempts: Sequence[Attempt]) -> dict[str, list[int | None]]:
    """Return the marks of each question."""
    return {name: [attempt.slots[place].points for attempt in attempts] for place, name in enumerate(NAMES)}


def test_a_page_says_what_the_engine_says_of_all_marks(
    browser: Browser, took: Took, taking: Taking, ba: Account
) -> None:
    attempts = took(*FORTY)
    items = item_statistics(columns_of(attempts))
    quiz = quiz_statistics([each.points or 0 for each in attempts], list(columns_of(attempts).values()))  # type: ignore[arg-type]
    page = browser.sign_in(ba).get("figures.quiz", queries=QUERIES, size_bytes=LIST_BYTES, **address(taking))

    assert "People: 40 · tries: 40" in page
    whole = {row[0]: row[1] for row in grid.on_page(page, 0)[1:]}
    assert whole["Mean"] == f"{round((quiz.mean or 0) * 100)}%"
    assert whole["Internal consistency"] == f"{quiz.consistency:.2f}"
    assert whole["Skewness"] == f"{quiz.skewness:.2f}".replace("-", "−")
    for row, name in zip(questions(page)[1:], NAMES, strict=True):
        assert row[1:3] == ["40", f"{round((items[name].facility or 0) * 100)}%"]
        assert row[4] == f"{items[name].discrimination:.2f}"
        assert row[8] == "It tells those who know more from those who know less."


def test_the_file_is_the_table_cell_for_cell(browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    took(*FORTY, again=True)
    page = browser.sign_in(ba).get(f"{browser.address('figures.quiz', **address(taking))}?tries=all", queries=QUERIES)
    cells, (form,) = questions(page), forms_of(page)
    answer = browser.client.post(form.action, data=form.fields, headers=SAME_ORIGIN)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="statistics.csv"'
    assert grid.in_file(answer.data) == cells
    assert [row[1] for row in cells] == ["Answers", "80", "80", "80"]


def test_below_five_people_nothing_is_said(browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    took(NAMES, NAMES, (), (Q1,), again=True)
    browser.sign_in(ba)
    code = taking.shelved.question(Q1)

    item = browser.address("figures.item", item=code, **address(taking))
    for path in (browser.address("figures.quiz", **address(taking)), item):
        for page in (browser.get(path, queries=QUERIES), browser.get(f"{path}?tries=all", queries=QUERIES)):
            assert "Figures stand here from 5 people on" in page
            assert "%" not in page.words_of("main")
    overview = browser.get("figures.overview", course=taking.shelved.code, queries=QUERIES)
    assert grid.on_page(overview, 0)[2] == ["1.4 Quiz", "4", "4", "–"]
    file = browser.client.post(browser.address("figures.file", **address(taking)), headers=SAME_ORIGIN)
    assert len(grid.in_file(file.data)) == 1


def test_few_answers_judge_no_question(browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    took(*FORTY[::4])
    page = browser.sign_in(ba).get("figures.quiz", queries=QUERIES, **address(taking))

    assert {row[4] for row in questions(page)[1:]} == {"–"}
    assert questions(page)[1][8] == "Too few answers to judge: 10 of the 30 it takes."


def test_of_a_question_that_four_people_were_asked_nothing_is_said(
    db: Session, browser: Browser, took: Took, taking: Taking, ba: Account
) -> None:
    attempts = took(*[NAMES] * 5, again=True)
    for attempt in attempts:
        if attempt.account_id == attempts[0].account_id:
            db.delete(attempt.slots[2])
    path = browser.sign_in(ba).address("figures.quiz", **address(taking))
    cells = questions(browser.get(f"{path}?tries=all", queries=QUERIES))

    assert cells[1][1:3] == ["10", "100%"]
    assert cells[3][1:8] == ["–"] * 7
    assert cells[3][8].startswith("Figures stand here from 5 people on")


def test_first_tries_count_or_all(browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    took(*[()] * 6, again=True)
    path = browser.sign_in(ba).address("figures.quiz", **address(taking))

    first, every = browser.get(path, queries=QUERIES), browser.get(f"{path}?tries=all", queries=QUERIES)
    assert ("People: 6 · tries: 6" in first, "The first try of each person" in first) == (True, True)
    assert "People: 6 · tries: 12" in every
    assert (questions(first)[1][2], questions(every)[1][2]) == ("0%", "50%")


def test_everybody_counts_whom_the_reader_may_see(
    db: Session, browser: Browser, took: Took, taking: Taking, ba: Account, chit: Account, other_cohort: Cohort
) -> None:
    cohorts.take_courses(db, cohort=other_cohort, course_ids=[taking.shelved.course.id])
    took(*[NAMES] * 5)
    took(*[()] * 6, of=other_cohort)
    path = browser.address("figures.quiz", **address(taking))

    for who in (ba, chit):
        page = browser.another().sign_in(who).get(f"{path}?cohort={other_cohort.uid}", queries=QUERIES)
        assert "People: 5 · tries: 5" in page
        assert other_cohort.name not in page
    scope: dict[str, Any] = {
        "scope": Scope.COURSE,
        "scope_uid": taking.shelved.course.uid,
        "by_uid": "",
        "now": NOON,
        "tz": TZ,
    }
    accounts.give_grant(db, account=ba, role=Role.TRAINER, **scope)
    browser.sign_in(ba)
    assert "People: 11 · tries: 11" in browser.get(path, queries=QUERIES)
    page = browser.get(f"{path}?cohort={taking_cohort(db)}", queries=QUERIES)
    assert "People: 5 · tries: 5" in page
    assert other_cohort.name not in page


def taking_cohort(db: Session) -> str:
    """Return the uid of the cohort in which Ba teaches."""
    return db.scalars(select(Cohort.uid).filter_by(name="River June")).one()


def test_an_option_that_nobody_believes_is_named(browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    took(*FORTY * 2)
    code = taking.shelved.question(Q4)
    page = browser.sign_in(ba).get("figures.item", queries=QUERIES, item=code, **address(taking))

    assert "Nobody chose “A unitary one”." in page
    assert "Hardly anybody" not in page
    assert grid.on_page(page, 0)[1][:3] == ["Right", "52", "65%"]
    chosen = grid.on_page(page, 1)
    assert chosen[1][:3] == ["A decentralized one right", "52", "65%"]
    assert chosen[2][1:3] == ["28", "35%"]
    assert chosen[3][1:3] == ["0", "0%"]


def test_a_key_that_is_wrong_shows(browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    took(*[(Q3, Q4)] * 20, *[(Q1,)] * 20)
    page = browser.sign_in(ba).get("figures.item", queries=QUERIES, item=taking.shelved.question(Q1), **address(taking))

    assert "“Twenty-three people” is marked right, and those who do well otherwise chose it less often" in page
    assert "Those who do well otherwise chose “One person” more often" in page
    assert "Those who do well otherwise do worse here." in page


def test_what_was_learned_is_a_sentence(db: Session, browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    overview: dict[str, Any] = {"course": taking.shelved.code, "queries": QUERIES}
    before = took(*[(Q1,)] * 8, step="pretest")
    browser.sign_in(ba)
    assert "Too few people to judge: 0 took both tests, and it takes 10." in browser.get("figures.overview", **overview)

    before += took(*[()] * 4, step="pretest")
    after = took(*[NAMES] * 10, (Q1, Q3), (Q1,), step="posttest")
    for pre, post in zip(before, after, strict=True):
        post.account_id = pre.account_id
    db.flush()
    page = browser.get("figures.overview", **overview)
    assert "Results rose by 69 points of 100. That is more than chance." in page

    better = took((Q1, Q3), step="pretest")[0]  # The second try of somebody who knew nothing at first.
    better.account_id, better.number = before[-1].account_id, 2
    db.flush()
    path = browser.address("figures.overview", course=taking.shelved.code)
    assert "Results rose by 69 points of 100." in browser.get(path, queries=QUERIES)
    assert "Results rose by 64 points of 100." in browser.get(f"{path}?tries=all", queries=QUERIES)


def test_the_pages_speak_burmese(browser: Browser, took: Took, taking: Taking, ba: Account) -> None:
    took(*FORTY)
    browser.lang = "my"
    browser.sign_in(ba)

    browser.get("figures.overview", queries=QUERIES, course=taking.shelved.code)
    browser.get("figures.quiz", queries=QUERIES, size_bytes=LIST_BYTES, **address(taking))
    item = taking.shelved.question(Q4)
    assert "တစ်ပြည်ထောင်စနစ်" in browser.get("figures.item", queries=QUERIES, item=item, **address(taking))


def test_nothing_is_there_of_a_lesson_or_of_a_question_that_no_quiz_asks(
    browser: Browser, taking: Taking, ba: Account
) -> None:
    browser.sign_in(ba)
    lesson = taking.shelved.step("power-shared/why-share-power")
    browser.get("figures.quiz", expect=404, course=taking.shelved.code, quiz=lesson)
    check = catalog.step_reading(taking.session, taking.shelved.code, lesson)
    assert check is not None
    inside = select(RevisionQuestion.code).where(RevisionQuestion.step_id == check.step_id)
    code = taking.session.scalars(inside).first()
    browser.get("figures.item", expect=404, item=code, **address(taking))
    assert "Nobody has handed in this quiz yet." in browser.get("figures.quiz", queries=QUERIES, **address(taking))
    assert list(forms_of(browser.get("figures.overview", queries=QUERIES, course=taking.shelved.code))) == []
