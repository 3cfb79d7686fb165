"""The page of the search: what it shows, to whom, and what it keeps to itself."""

import re

import pytest
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from tests.support.browser import Browser
from tests.support.courses import LESSON, Shelved, changed, load
from tests.support.ground import Ground
from tests.support.page import Page
from tests.support.sample_package import sample_tree


def found(page: Page) -> list[str]:
    """Return where the hits lead."""
    return [a.get("href") for a in page.all("a") if a.lies_in("h2")]


def look_for(browser: Browser, words: str, **more: str) -> Page:
    """Search, and return the page with what was found."""
    return browser.post("learn.search", {"q": words, **more}, expect=200)


def test_the_page_says_what_it_is_for_before_anything_is_asked(browser: Browser, sample: Shelved) -> None:
    page = browser.get("learn.search", queries=1)

    assert page.words_of("h1") == "Search"
    assert [one.get("name") for one in page.all("input")] == ["q"]
    assert "not kept" in page


@pytest.mark.parametrize("where", ["/en/", "/en/c/{}"])
def test_the_box_stands_where_courses_are_shown(browser: Browser, sample: Shelved, where: str) -> None:
    page = browser.get(where.format(sample.code))

    (box,) = [form for form in page.all("form") if form.get("role") == "search"]
    assert (box.get("method"), box.get("action")) == ("post", "/en/search")
    (field,) = [one for one in page.all("input") if one.get("type") == "search"]
    assert field.get("autocomplete") == "off"


def test_a_lesson_is_found_and_its_words_are_marked(browser: Browser, sample: Shelved) -> None:
    page = look_for(browser, "capital")

    assert found(page) == [f"/en/c/{sample.code}/{sample.step(LESSON)}"]
    assert "nobody asks the <mark>capital</mark>" in page
    assert f'<a href="/my/c/{sample.code}/{sample.step(LESSON)}" hreflang="my">Also in Burmese</a>' in page


def test_a_lesson_is_one_hit_in_the_language_of_the_reader(browser: Browser, sample: Shelved) -> None:
    browser.lang = "my"

    page = look_for(browser, "self-rule")

    lesson = f"/my/c/{sample.code}/{sample.step(LESSON)}"
    assert lesson in found(page)
    assert page.count(f'href="{lesson}"') == 1
    assert "<mark>ကိုယ်ပိုင်အုပ်ချုပ်မှု</mark>" in page


def test_what_stands_in_the_other_language_only_is_shown_in_it(browser: Browser, sample: Shelved) -> None:
    browser.lang = "my"

    page = look_for(browser, "capital")

    assert found(page) == [f"/en/c/{sample.code}/{sample.step(LESSON)}"]
    assert '<span lang="en">Why share power?</span>' in page
    assert '<p lang="en">' in page


def test_a_term_leads_to_the_words_of_its_course(browser: Browser, sample: Shelved) -> None:
    assert found(look_for(browser, "self-rule"))[0] == f"/en/c/{sample.code}/words"


def test_what_is_found_holds_no_markup_of_the_text_or_the_query(browser: Browser, db: Session) -> None:
    tree = changed(
        sample_tree(),
        "01-power-shared/01-why-share-power.en.md",
        "Why share power?\nsummary: One country",
        "Why <b>share</b> & power?\nsummary: One <i>tiger</i> country",
    )
    load(db, tree)

    page = look_for(browser, 'share "power" & <tiger>')
    assert "Why &lt;b&gt;<mark>share</mark>&lt;/b&gt; &amp; <mark>power</mark>?" in page
    assert 'value="share &#34;power&#34; &amp; &lt;tiger&gt;"' in page


def test_a_stranger_does_not_find_what_is_for_members(browser: Browser, members_course: Shelved, aye: Account) -> None:
    for words in ("capital", "self-rule", "capitol", "who decides where a well"):
        assert found(look_for(browser, words)) == []

    browser.sign_in(aye)
    assert found(look_for(browser, "capital")) == [f"/en/c/{members_course.code}/{members_course.step(LESSON)}"]


def test_a_stranger_does_not_find_the_guide_to_a_dialogue_of_an_open_course(
    browser: Browser, sample: Shelved, aye: Account
) -> None:
    dialogue = f"/en/c/{sample.code}/{sample.step('power-shared/dialogue')}"
    words = "Who should decide"

    assert dialogue not in found(look_for(browser, words))
    assert dialogue in found(look_for(browser.sign_in(aye), words))


def test_a_closed_catalogue_is_not_searched_by_strangers(browser: Browser, sample: Shelved) -> None:
    browser.choose("catalogue", "members")

    page = look_for(browser, "capital")
    assert found(page) == []
    assert "Sign in to see them" in page


def test_nothing_found_says_what_to_try(browser: Browser, sample: Shelved) -> None:
    page = look_for(browser, "elephants")

    assert found(page) == []
    assert "Nothing was found." in page
    assert "Try another word" in page


def test_what_is_spelt_much_alike_is_shown_as_that(browser: Browser, sample: Shelved) -> None:
    page = look_for(browser, "capitol")

    assert "spelt much alike" in page
    assert "<mark>capital</mark>" in page


@pytest.mark.parametrize(("words", "said"), [("", "Write what you are looking for."), ("က" * 201, "too long")])
def test_an_empty_or_endless_query_is_refused_beside_the_field(
    browser: Browser, sample: Shelved, words: str, said: str
) -> None:
    page = browser.post("learn.search", {"q": words}, expect=422)

    assert said in page
    assert [one.get("aria-invalid") for one in page.all("input") if one.get("name") == "q"] == ["true"]


@pytest.mark.parametrize("who", ["stranger", "member"])
def test_a_search_asks_the_database_four_times_at_the_most(
    browser: Browser, ground: Ground, db: Session, aye: Account, who: str
) -> None:
    for number in range(5):
        load(db, changed(sample_tree(), "course.yaml", "slug: sample", f"slug: sample-{number}"))
    if who == "member":
        browser.sign_in(aye)

    page = look_for(browser, "power")

    asked = [said for said in ground.statements if "FROM setting" not in said]
    assert len(found(page)) == 10
    assert len(asked) <= 4, "\n".join(asked)
    assert page.size_bytes <= 6_500


def test_pages_follow_each_other_and_no_address_holds_the_words(browser: Browser, db: Session) -> None:
    for number in range(6):
        load(db, changed(sample_tree(), "course.yaml", "slug: sample", f"slug: sample-{number}"))

    first = look_for(browser, "power")
    second = look_for(browser, "power", page="2")

    assert len(found(first)) == 10
    assert found(second)
    assert not set(found(first)) & set(found(second))
    last, nonsense = look_for(browser, "power", page="99"), look_for(browser, "power", page="nonsense")
    assert found(last)
    assert not set(found(last)) & set(found(first))
    assert found(nonsense) == found(first)
    for page in (first, second):
        addresses = [one.get(name) for one in page.elements for name in ("href", "action", "formaction")]
        assert not [address for address in addresses if "power" in address or "q=" in address]


def test_a_get_with_words_in_its_address_finds_nothing(browser: Browser, sample: Shelved) -> None:
    assert found(browser.get("/en/search?q=capital")) == []


def test_the_other_language_is_a_button_that_searches_again(browser: Browser, sample: Shelved) -> None:
    page = look_for(browser, "capital")

    (switch,) = [form for form in page.all("form") if form.get("action") == "/my/search"]
    assert switch.get("method") == "post"
    assert re.search(r'<input type="hidden" name="q" value="capital"><button class="quiet" lang="my">', page)


def test_what_a_learner_wrote_is_in_no_index(browser: Browser, sample: Shelved, aye: Account, db: Session) -> None:
    browser.sign_in(aye)
    browser.post("learn.take_part", course=sample.code)
    own = browser.address("learn.own", course=sample.code, step=sample.step(LESSON))
    (box,) = browser.get(own).all("textarea")
    browser.post(own, {box.get("name"): "zebrafinch"})

    assert "zebrafinch" in browser.get(own)
    assert found(look_for(browser, "zebrafinch")) == []


def test_what_was_typed_in_zawgyi_is_found_too(browser: Browser, sample: Shelved) -> None:
    lesson = f"/my/c/{sample.code}/{sample.step(LESSON)}"
    browser.lang = "my"

    assert lesson in found(look_for(browser, "ကိုယ်ပိုင်အုပ်ချုပ်မှု"))
    assert lesson in found(look_for(browser, "ကိုယ္ပိုင္အုပ္ခ်ဳပ္မႈ"))
