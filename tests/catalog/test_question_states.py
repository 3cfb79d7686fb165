"""Drafts, and questions that are retired: they stand in a bank and are never asked."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.catalog import queries as catalog
from lms.catalog.models import Question, RevisionQuestion
from lms.catalog.package.check import check_paths
from lms.quizzes import queries
from tests.support.courses import Shelved, changed, shelved
from tests.support.ground import Ground
from tests.support.sample_package import MODULE, Draft, sample_tree

BANK = f"{MODULE}/bank.yaml"
CHECK = f"{MODULE}/01-why-share-power.check.yaml"
FORM_A = "    form: a\n"


def problems(draft: Draft) -> list[str]:
    return [str(each).rpartition("sample/")[2] for each in check_paths([draft.folder]).problems]


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_a_question_that_is_not_ready_is_no_twin_and_cannot_be_drawn(state: str, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put(BANK, FORM_A, f"{FORM_A}    state: {state}\n")

    found = problems(draft)
    assert any(each.startswith("pretest.yaml") and "there are 0" in each for each in found)
    assert any("form a and form b are not pairs" in each for each in found)


def test_a_question_that_says_it_is_ready_is_as_one_that_says_nothing(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put(BANK, FORM_A, f"{FORM_A}    state: ready\n")

    assert problems(draft) == []


def test_only_a_draft_may_lack_a_language(tmp_path: Path) -> None:
    written = """  - id: half
    type: truefalse
    objective: define-two-rules
    difficulty: easy
    state: STATE
    stem: {my: မြစ်သည် ရှည်သည်။}
    answer: true
    if_true: {my: မှန်ပါသည်။}
    if_false: {my: ""}
"""
    draft = Draft(tmp_path)
    line = draft.append(BANK, written.replace("STATE", "draft"))
    assert problems(draft) == []
    draft.put(BANK, "state: draft", "state: retired")

    assert [int(each.split(":")[1]) - line for each in problems(draft)] == [5, 7, 8, 8]


def test_a_question_of_a_lesson_is_always_asked(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    line = draft.put(CHECK, "type: single", "state: draft\n    type: single")

    assert problems(draft) == [
        (
            f"{CHECK}:{line}: A question inside a lesson is always asked. "
            "Take “state” out, or take the question out of the lesson."
        )
    ]


def test_a_retired_question_stays_in_the_bank_and_is_not_asked(sample: Shelved, ground: Ground, db: Session) -> None:
    tree = changed(sample_tree(), BANK, "  - id: power-q2\n", "  - id: power-q2\n    state: retired\n")
    shelved(db, ground, tree)
    head = catalog.head(db, sample.course)
    assert head is not None
    wanted = select(Question.name, RevisionQuestion.state).join(RevisionQuestion)
    rows = db.execute(wanted.where(RevisionQuestion.revision_id == head.id, RevisionQuestion.step_id.is_(None)))
    states = {row.name: row.state for row in rows}

    assert states["power-q2"] == "retired"
    assert {each.name for each in queries.bank(db, head.id)} == set(states) - {"power-q2"}
