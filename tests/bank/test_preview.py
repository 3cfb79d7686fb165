"""A question as learners see it, tried without anything being kept; its states, its versions, and out of the bank."""

from typing import Any

import pytest
from sqlalchemy import func, select

from lms.catalog.models import Revision
from lms.quizzes.models import Answer, Attempt
from tests.support.bank_desk import BANK, Desk, of_all_types
from tests.support.question_types import TYPES, right, wrong


def answer(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    return {f"a.{name}": values for name, values in fields.items()}


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_is_shown_in_both_languages_and_can_be_tried(desk: Desk, kind: str) -> None:
    address: dict[str, Any] = {"course": desk.course.code, "item": desk.code(f"q-{kind}")}
    page = desk.browser.get("bank.question", **address)
    assert [card.get("lang") for card in page.all("article")] == ["my", "en"]
    if kind in ("essay", "upload", "information"):
        assert "Try it" not in page
        return
    assert "Try it" in page
    tried = desk.browser.post("bank.question", answer(right(kind)), **address, expect=200)
    if kind != "scale":
        assert 'class="result good"' in tried
        assert 'class="result error"' in desk.browser.post("bank.question", answer(wrong(kind)), **address, expect=200)
    desk.browser.post("bank.question", {"a.nonsense": "x"}, **address, expect=422)
    assert not desk.course.session.scalar(select(func.count()).select_from(Answer))
    assert not desk.course.session.scalar(select(func.count()).select_from(Attempt))


def test_a_question_is_retired_and_made_ready_again_to_the_byte(desk: Desk) -> None:
    address: dict[str, Any] = {"course": desk.course.code, "item": desk.code("q-single")}
    before = desk.tree
    desk.browser.post("bank.state", {"state": "retired"}, **address)
    assert "It is not asked any more" in desk.browser.follow()
    assert desk.bank[4]["state"] == "retired"
    desk.browser.post("bank.state", {"state": "ready"}, **address)

    assert desk.tree == before
    desk.browser.post("bank.state", {"state": "asleep"}, **address)
    assert desk.tree == before


def test_twins_of_the_two_tests_change_together(desk: Desk) -> None:
    # Each test has one question of its form: both can rest only where neither test draws them any more.
    for kind in ("essay", "scale"):
        form = "a" if kind == "essay" else "b"
        desk.save(f"q-{kind}", desk.open(f"q-{kind}") | {"state": ["draft"], "form": [form]})
    address: dict[str, Any] = {"course": desk.course.code, "item": desk.code("q-essay")}
    alone = desk.browser.post("bank.state", {"state": "ready"}, **address, expect=422)
    assert "form a and form b are not pairs" in alone
    page = desk.browser.get("bank.question", **address)
    assert "Its twin of form b too" in page
    desk.browser.post("bank.state", {"state": "ready", "also": desk.code("q-scale")}, **address)

    states = {each["id"]: each.get("state") for each in desk.bank}
    assert (states["q-essay"], states["q-scale"]) == (None, None)


def test_a_question_is_taken_out_and_that_is_taken_back(desk: Desk) -> None:
    address: dict[str, Any] = {"course": desk.course.code, "item": desk.code("q-single")}
    seen = desk.browser.get("bank.remove", **address).fields("remove")
    desk.browser.post("bank.remove", {"seen": "older"}, **address, expect=409)
    desk.browser.post("bank.remove", seen, **address)
    assert "q-single" not in {each["id"] for each in desk.bank}
    desk.browser.get("bank.question", **address, expect=404)
    back = desk.browser.get("bank.back", course=desk.course.code).fields("back")
    desk.browser.post("bank.back", back, course=desk.course.code)

    assert desk.tree == of_all_types()
    desk.browser.post("bank.back", back, course=desk.course.code, expect=409)


def test_a_question_that_a_test_needs_is_not_taken_out(desk: Desk) -> None:
    address: dict[str, Any] = {"course": desk.course.code, "item": desk.code("power-q1")}
    seen = desk.browser.get("bank.remove", **address).fields("remove")
    page = desk.browser.post("bank.remove", seen, **address, expect=422)

    assert "there are 0" in page
    assert desk.tree == of_all_types()


def test_versions_say_what_changed_and_an_older_one_comes_back(desk: Desk) -> None:
    before = desk.bank[4]
    desk.save("q-single", desk.open("q-single") | {"tags": ["rules"], "stem-en": ["Which?"]})
    desk.save("q-essay", desk.open("q-essay") | {"tags": ["rules"]})
    address: dict[str, Any] = {"course": desk.course.code, "item": desk.code("q-single")}
    page = desk.browser.get("bank.history", **address)
    assert len(page.all("tr")) == 3
    assert "What is asked, Tags" in page or "Tags, What is asked" in page
    old = desk.browser.get("bank.version", **address, number=1)
    assert "What is it?" in old
    desk.browser.post("bank.version", **address, number=1)

    assert desk.bank[4] == before
    assert desk.course.session.scalar(select(func.count()).select_from(Revision)) == 4
    assert BANK in desk.tree
    desk.browser.get("bank.version", **address, number=9, expect=404)
