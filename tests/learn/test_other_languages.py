"""Courses in languages that are still being translated: Shan, S'gaw Karen and Western Kayah beside Burmese."""

import re

import pytest
from sqlalchemy.orm import Session

from lms.catalog.package.tree import Tree
from tests.support.browser import Browser
from tests.support.courses import LESSON, Shelved, changed, shelved
from tests.support.ground import Ground
from tests.support.sample_package import LESSON as FILE
from tests.support.sample_package import sample_tree

WORDS = {
    "shn": "ၵူၼ်းတင်းသဵင်ႈ ပဵၼ်ၵူၼ်းလွတ်ႈလႅဝ်း",
    "ksw": "ပှၤကိးဂၤ ဒ်အအိၣ်ဖျဲၣ်",
    "kyu": "ꤊꤢ꤬ꤛꤢ꤭ ꤜꤟꤤ꤬",
}
"""The beginning of the Declaration of Human Rights as far as we have it; of Kayah its name."""


def in_many_languages() -> Tree:
    """Return the sample with one lesson, one title and one question begun in each of the languages."""
    tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", f"languages: [en, my]\npartial: {[*WORDS]}")
    titles = ", ".join(f"{code}: {words}" for code, words in WORDS.items())
    tree = changed(tree, "course.yaml", "title: {en: Sharing power,", f"title: {{{titles}, en: Sharing power,")
    files = dict(tree)
    for code, words in WORDS.items():
        head = f"---\ntitle: {words}\nsummary: {words}\nminutes: 10\nobjectives: [define-two-rules]\n---\n"
        files[f"{FILE}.{code}.md"] = f"{head}{words}\n\n!!! check well-1\n".encode()
    return Tree(files)


@pytest.fixture
def course(ground: Ground, db: Session) -> Shelved:
    return shelved(db, ground, in_many_languages())


def read(html: str) -> str:
    """Return what is read, without what keeps syllables whole."""
    return re.sub("</?i>|\u200b", "", html)


@pytest.mark.parametrize("code", WORDS)
def test_a_lesson_is_shown_in_its_language(wide: Browser, course: Shelved, code: str) -> None:
    wide.lang = code
    page = wide.get("learn.step", course=course.code, step=course.step(LESSON))

    assert page.all("html")[0].get("lang") == "my"
    assert f'<h1 lang="{code}">{WORDS[code]}</h1>' in read(page) or f'<span lang="{code}">{WORDS[code]}' in read(page)
    assert re.search(rf'lang="{code}"[^>]*>\s*<p>{WORDS[code]}</p>', read(page))
    assert ("<i>" in page.split("<article")[1].split("</p>")[0]) == (code != "kyu")
    assert "This text is not in this language yet" not in page


@pytest.mark.parametrize("code", WORDS)
def test_what_is_missing_is_read_in_burmese_though_english_is_named_first(
    wide: Browser, course: Shelved, code: str
) -> None:
    wide.lang = code
    case = wide.get("learn.step", course=course.code, step=course.step("power-shared/case"))
    outline = wide.get("learn.course", course=course.code)

    assert "A dredger" not in case
    assert 'lang="en"' not in case.split("<main")[1]
    assert f'lang="{code}">{WORDS[code]}' in read(outline)
    assert "ရေတွင်း" in read(case) or "အာဏာ" in read(outline)


def test_a_question_inside_a_shan_lesson_is_marked_as_burmese(wide: Browser, course: Shelved) -> None:
    wide.lang = "shn"
    page = read(wide.get("learn.step", course=course.code, step=course.step(LESSON)))
    form = page.split("<form", 2)[2]

    assert 'lang="my"' in form
    assert 'lang="en"' not in page.split("<article")[1].split("</article")[0]


def test_a_reader_of_jinghpaw_gets_a_course_without_jinghpaw_in_burmese(wide: Browser, course: Shelved) -> None:
    wide.lang = "kac"
    page = wide.get("learn.course", course=course.code)

    assert page.all("html")[0].get("lang") == "my"
    assert "Sharing power" not in page
    assert "အာဏာ" in read(page)
