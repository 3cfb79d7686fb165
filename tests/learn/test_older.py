"""What a learner is told where words are in another language, or older than what they were translated from."""

from sqlalchemy.orm import Session

from lms.catalog.package.tree import Tree
from tests.support.browser import Browser
from tests.support.courses import LESSON, MODULE, Shelved, load, shelved
from tests.support.ground import Ground
from tests.support.page import Page
from tests.support.sample_package import sample_tree

OTHER = '"0123456789ab"'
"""The hash of a text that was otherwise."""
LESSON_MY = "01-power-shared/01-why-share-power.my.md"
CASE = "01-power-shared/case.yaml"


def course(db: Session, ground: Ground, path: str, old: str, new: str) -> Shelved:
    tree = sample_tree()
    said = tree[path].decode()
    assert old in said
    return shelved(db, ground, Tree({**tree, path: said.replace(old, new, 1).encode()}))


def step(browser: Browser, shown: Shelved, name: str, lang: str) -> Page:
    browser.lang = lang
    return browser.get("learn.step", course=shown.code, step=shown.step(name))


def hints(page: Page) -> list[str]:
    return [each.words for each in page.all("p") if each.get("class") == "hint"]


def test_a_stale_lesson_says_quietly_that_it_may_be_older(browser: Browser, db: Session, ground: Ground) -> None:
    shown = course(db, ground, LESSON_MY, "minutes: 10\n", f"minutes: 10\nsource: {{lang: en, hash: {OTHER}}}\n")

    assert len(hints(step(browser, shown, LESSON, "my"))) == len(hints(step(browser, shown, LESSON, "en"))) + 1
    load(db, sample_tree(), replace=True)
    db.commit()
    assert len(hints(step(browser, shown, LESSON, "my"))) == len(hints(step(browser, shown, LESSON, "en")))


def test_a_case_with_a_stale_text_says_so_too(browser: Browser, db: Session, ground: Ground) -> None:
    shown = course(
        db,
        ground,
        CASE,
        "{en: Two laws on one river,",
        f"{{en: {{text: Two laws, source: {{lang: my, hash: {OTHER}}}}},",
    )

    page = step(browser, shown, f"{MODULE}/case", "en")
    assert "This text may be older than what it was translated from (Burmese)." in page
    assert len(hints(step(browser, shown, f"{MODULE}/case", "my"))) == len(hints(page)) - 1


def test_words_in_another_language_bear_its_letters_and_a_line_says_so(
    browser: Browser, db: Session, ground: Ground
) -> None:
    tree = sample_tree()
    files = {
        **tree,
        "course.yaml": tree["course.yaml"].replace(b"languages: [my, en]", b"languages: [my]\npartial: [en]"),
        CASE: tree[CASE].replace(b"en: The captain shows a licence., ", b""),
    }
    assert files[CASE] != tree[CASE]
    shown = shelved(db, ground, Tree(files))

    page = step(browser, shown, f"{MODULE}/case", "en")
    assert '<div lang="my">' in page or '<span lang="my">' in page
    assert "Some words on this page are not in this language yet. You read them in: Burmese." in page
