"""Terms that the English of a lesson uses and its Burmese twin does not: said once, and only as a doubt."""

from pathlib import Path

import pytest

from lms.catalog.package.check import check_paths
from tests.support import whole_course
from tests.support.whole_course import EN, MY

LESSON = "01-a/01-lesson-a"
GLOSSARY = """terms:
  - {id: law, term: {en: law, my: ဥပဒေ}, meaning: {en: A rule., my: စည်းမျဉ်း။}}
  - id: plain-law
    term: {en: ordinary law, my: သာမန်ဥပဒေ}
    meaning: {en: A law., my: ဥပဒေ။}
    forms: {en: [everyday law], my: [ရိုးရိုး ဥပဒေ]}
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A whole course that claims to be one, with two terms."""
    course = whole_course.make(tmp_path)
    (course / "glossary.yaml").write_text(GLOSSARY)
    return course


def doubts(course: Path, english: str, burmese: str) -> list[str]:
    """Return what is said of a lesson with these words in it; nothing of it keeps the course out."""
    for lang, plain, words in (("en", EN, english), ("my", MY, burmese)):
        file = course / f"{LESSON}.{lang}.md"
        file.write_text(file.read_text("utf-8").replace(plain, f"{plain}{words} ", 1))
    report = check_paths([course])
    assert report.problems == ()
    return [str(each) for each in report.warnings]


@pytest.mark.parametrize(
    ("english", "burmese"),
    [
        ("A law.", "ဥပဒေ။"),
        ("Two laws.", "ဥပဒေနှစ်ခု။"),
        ("An ordinary law.", "သာမန်ဥပဒေ။"),
        ("An ordinary law.", "သာမန် ဥပဒေ။"),
        ("An Ordinary-Law.", "သာမန်ဥပဒေ။"),
        ("An everyday law.", "ရိုးရိုးဥပဒေ။"),
        ("[[plain-law|It]] holds.", "[[plain-law|အဲဒါ]]။"),
        ("A [[law]].", "[[ဥပဒေ]]။"),
        ("The lawn and the outlaw.", "မြက်ခင်း။"),
        ("!", "သာမန်ဥပဒေ။"),
    ],
)
def test_a_twin_with_the_same_terms_is_good(course: Path, english: str, burmese: str) -> None:
    assert doubts(course, english, burmese) == []


@pytest.mark.parametrize(
    ("english", "burmese", "term", "word"),
    [
        ("A law, and a law.", "စည်းမျဉ်း။", "law", "ဥပဒေ"),
        ("Two laws.", "စည်းမျဉ်းနှစ်ခု။", "law", "ဥပဒေ"),
        ("An ordinary law.", "ဥပဒေ။", "ordinary law", "သာမန်ဥပဒေ"),
        ("An everyday law.", "စည်းမျဉ်း။", "ordinary law", "သာမန်ဥပဒေ"),
        ("[[plain-law|It]] holds.", "ဥပဒေ။", "ordinary law", "သာမန်ဥပဒေ"),
    ],
)
def test_a_twin_with_another_word_is_named_once(course: Path, english: str, burmese: str, term: str, word: str) -> None:
    (said,) = doubts(course, english, burmese)

    assert f"{LESSON}.my.md:6: The English says “{term}”, this does not say “{word}”." in said


def test_the_title_counts_too(course: Path) -> None:
    file = course / f"{LESSON}.en.md"
    file.write_text(file.read_text("utf-8").replace("title: A page", "title: A law", 1))

    assert len(doubts(course, "", "")) == 1
    assert doubts(course, "", "ဥပဒေ။") == []


def test_a_term_without_a_burmese_word_asks_for_nothing(course: Path) -> None:
    (course / "glossary.yaml").write_text(
        "terms:\n  - {id: law, term: {en: law, my: ဥပဒေ}, meaning: {en: A rule., my: စည်းမျဉ်း။}, forms: {my: [စည်း]}}\n"
    )

    assert doubts(course, "A law.", "စည်းမျဉ်း။") == []
