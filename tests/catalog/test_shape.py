"""The common shape: a whole course has it, and each thing it lacks is said, and nothing else."""

import re
from pathlib import Path

import pytest

from lms.catalog.package.check import check_paths
from lms.catalog.package.report import Report
from tests.support import whole_course
from tests.support.whole_course import EN, MODULES, MY, TEXT

FIRST = "01-a"
LESSON = f"{FIRST}/01-lesson-a"
LONG_EN = "We " + "and we " * 17 + "decide. "
LONG_MY = "ပြည်ထောင်စု" * 21 + "။ "


def said(report: Report) -> list[str]:
    """Return every problem without the folder of the test."""
    return [re.sub(r"^.*/whole/", "", str(problem)) for problem in report.problems]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A whole course."""
    return whole_course.make(tmp_path)


def test_a_whole_course_has_no_problem_and_no_warning(course: Path) -> None:
    report = check_paths([course])

    assert said(report) == []
    assert report.warnings == ()
    counted = report.courses[0]
    assert (counted.modules, counted.questions) == (MODULES, MODULES * 12)
    assert [counted.texts[lang].lessons for lang in ("en", "my")] == [18, 18]


BANK = f"{FIRST}/bank.yaml"
TAGGED = "    difficulty: easy\n    tags: [case]\n"
FIRST_OPTION = "- {id: a, text: {en: We decide together."
LAST_OPTION = f"      - {{id: c, text: {TEXT}, feedback: {TEXT}, right: false}}\n"
LACKS: dict[str, tuple[str, str, str, str]] = {
    "an objective that nobody asks for": (
        f"{FIRST}/module.yaml",
        "  - {id: use-it",
        "  - {id: see-it, level: apply, text: {en: a, my: က}}\n  - {id: use-it",
        "module.yaml:5: The bank asks for “see-it” 0 times.",
    ),
    "objectives that ask for remembering only": (
        f"{FIRST}/module.yaml",
        "level: apply",
        "level: understand",
        "module.yaml:3: No objective asks for more",
    ),
    "fewer cases in the bank": (BANK, TAGGED, TAGGED[:21], "bank.yaml:1: The bank has 3 questions tagged “case”."),
    "an option of all": (BANK, FIRST_OPTION, "- {id: a, text: {en: All of the above.", "bank.yaml:2: An option speaks"),
    "a question of five options": (
        BANK,
        LAST_OPTION,
        LAST_OPTION + LAST_OPTION.replace("id: c", "id: d") + LAST_OPTION.replace("id: c", "id: e"),
        "bank.yaml:2: The question has 5 options.",
    ),
    "a question of forty words": (
        BANK,
        "stem: {en: We decide together.",
        f"stem: {{en: {'We decide together. ' * 13}Yes.",
        "bank.yaml:2: The question has 40 English words.",
    ),
    "a quiz of nine": (f"{FIRST}/quiz.yaml", "count: 6", "count: 9", "quiz.yaml:1: The quiz draws 9 questions."),
    "a quiz of five": (f"{FIRST}/quiz.yaml", "count: 6", "count: 5", "quiz.yaml:1: The quiz draws 5 questions."),
    "one attempt": (f"{FIRST}/quiz.yaml", "attempts: 2", "attempts: 1", "quiz.yaml:3: The quiz can be taken 1 times."),
    "a case that ends well at once": (
        f"{FIRST}/case.yaml",
        "next: lost}",
        "next: won}",
        "case.yaml:3: The case has no",
    ),
    "a case that never ends well": (f"{FIRST}/case.yaml", "e: good", "e: mixed", "case.yaml:3: The case has no"),
    "a short lesson": (f"{LESSON}.en.md", EN * 50, EN * 40, "a.en.md:6: The lesson has 362 words."),
    "a long lesson": (f"{LESSON}.en.md", EN * 50, EN * 80, "a.en.md:6: The lesson has 722 words."),
    "no picture": (f"{LESSON}.my.md", "![A circle](circle.svg)", "", "a.my.md:6: The lesson has 0 pictures."),
    "a long English sentence": (f"{LESSON}.en.md", EN * 50, EN * 48 + LONG_EN, "The longest sentence here has 36"),
    "a long Burmese sentence": (f"{LESSON}.my.md", MY * 50, MY * 50 + LONG_MY, "The longest sentence here has 63"),
}


@pytest.mark.parametrize("name", LACKS)
def test_what_is_lacking_is_said_and_nothing_else(name: str, course: Path) -> None:
    path, old, new, words = LACKS[name]
    file = course / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")

    found = said(check_paths([course]))

    assert len(found) == 1, found
    assert words in found[0]


def test_no_place_holds_more_than_four_keys_in_ten(course: Path) -> None:
    file = course / BANK
    second, moved = (whole_course.question("a-q1", objective="use-it", place=place, more=TAGGED) for place in (1, 0))
    text = file.read_text("utf-8")
    assert second in text
    file.write_text(text.replace(second, moved), "utf-8")

    (found,) = said(check_paths([course]))
    assert f"{BANK}:1: Option 1 is the right one in 5 of 12 questions." in found


def test_lessons_take_eight_to_twelve_minutes(course: Path) -> None:
    for lang in ("en", "my"):
        file = course / f"{LESSON}.{lang}.md"
        file.write_text(file.read_text("utf-8").replace("minutes: 10", "minutes: 13"), "utf-8")

    assert said(check_paths([course])) == [
        f"{LESSON}.{lang}.md:4: The lesson takes 13 minutes. A complete course has 8 to 12." for lang in ("en", "my")
    ]


@pytest.mark.parametrize(
    "path",
    ["sources.yaml", "glossary.yaml", f"{FIRST}/reflection.yaml", f"{FIRST}/case.yaml", f"{FIRST}/dialogue.yaml"],
)
def test_a_file_that_is_lacking_is_said(path: str, course: Path) -> None:
    (course / path).unlink()
    module = course / FIRST / "module.yaml"
    module.write_text(module.read_text("utf-8").replace(f"{Path(path).stem}, ", "").replace(", dialogue", ""), "utf-8")

    assert f"{path}:1: The file is not there." in " ".join(said(check_paths([course])))


def test_half_of_the_sentences_may_not_be_long(course: Path) -> None:
    file = course / f"{LESSON}.en.md"
    long = "The village decides where the new well is dug and where the old one is filled up before the next rain. "
    file.write_text(file.read_text("utf-8").replace(EN * 50, long * 25))

    (found,) = said(check_paths([course]))

    assert "Half of the sentences have 21 words" in found


def test_a_module_too_few_is_said(course: Path) -> None:
    file = course / "course.yaml"
    file.write_text(file.read_text("utf-8").replace("complete: true", "complete: false").replace(", 06-f]", "]"))

    report = check_paths([course])

    assert [each.split(". ")[0] for each in said(report)] == [
        "course.yaml:10: The folder “06-f” is not in the order of the modules"
    ]
