"""Queries that are meant to break something, or nothing that anybody would type."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.catalog.queries import readings
from lms.search import queries, rules
from lms.search.scope import Scope
from tests.search.test_page import found, look_for
from tests.support.browser import Browser
from tests.support.courses import Shelved
from tests.support.library import Library

HOSTILE = (
    '"',
    "'",
    "power' OR '1'='1",
    '"power" OR NOT (share)',
    "NEAR(power share, 2)",
    "power* ^share -why +two {title}: power",
    "power & !share | (two <-> rules) :*",
    "%_%",
    "\\",
    "NULL",
    "~self rule",
    "~wself wrul",
    "m00",
    "wpower",
    "<script>alert(1)</script>",
    "</mark><script>",
    "\x00power",
    "\u202epower\u202c",
    "ကျ\u1039\u1039\u1039\u103a\u103a",
    "\u1039",
    "၊။",
    "   ",
    "\U0010ffff",
    "\ud800",
    "က" * 200,
    "a " * 100,
    "က ခ ဂ " * 33,
    "e\u0301" * 100,
    "\u0301" * 200,
)


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
def test_a_hostile_query_is_answered_as_any_other(browser: Browser, sample: Shelved, typed: str) -> None:
    sent = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")

    page = browser.post("learn.search", {"q": sent}, expect=200 if sent.strip("\x00 \u202e\u202c") else 422)

    assert "<script>" not in page


def test_operators_are_words(browser: Browser, sample: Shelved) -> None:
    assert found(look_for(browser, "power")) == found(look_for(browser, '"power*"'))
    assert found(look_for(browser, "share power")) == found(look_for(browser, "+share & (power)"))


def test_ten_thousand_signs_are_refused(browser: Browser, sample: Shelved) -> None:
    begun = time.process_time()
    page = browser.post("learn.search", {"q": "ကောင်း" * 2_000}, expect=422)

    assert "too long" in page
    assert time.process_time() - begun < 2


def test_a_query_is_cut_before_it_is_read() -> None:
    assert len(rules.query("ခ" * 100_000).tokens) <= rules.MOST_WORDS
    assert len(rules.query("a" * 100_000).tokens) == 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.characters(min_codepoint=0x1000, max_codepoint=0x109F), st.characters()), max_size=60))
def test_whatever_is_typed_is_answered(library: Library, typed: str) -> None:
    scope = Scope(readings(library.session), "my", members=True)
    found_here = queries.results(library.session, typed=typed, scope=scope)

    assert len(found_here.hits) <= queries.PER_PAGE
    assert found_here.count >= len(found_here.hits)
