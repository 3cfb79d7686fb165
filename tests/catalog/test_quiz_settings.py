"""Settings of a quiz: what is kept of them, and which do not go together."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from lms.catalog import queries
from lms.catalog.package.check import check_paths
from lms.quizzes.engine.rules.quiz import QuizSettings
from tests.support.courses import Shelved, changed, load
from tests.support.sample_package import Draft, sample_tree

QUIZ = "01-power-shared/quiz.yaml"
LAST = "feedback: at-end"
FULL = """feedback: at-once
behaviour: interactive
minutes: 20
grace_seconds: 30
overdue: discard
wait_minutes: 60
wait_later_minutes: 1440
navigation: sequential
grade: average
review:
  during: [correctness]
  later: [attempt, marks]
bands:
  - {least: 0, name: {en: On the way, my: လမ်းပေါ်တွင်}}
  - {least: 0.3, name: {en: Arrived, my: ရောက်ပြီ}, feedback: {en: Teach somebody., my: သင်ပြပါ။}}"""


def test_all_settings_are_kept_and_the_bands_are_said_in_each_language(db: Session, sample: Shelved) -> None:
    load(db, changed(sample_tree(), QUIZ, LAST, FULL))
    reading = queries.step_reading(db, sample.code, sample.step("power-shared/quiz"))
    assert reading is not None
    settings = QuizSettings.of(reading.settings)
    page = queries.page(db, reading.revision_id, reading.step_id, "my")

    assert (settings.clock.limit_s, settings.clock.grace_s, settings.clock.wait_s) == (1200, 30, 3600)
    assert (settings.clock.wait_later_s, settings.clock.overdue, settings.clock.attempts) == (86400, "discard", 3)
    assert (settings.behaviour, settings.navigation, settings.grade) == ("interactive", "sequential", "average")
    assert settings.review.written() == {
        "during": ["correctness"],
        "just-after": [],
        "later": ["attempt", "marks"],
        "after-close": [],
    }
    assert [str(each) for each in settings.bands] == ["0", "3/10"]
    assert [each["name"] for each in page["bands"]] == ["လမ်းပေါ်တွင်", "ရောက်ပြီ"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("feedback: at-end\nbands: [{least: 0.5, name: {en: a, my: က}}]", "bands do not climb"),
        ("feedback: at-end\nbands: [{least: 0, name: {en: a, my: က}}, {least: 0, name: {en: b, my: ခ}}]", "climb"),
        ("feedback: at-end\nbehaviour: immediate", "is checked, but nothing is shown"),
        ("feedback: at-once\nbehaviour: deferred", "nothing is known before the end"),
        ("feedback: at-once\nreview: {later: [attempt]}", "is checked, but nothing is shown"),
        ("feedback: at-end\nbehaviour: manual", "can't be “manual”"),
        ("feedback: at-end\nreview: {during: [everything]}", "can't be “everything”"),
        ("feedback: at-end\nminutes: 0", "minutes"),
    ],
)
def test_what_does_not_go_together_is_said(tmp_path: Path, written: str, words: str) -> None:
    draft = Draft(tmp_path)
    draft.put(QUIZ, LAST, written)
    (problem,) = check_paths([draft.folder]).problems

    assert words in str(problem)


def test_settings_that_go_together_are_no_problem(tmp_path: Path) -> None:
    draft = Draft(tmp_path)
    draft.put(QUIZ, LAST, FULL)

    assert check_paths([draft.folder]).problems == ()
