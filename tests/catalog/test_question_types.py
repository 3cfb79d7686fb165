"""Questions of every type in a package: checked, loaded, shown in both languages without giving the answer away."""

import json
from pathlib import Path
from typing import Any

import pytest

from lms.catalog.derived.counting import settings
from lms.catalog.derived.derive import derive
from lms.catalog.derived.steps import places
from lms.catalog.package.check import check_paths
from lms.catalog.package.course import read_package
from lms.catalog.package.folder import read_folder
from tests.support.question_types import TYPES, content, text
from tests.support.sample_package import MODULE, Draft

BANK = f"{MODULE}/bank.yaml"
CHECK = f"{MODULE}/01-why-share-power.check.yaml"


def added(draft: Draft, question: dict[str, Any]) -> int:
    """Add a question to the sample's bank; return the line on which it begins."""
    written = json.dumps({**question, "objective": "define-two-rules", "difficulty": "easy"}, ensure_ascii=False)
    return draft.append(BANK, f"  - {written}\n")


def keys(value: Any) -> set[str]:
    """Return every key at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("kind", TYPES)
def test_a_question_of_every_type_passes_the_check_and_is_shown(kind: str, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    hints = [{"text": text("Think of the well.")}]
    combined = {"right": text("Well done."), "wrong": text("Not yet.")}
    sound = {"file": "greeting.mp3", "transcript": text("Mingalaba.")}
    added(draft, content(kind, hints=hints, combined=combined, penalty="1/3", weight=2, sound=sound))

    report = check_paths([draft.folder])
    assert [str(each) for each in report.problems] == []
    assert report.courses[0].questions == 5
    tree, _ = read_folder(draft.folder)
    (asked,) = (each for each in derive(read_package(tree)).questions if each.name == f"q-{kind}")
    for page in asked.pages.values():
        assert page["type"] == kind
        assert not keys({**page, "combined": {}}) & {"share", "right", "match", "accept", "value"}
        assert page["sound"]["transcript"] == "<p>Mingalaba.</p>"
        assert page["hints"] == ["Think of the well."]
        assert page["combined"] == {"right": "Well done.", "wrong": "Not yet."}


def test_lists_of_a_type_are_shown_with_their_words_and_feedback(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    for kind in ("matching", "cloze", "number", "shorttext"):
        added(draft, content(kind))
    tree, _ = read_folder(draft.folder)
    pages = {each.name: each.pages["en"] for each in derive(read_package(tree)).questions}

    assert {"id": "well", "html": "A well", "feedback": "It is near."} in pages["q-matching"]["items"]
    assert sorted(each["id"] for each in pages["q-matching"]["matches"]) == ["state", "union", "village"]
    assert [(each["id"], each["type"]) for each in pages["q-cloze"]["gaps"]] == [
        ("year", "number"),
        ("place", "shorttext"),
        ("who", "single"),
    ]
    assert pages["q-cloze"]["gaps"][2]["options"][0] == {"id": "few", "html": "few", "feedback": "why"}
    assert "{{year}}" in pages["q-cloze"]["stem"]
    assert pages["q-number"]["units"] == [{"id": "m", "name": "m"}, {"id": "km", "name": "km"}]
    assert pages["q-shorttext"]["answers"][1] == {"id": "near", "feedback": "The district is right."}


def test_no_list_is_shown_in_the_order_that_gives_the_answer_away(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    written = [{"id": f"t{number}", "text": text(str(number))} for number in range(9)]
    added(draft, content("ordering", items=written))
    tree, _ = read_folder(draft.folder)
    (page,) = (each.pages["en"] for each in derive(read_package(tree)).questions if each.name == "q-ordering")

    assert [each["id"] for each in page["items"]] != [each["id"] for each in written]
    assert sorted(each["id"] for each in page["items"]) == [each["id"] for each in written]


@pytest.mark.parametrize("kind", ["essay", "upload"])
def test_what_a_person_marks_stands_in_no_lesson(kind: str, tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    question = {**content(kind), "objective": "define-two-rules"}
    line = draft.append(CHECK, f"  - {json.dumps(question, ensure_ascii=False)}\n")

    problems = [each for each in check_paths([draft.folder]).problems if "waits for a person" in each.what]
    assert [(each.file.rpartition("sample/")[2], each.line) for each in problems] == [(CHECK, line)]


def test_words_between_the_questions_of_a_lesson_are_nothing_to_do(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    question = {**content("information"), "objective": "define-two-rules"}
    draft.append(CHECK, f"  - {json.dumps(question, ensure_ascii=False)}\n")
    tree, _ = read_folder(draft.folder)
    package = read_package(tree)
    (lesson,) = (each for each in places(package) if each.stem == "01-why-share-power")

    assert "q-information" not in settings(package, lesson)["checks"]


WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "a match that is not there": (
        "matching",
        {"items": [{"id": n, "text": text(n), "match": "nowhere"} for n in "ab"]},
        "“nowhere”: This names something",
    ),
    "a gap that the text does not hold": ("cloze", {"stem": text("In {{year}} they met, {{who}}.")}, "each gap once"),
    "a gap that the text holds twice": (
        "cloze",
        {"stem": text("{{year}} {{year}} {{who}} {{place}}")},
        "each gap once",
    ),
    "a formula that is code": (
        "calculated",
        {"answers": [{"id": "area", "formula": "__import__('os')"}]},
        "This formula cannot be used.",
    ),
    "a formula of what is not drawn": (
        "calculated",
        {"answers": [{"id": "area", "formula": "a * c"}]},
        "“c”: This names",
    ),
    "a formula without a value": (
        "calculated",
        {"answers": [{"id": "area", "formula": "1 / (a - 7)"}]},
        "This formula cannot be used.",
    ),
    "no answer worth the whole": (
        "shorttext",
        {"answers": [{"id": "a", "accept": ["x"], "share": 0.5}]},
        "No answer is worth the whole.",
    ),
    "a unit by two names": (
        "number",
        {"units": [{"id": "m", "names": ["m"]}, {"id": "metre", "names": ["m"]}]},
        "Two of these have the same name.",
    ),
    "a need for units that are not there": ("number", {"units": []}, "There are too few of these."),
    "a single choice worth half": (
        "single",
        {"options": [{"id": n, "text": text(n), "feedback": text(n), "share": "1/2"} for n in "ab"]},
        "No answer is worth the whole.",
    ),
    "a rubric nobody can reach": (
        "essay",
        {
            "rubric": [
                {
                    "id": "clear",
                    "text": text("clear"),
                    "levels": [{"id": n, "text": text(n), "share": 0} for n in ("low", "high")],
                }
            ]
        },
        "No answer is worth the whole.",
    ),
    "an essay without room": ("essay", {"shortest": 100, "longest": 50}, "outside what is possible"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_question_that_cannot_be_asked_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    kind, spoilt, said = WRONG[name]
    draft = Draft(tmp_path)
    line = added(draft, {**content(kind), **spoilt})

    (problem,) = check_paths([draft.folder]).problems
    assert (problem.file.rpartition("sample/")[2], problem.line) == (BANK, line)
    assert said in str(problem)
