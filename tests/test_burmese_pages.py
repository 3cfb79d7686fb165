"""Nothing on a page in Burmese is left in English: not in a page, an answer to a form, an error or a file."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms import errorpages
from lms.accounts.models import Account
from lms.catalog.package.course import read_package
from lms.catalog.package.texts import texts
from lms.cohorts.models import Cohort, Programme
from tests.support.browser import SAME_ORIGIN, Browser
from tests.support.crawl import READERS, Crawler
from tests.support.forms import GOOD, Form, filled, forms_of
from tests.support.latin import latin_words, words_of
from tests.support.page import Page
from tests.support.sample_package import sample_tree

ALLOWED = {
    "Asia/Yangon": "a time zone, in the letters of its standard",
    "CC-BY-SA-4.0": "a licence, in the letters of its standard",
    "English": "the language, in its own letters",
    "CSV": "a kind of file; Burmese has no other word",
    "TOTP": "what authenticators call what they do",
    "PostgreSQL": "the name of a programme",
    "SQLite": "the name of a programme",
    "Word": "the name of a programme",
    "docx": "a kind of file",
    "Moodle XML": "a kind of file",
    "Moodle": "the name of a programme",
    "GIFT": "a kind of file",
    "Aiken": "a kind of file",
    "MB": "a unit",
    "Markdown": "the name of a way of writing",
    "HTML": "the name of a way of writing",
    "hyphen": "a sign that Burmese has no name for",
    "access key": "what browsers call it",
    "Enter": "what stands on a key",
    "Tab": "what stands on a key",
    **dict.fromkeys(("tags", "form", "objective", "difficulty"), "a key in the files of a course"),
    **dict.fromkeys(("bank.yaml", "pretest.yaml", "posttest.yaml", "power-shared"), "a file of a course"),
}
"""What stays in Latin letters in every language, and why."""


@pytest.fixture
def known(crawler: Crawler) -> frozenset[str]:
    """Give what people and groups are called, what forms are filled with, and the Latin words of the course."""
    db = crawler.browser.db
    called = {str(name) for kind in (Account.handle, Cohort.name, Programme.name) for name in db.scalars(select(kind))}
    db.rollback()
    written = [text.written["my"].words for text in texts(read_package(sample_tree())) if "my" in text.written]
    quoted = {word for words in written for word in words_of(words, frozenset())}
    typed = {line for name in ("own_handle", "name", "names") for line in GOOD[name].split("\n")}
    return frozenset(called | quoted | typed | SHOWN | ALLOWED.keys() | {NASTY}) - {""}


SHOWN = {"as agreed", "What is it?", "Is this a river?", "A river", "clear", "so"}
"""Reasons, questions and a rubric that the people of the tests wrote, on their pages."""
NASTY = "<zz>"
BAD: dict[str, str] = {"empty": "", "long": "က" * 3000, "odd": NASTY}


@pytest.mark.parametrize("actor", READERS)
def test_a_page_says_everything_in_burmese(crawler: Crawler, known: frozenset[str], actor: str) -> None:
    found = {fault for seen in crawler.pages_at_first(actor, "my") for fault in latin_words(seen.page, known)}

    assert sorted(found) == []


@pytest.mark.parametrize("actor", READERS)
def test_an_answer_to_a_form_says_everything_in_burmese(crawler: Crawler, known: frozenset[str], actor: str) -> None:
    """Each form is sent as a person would, and with each field empty, too long and wrong; notices are read too."""
    forms: dict[tuple[str, ...], Form] = {}
    for seen in crawler.pages_at_first(actor, "my"):
        for form in forms_of(seen.page):
            forms.setdefault((form.action, *sorted(form.kinds)), form)
    found: set[str] = set()
    refused = 0
    for form in forms.values():
        for data in sent(form, filled(form, crawler.world)):
            crawler.lay()
            browser = crawler.as_actor(actor, "my")
            answer = browser.client.post(form.action, data=data, headers=SAME_ORIGIN)
            refused += answer.status_code == 422
            found |= set(faults_of(answer, known))
            if answer.status_code == 303:
                found |= set(faults_of(browser.client.get(answer.location), known))
            answer.close()

    assert sorted(found) == []
    assert refused > 0


@pytest.mark.parametrize("status", errorpages.PAGES)
def test_an_error_says_everything_in_burmese(browser: Browser, known: frozenset[str], status: int) -> None:
    with browser.app.test_request_context("/my/"):
        body = str(errorpages.page(status)[0])  # type: ignore[index]
    page = Page.read(body, status=status, headers={"Content-Type": "text/html"}, path=f"/{status}", size_bytes=0)

    assert page.words_of("h1")
    assert list(latin_words(page, known)) == []


def test_english_on_a_burmese_page_is_found() -> None:
    def found(body: str) -> list[str]:
        page = Page.read(
            f'<html lang="my"><body>{body}</body></html>',
            status=200,
            headers={"Content-Type": "text/html"},
            path="/my/",
            size_bytes=0,
        )
        return [fault.split()[0] for fault in latin_words(page, frozenset({"aye 21"}))]

    assert found("<p>သိမ်းပြီး Saved</p>") == ["'Saved'"]
    assert found('<img alt="A hill">') == ["'hill'"]
    assert found('<button aria-label="Close">ပိတ်</button><input placeholder="Write">') == ["'Close'", "'Write'"]
    assert found('<p>aye 21 <span lang="en">Marked</span> <style>body{}</style></p>') == []


def sent(form: Form, good: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield what is sent: as a person would, and with one field after another spoilt."""
    yield good
    yield dict.fromkeys(good, "")
    for name in good:
        if form.kinds[name] != "hidden":
            yield from ({**good, name: bad} for bad in BAD.values() if bad)


def faults_of(answer: TestResponse, known: frozenset[str]) -> list[str]:
    """Return what is left in English in an answer: a page or a table."""
    text = answer.get_data(as_text=True)
    if answer.mimetype == "text/csv":
        return [f"{word!r} in {answer.request.path}" for word in words_of(text, known)]
    page = Page.read(
        text, status=answer.status_code, headers=dict(answer.headers), path=answer.request.path, size_bytes=0
    )
    return list(latin_words(page, known)) if page.is_html else []
