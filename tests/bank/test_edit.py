"""Writing questions in the browser: what is typed is what the bank then says, and nothing is half done."""

import pytest
from sqlalchemy import func, select

from lms.audit.models import Entry
from lms.catalog.models import Origin, Revision
from tests.support.bank_desk import BANK, Desk, of_all_types, sendable
from tests.support.question_types import TYPES
from tests.support.sample_package import sample_tree

QUESTIONS = ["power-q1", "power-q2", "power-q3", "power-q4", *(f"q-{kind}" for kind in TYPES)]


def revisions(desk: Desk) -> int:
    return desk.course.session.scalar(select(func.count()).select_from(Revision)) or 0


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_that_is_saved_unchanged_keeps_every_byte(desk: Desk, name: str) -> None:
    desk.save(name, desk.open(name))

    assert "Nothing was changed" in desk.browser.follow()
    assert revisions(desk) == 1


def test_one_change_is_one_revision_in_which_only_that_is_other(desk: Desk) -> None:
    fields = desk.open("q-single")
    fields["difficulty"] = ["hard"]
    desk.save("q-single", fields)

    assert "Saved." in desk.browser.follow()
    before, was = of_all_types(), b"  - id: q-single\n    type: single\n    objective: define-two-rules\n    difficulty: easy"
    assert desk.tree == {**before, BANK: before[BANK].replace(was, was.replace(b"easy", b"hard"))}
    made = desk.course.session.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert made is not None
    assert (made.number, made.origin) == (2, Origin.STUDIO)
    assert desk.course.session.scalars(select(Entry.action).order_by(Entry.id.desc())).first() == "question.write"
