"""No syllable is torn at the end of a line: the Declaration of Human Rights, the courses, the interface in Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from lms.catalog.package.tree import Tree
from lms.config import SITE
from lms.markup import plain, render
from lms.markup.keep import keep
from lms.text.canonical import tidy
from tests.support.browser import Browser
from tests.support.chromium import served
from tests.support.courses import LESSON, changed, shelved
from tests.support.ground import Ground
from tests.support.sample_package import LESSON as FILE
from tests.support.sample_package import sample_tree
from tests.support.torn import torn_syllables
from tools import words

pytestmark = pytest.mark.browser

UDHRS = ("my", "shn", "mnw")
UDHR = Path(__file__).parents[1] / "data" / "udhr"
CSS = re.sub(r"@font-face\{[^}]*\}", "", (SITE / "static" / "site.css").read_text("utf-8"))
"""The fonts of this machine: those of the site are fetched, and where a line ends hangs on its width only."""


@pytest.fixture
def column(chromium: Chromium) -> Iterator[Page]:
    """Give a page that is 200 px wide."""
    page = chromium.new_page(viewport={"width": 200, "height": 700})
    yield page
    page.close()


def show(page: Page, body: str, lang: str, width: str = "auto") -> None:
    """Show some HTML under the stylesheet of the site."""
    page.set_content(f'<!doctype html><html lang="{lang}"><style>{CSS}main{{width:{width}}}</style><main>{body}</main>')


def udhr(lang: str) -> str:
    return (UDHR / f"{lang}.txt").read_text("utf-8").replace("\n", "\n\n")


@pytest.mark.parametrize("lang", UDHRS)
@pytest.mark.parametrize("width", ["auto", "1px"])
def test_the_declaration_is_read_without_a_torn_syllable(column: Page, lang: str, width: str) -> None:
    show(column, render(udhr(lang), lang=lang).html, lang, width)
    torn, count = torn_syllables(column, "p")

    assert torn == []
    assert count > 3000
    assert width == "1px" or column.evaluate("document.documentElement.scrollWidth") <= 200


def test_pages_of_the_site_are_read_at_200_px_without_a_torn_syllable(
    column: Page, ground: Ground, db: Session, wide: Browser
) -> None:
    tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", "languages: [my, en]\npartial: [shn, mnw]")
    head = "---\ntitle: {0}\nsummary: {0}\nminutes: 10\nobjectives: [define-two-rules]\n---\n"
    lessons = {
        f"{FILE}.{lang}.md": head.format(udhr(lang).split("\n")[0]) + udhr(lang) + "\n\n!!! check well-1\n"
        for lang in ("shn", "mnw")
    }
    files = {**tree, **{path: tidy(text).encode() for path, text in lessons.items()}}
    files[f"{FILE}.my.md"] += b"\n\n" + tidy(udhr("my")).encode()
    course = shelved(db, ground, Tree(files))
    paths = [wide.address("learn.step", course=course.code, step=course.step(LESSON), lang=one) for one in UDHRS]
    db.commit()
    with served(wide.app) as site:
        for path in (*paths, "/my/", "/my/sign-up", "/my/safety", "/shn/sign-up"):
            column.goto(site + path)
            torn, count = torn_syllables(column, "h1,h2,p,li,td,dt,dd,label,legend,summary,figcaption,button,a")
            assert (path, torn) == (path, [])
            assert count > (3000 if path in paths else 100)


@pytest.mark.parametrize(("lang", "least"), [("my", 3), ("shn", 500), ("mnw", 300)])
def test_without_our_help_it_is_torn(column: Page, lang: str, least: int) -> None:
    bare = re.sub("</?i>|\u200b", "", render(udhr(lang), lang=lang).html)
    show(column, bare, lang, "1px")

    assert len(torn_syllables(column, "p")[0]) >= least


def test_shan_in_a_burmese_page_is_kept_whole_though_nobody_says_that_it_is_shan(column: Page) -> None:
    show(column, keep(str(Markup("<p>{}</p>").format(udhr("shn"))), "my"), "my", "1px")
    torn, count = torn_syllables(column, "p")

    assert len(torn) * 1000 < count


def test_titles_tables_lists_captions_and_options_are_kept_whole(column: Page) -> None:
    shan, mon = udhr("shn").split("\n")[10], udhr("mnw").split("\n")[10]
    parts = [
        render(f"## {text}\n\n| a | b |\n|-|-|\n| {text} | x |\n\n- {text}\n\n> {text}\n", lang=lang).html
        for text, lang in ((shan, "shn"), (mon, "mnw"))
    ]
    option = Markup('<label class="choice"><input type="radio"><span>{}</span></label>').format(plain(shan, lang="shn"))
    show(column, "".join([*parts, option]), "shn")
    torn, count = torn_syllables(column, "h2,td,li,blockquote,.choice")

    assert torn == []
    assert count > 100


def test_the_sentences_of_the_interface_are_kept_whole(column: Page) -> None:
    lines = [words.one_form(message.string) for message in words.read(words.catalogue_file()) if message.id]
    bare = "".join(Markup("<p>{}</p>").format(line) for line in lines)
    show(column, keep(bare, "my"), "my", "1px")
    torn, count = torn_syllables(column, "p")
    show(column, bare, "my", "1px")

    assert torn == []
    assert count > 5000
    assert len(torn_syllables(column, "p")[0]) > 100


@pytest.mark.slow
def test_of_the_lessons_that_come_with_the_site_hardly_a_syllable_is_torn(column: Page) -> None:
    """New words may come with a new lesson: `python -m tools.usual_syllables` then learns them."""
    files = sorted(SITE.glob("courses/*/*/*.my.md"))
    bodies = [file.read_text("utf-8").split("---\n", 2)[2] for file in files]
    show(column, "".join(render(body, lang="my").html for body in bodies), "my", "1px")
    torn, count = torn_syllables(column, "p,li,td,th,h2,h3")
    print(f"{len(torn)} of {count} are torn: {torn}")

    assert count > 50_000
    assert len(torn) * 10_000 < count
