"""Every two settings of a quiz together: it can be taken from its first page to its result."""

from itertools import combinations, product

import pytest
from sqlalchemy.orm import Session

from lms.quizzes.engine.behaviours.run import Behaviour
from lms.quizzes.engine.rules.quiz import tells_during
from tests.learn.test_quiz import attempt_of
from tests.learn.test_types import sent
from tests.quizzes.test_attempts import right_answer
from tests.support.browser import Browser
from tests.support.moment import Clock
from tests.support.sheets import Sheet
from tests.support.taking import QUIZ, Taking

VALUES: dict[str, list[object]] = {
    "behaviour": [str(each) for each in Behaviour if each != Behaviour.MANUAL],
    "feedback": ["at-once", "at-end", "after-close"],
    "navigation": ["free", "sequential"],
    "grade": ["highest", "average", "first", "last"],
    "minutes": [None, 20],
    "overdue": ["hand-in", "discard"],
    "wait_minutes": [0, 60],
    "attempts": [None, 1, 3],
    "shuffle_options": [True, False],
}


def pairwise() -> list[dict[str, object]]:
    """Return few rows of settings in which every two values of two settings stand together somewhere."""
    names = list(VALUES)
    left = {
        ((one, a), (other, b))
        for one, other in combinations(range(len(names)), 2)
        for a, b in product(range(len(VALUES[names[one]])), range(len(VALUES[names[other]])))
    }
    rows = []
    while left:
        row: list[int | None] = [None] * len(names)
        for (one, a), (other, b) in sorted(left):
            if row[one] in (None, a) and row[other] in (None, b):
                row[one], row[other] = a, b
        chosen = [value or 0 for value in row]
        left -= {((one, chosen[one]), (other, chosen[other])) for one, other in combinations(range(len(names)), 2)}
        rows.append({name: VALUES[name][chosen[place]] for place, name in enumerate(names)})
    return rows


ROWS = pairwise()


def test_the_rows_hold_every_pair() -> None:
    for one, other in combinations(VALUES, 2):
        assert {(row[one], row[other]) for row in ROWS} == set(product(VALUES[one], VALUES[other]))


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number in range(len(ROWS))])
def test_a_quiz_of_these_settings_is_taken_from_its_page_to_its_result(
    db: Session, browser: Browser, taking: Taking, clock: Clock, row: dict[str, object]
) -> None:
    taking.set(QUIZ, **row)
    db.commit()
    browser.sign_in(taking.account)
    course, quiz = taking.shelved.code, taking.shelved.step(QUIZ)
    browser.get("learn.step", course=course, step=quiz, queries=4)
    browser.post("learn.begin", course=course, quiz=quiz)
    page = browser.follow()
    behaviour = Behaviour(str(row["behaviour"]))
    for slot in attempt_of(db, taking).slots:
        assert f"Question {slot.position} of 3" in page
        certainty = "2" if "certainty" in behaviour else ""
        filled: dict[str, object] = {**Sheet(page).filled(right_answer(db, slot)), "certainty": certainty}
        if tells_during(behaviour):
            browser.post(page.path, {**filled, "to": ["check"]})
            page = browser.get(page.path, queries=4)
            filled = {**sent(page, {}), "a.values": list(Sheet(page).chosen)}
        browser.post(page.path, {**filled, "to": ["" if slot.position < 3 else "all"]})
        page = browser.follow()
    assert "Every question has an answer" in page
    clock.forward(minutes=5)
    browser.post(page.path)
    result = browser.get(page.path, queries=5)

    attempt = attempt_of(db, taking)
    assert (attempt.state, attempt.points, attempt.passed) == ("handed-in", 10_000, True)
    assert "You passed" in result
    browser.get("learn.step", course=course, step=quiz, queries=4)
