"""The page of a course, its glossary and its sources."""

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.catalog.package.tree import Tree
from tests.support.browser import Browser
from tests.support.courses import LESSON, MODULE, Shelved, changed, load
from tests.support.sample_package import sample_tree


@pytest.mark.parametrize("lang", ["en", "my"])
def test_the_outline_leads_to_every_step_that_can_be_read(
    browser: Browser, sample: Shelved, aye: Account, lang: str
) -> None:
    browser.lang = lang
    page = browser.sign_in(aye).get("learn.course", course=sample.code, queries=4)

    led_to = [a.get("href").rsplit("/", 1)[1] for a in page.all("a") if a.lies_in("ol")]
    inside = [LESSON, *(f"{MODULE}/{name}" for name in ("case", "reflection", "quiz", "dialogue"))]
    wanted = ["pretest", *inside, "posttest", "plan"]
    assert led_to == [sample.step(name) for name in wanted]
    for code in led_to:
        browser.get("learn.step", course=sample.code, step=code)


@pytest.mark.parametrize("name", [f"{MODULE}/quiz", "pretest", "posttest"])
def test_what_asks_questions_asks_strangers_to_sign_in(browser: Browser, sample: Shelved, name: str) -> None:
    there = browser.get("learn.step", course=sample.code, step=sample.step(name), expect=303)

    assert there.location.startswith("/en/sign-in")


def test_it_says_what_the_course_is(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.course", course=sample.code)

    assert page.words_of("h1") == "Sharing power"
    assert "For beginners" in page
    assert "12 hours" in page
    assert "endorses none" in page
    assert "CC-BY-SA-4.0" in page


def test_its_title_and_addresses_name_no_subject(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.course", course=sample.code)

    assert page.words_of("title") == "Learning"
    for link in page.all("a", "form"):
        address = (link.get("href") or link.get("action")).lower()
        assert "power" not in address
        assert "sample" not in address


def test_the_glossary_has_every_language(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.words", course=sample.code)

    assert "self-rule" in page.words_of("dt")
    assert '<span lang="my">ကိုယ်ပိုင်အုပ်ချုပ်မှု</span>' in page
    assert "A unit decides some matters by itself." in page


def test_the_sources_say_what_nobody_has_checked(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.sources", course=sample.code)

    assert "Twenty-three people signed" in page
    assert "Panglong Agreement, signatures, 12 February 1947." in page
    assert "not yet checked" in page


def test_a_source_that_was_read_says_when_where_and_which_words(browser: Browser, db: Session) -> None:
    tree = changed(
        sample_tree(),
        "sources.yaml",
        "    checked: null",
        "    checked: 2026-06-01\n    read_at: a public library\n    quote: accepted in principle\n    changes: true",
    )
    code = load(db, tree).code
    page = browser.get("learn.sources", course=code)

    assert "Read on 1 June 2026" in page
    assert "<q>accepted in principle</q>" in page
    assert "Read at: a public library" in page
    assert "changes quickly" in page
    assert "not yet checked" not in page


@pytest.mark.parametrize(("kind", "said"), [("law", True), ("treaty", True), ("court", True), ("agreement", False)])
def test_where_law_is_cited_it_says_that_this_is_not_advice(
    browser: Browser, db: Session, kind: str, said: bool
) -> None:
    code = load(db, changed(sample_tree(), "sources.yaml", "kind: agreement", f"kind: {kind}")).code

    assert ("This is not advice" in browser.get("learn.sources", course=code)) is said


def test_a_title_in_another_language_is_marked_with_it(browser: Browser, db: Session) -> None:
    tree = changed(sample_tree(), "course.yaml", "languages: [my, en]", "languages: [my]\npartial: [en]")
    only = changed(tree, "course.yaml", "{en: Sharing power, my: အာဏာခွဲဝေခြင်း}", "{my: အာဏာခွဲဝေခြင်း}")
    code = load(db, only).code

    page = browser.get("learn.course", course=code)
    assert page.words_of("h1") == "အာဏာခွဲဝေခြင်း"
    assert [span.get("lang") for span in page.all("span") if span.lies_in("h1")] == ["my"]


@pytest.mark.parametrize("path", ["/en/c/222222", "/en/c/222222/333333", "/en/c/nonsense", "/en/c/222222/333333/1-1"])
def test_a_course_that_is_not_there_asks_strangers_in_and_tells_members(
    browser: Browser, aye: Account, path: str
) -> None:
    assert browser.get(path, expect=303).location == f"/en/sign-in?next={path}"
    browser.sign_in(aye).get(path, expect=404)


def test_many_sources_stand_on_several_pages_and_are_counted_on(browser: Browser, db: Session) -> None:
    tree = sample_tree()
    one = tree["sources.yaml"].decode().partition("  - id: ")[2].partition("\n  - id: ")[0]
    name = one.partition("\n")[0]
    many = "".join(f"  - id: {one.replace(name, f'more-{number}', 1)}" for number in range(60))
    sources = tree["sources.yaml"].decode().rstrip("\n") + "\n" + many
    code = load(db, Tree({**tree, "sources.yaml": sources.encode()})).code
    first = browser.get("learn.sources", course=code)
    second = browser.get(next(a.get("href") for a in first.all("a") if a.get("rel") == "next"))

    assert [page.all("ol")[0].get("start") for page in (first, second)] == ["1", "51"]
    assert len([li for li in first.all("li") if li.lies_in("ol")]) == 50
    assert len([li for li in second.all("li") if li.lies_in("ol")]) == 60 + sample_sources() - 50


def sample_sources() -> int:
    """Return how many sources the sample has."""
    return sample_tree()["sources.yaml"].decode().count("  - id: ")
