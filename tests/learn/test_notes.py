"""Notes: numbers for a whole page, links that lead somewhere, nothing named in an address."""

from datetime import date
from typing import Any

from markupsafe import Markup

from lms.learn.notes import Notes

TERMS = {
    "one": {"word": Markup("One"), "others": [], "meaning": Markup('See <a class="t" href="#t-two">two</a>.')},
    "two": {"word": Markup("Two"), "others": [], "meaning": Markup('See <a class="t" href="#t-one">one</a>.')},
}
SOURCES: dict[str, Any] = {
    name: {"work": Markup(name), "section": "", "date": day, "checked": checked, "law": law}
    for name, day, checked, law in (
        ("act", "1947-02-12", "2026-06-01", True),
        ("book", "1947", None, False),
        ("note", "1947-02", None, False),
    )
}


def term(name: str, words: str = "words") -> Markup:
    return Markup('<a class="t" href="#t-{}">{}</a>').format(name, words)


def source(name: str) -> Markup:
    return Markup('<sup><a class="s" href="#s-{}">1</a></sup>').format(name)


def notes() -> Notes:
    return Notes({"terms": TERMS, "sources": SOURCES}, "Said")


def test_a_text_without_links_stays_as_it_is() -> None:
    text = Markup("<p>1 &lt; 2 <i>က္က</i></p>")

    assert notes()(text) == text


def test_sources_are_counted_over_all_texts_of_a_page() -> None:
    page = notes()

    assert page(source("book") + source("act")) == (
        '\u2060<sup><a class="s" id="r1" href="#s1">1</a>, <a class="s" id="r2" href="#s2">2</a></sup>'
    )
    assert page(source("act")) == '\u2060<sup><a class="s" href="#s2">2</a></sup>'
    assert [each["number"] for each in page.sources] == [1, 2]


def test_a_term_is_named_by_its_number() -> None:
    page = notes()

    assert page(term("two", "both")) == '<a class="t" id="w1" href="#t1">both</a>'
    assert page(term("two", "again")) == '<a class="t" href="#t1">again</a>'


def test_a_term_in_a_meaning_is_explained_too_and_those_that_name_each_other_end() -> None:
    page = notes()
    page(term("one"))

    assert [(each["number"], each["meaning"]) for each in page.terms] == [
        (1, 'See <a class="t" id="w2" href="#t2">two</a>.'),
        (2, 'See <a class="t" href="#t1">one</a>.'),
    ]


def test_what_is_not_explained_here_is_no_link() -> None:
    page = Notes({})

    assert page(Markup("a ") + term("one", "plain <b>words</b>") + source("act")) == "a plain &lt;b&gt;words&lt;/b&gt;"


def test_what_a_page_rests_on_has_a_number_and_no_way_back() -> None:
    page = notes()
    page(source("book"))
    page.rests_on(["act", "book", "unknown"])

    assert [(each["number"], each["linked"]) for each in page.sources] == [(1, True), (2, False)]


def test_days_are_days_where_they_are_whole() -> None:
    page = notes()
    page.rests_on(SOURCES)

    assert [(each["day"], each["checked"]) for each in page.sources] == [
        (date(1947, 2, 12), date(2026, 6, 1)),
        (None, None),
        (None, None),
    ]


def test_law_is_seen_among_what_was_named() -> None:
    page = notes()
    page(source("book"))
    assert not page.has_law

    page(source("act"))
    assert page.has_law


def test_a_recording_gets_the_word_of_the_page() -> None:
    assert notes()(Markup("<summary>Transcript</summary>")) == "<summary>Said</summary>"
    assert notes()(Markup("<p>Transcript</p>")) == "<p>Transcript</p>"
