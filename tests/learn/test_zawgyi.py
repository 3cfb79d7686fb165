"""What learners type in Zawgyi: turned into Unicode where it is sure, asked where it is not, and given back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.text.canonical import tidy
from lms.writing import originals, service
from lms.writing.models import Writing
from tests.support.browser import Browser
from tests.support.cast import TODAY
from tests.support.forms import forms_of
from tests.support.moment import NOON
from tests.support.taking import Taking
from tests.text import samples

LESSON, REFLECTION = "power-shared/why-share-power", "power-shared/reflection"
ZAWGYI, UNICODE = "ေရတြင္းကို ကြၽန္ုပ္တို႔ ကိုယ္တိုင္ တူးခဲ့ၾကသည္", "ရေတွင်းကို ကျွန်ုပ်တို့ ကိုယ်တိုင် တူးခဲ့ကြသည်"
SHORT, SHORT_RIGHT = "ျမန္မာ", "မြန်မာ"


@pytest.fixture
def learner(browser: Browser, taking: Taking) -> Browser:
    """Give a browser in which Aye is signed in, reading in Burmese, who takes the sample course."""
    browser.lang = "my"
    return browser.sign_in(taking.account)


def here(taking: Taking, name: str, **more: str) -> dict[str, Any]:
    """Return what stands in the address of a step."""
    return {"course": taking.shelved.code, **(more or {"step": taking.shelved.step(name)})}


def kept(db: Session, browser: Browser, kind: str) -> list[str]:
    """Return the words of one kind that are kept."""
    rows = db.scalars(select(Writing).where(Writing.kind == kind))
    return [service.words_of(db, browser.ground.keys, row) for row in rows]


def test_a_note_in_zawgyi_is_kept_in_unicode_and_its_writer_is_told(
    db: Session, learner: Browser, taking: Taking
) -> None:
    learner.post("learn.own", {"words": ZAWGYI}, **here(taking, LESSON))

    page = learner.follow()
    assert kept(db, learner, "note") == [UNICODE]
    assert UNICODE in page
    assert [link.get("href") for link in page.all("a") if link.get("href").endswith("/me/typed")] == ["/my/me/typed"]


def test_the_notice_is_said_once(learner: Browser, taking: Taking) -> None:
    learner.post("learn.own", {"words": ZAWGYI}, **here(taking, LESSON))

    assert "/me/typed" in learner.follow()
    assert "/me/typed" not in learner.get("learn.own", **here(taking, LESSON))


@pytest.mark.parametrize("typed", [ZAWGYI, f"  {ZAWGYI}\r\n\r\n{ZAWGYI} \u200b ", ZAWGYI + "္႔ ့္ \u1037\u1039"])
def test_the_undo_gives_back_what_was_typed_to_the_byte(
    db: Session, learner: Browser, taking: Taking, typed: str
) -> None:
    learner.post("learn.own", {"words": typed}, **here(taking, LESSON))
    page = learner.get("writing.typed", queries=4)
    (form,) = forms_of(page)
    assert form.fields["words"] == typed

    learner.post(form.action, form.fields)

    assert kept(db, learner, "note") == [typed]
    assert [form.fields["words"] for form in forms_of(learner.get("writing.typed"))] == [typed]


def test_a_reflection_is_converted_and_given_back_too(db: Session, learner: Browser, taking: Taking) -> None:
    address = here(taking, REFLECTION, reflection=taking.shelved.step(REFLECTION))
    learner.post("learn.reflect", {"words": ZAWGYI}, **address)
    assert kept(db, learner, "reflection") == [UNICODE]

    (form,) = forms_of(learner.get("writing.typed"))
    learner.post(form.action, form.fields)

    assert kept(db, learner, "reflection") == [ZAWGYI]


def test_what_was_typed_stands_sealed_in_the_database(db: Session, learner: Browser, taking: Taking) -> None:
    learner.post("learn.own", {"words": ZAWGYI}, **here(taking, LESSON))

    (row,) = db.scalars(select(Writing).where(Writing.kind == originals.KIND))
    assert ZAWGYI.encode() not in row.sealed
    assert "/" not in row.about


def test_nobody_else_sees_what_was_typed(learner: Browser, taking: Taking, dway: Account) -> None:
    learner.post("learn.own", {"words": ZAWGYI}, **here(taking, LESSON))

    assert ZAWGYI not in learner.another().sign_in(dway).get("writing.typed")


def test_after_seven_days_what_was_typed_is_deleted(
    db: Session, learner: Browser, taking: Taking, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.post("learn.own", {"words": ZAWGYI}, **here(taking, LESSON))
    (row,) = db.scalars(select(Writing).where(Writing.kind == originals.KIND))
    assert row.until_day == TODAY + timedelta(days=7)

    service.sweep(db, learner.ground.config, NOON + timedelta(days=7))
    assert len(kept(db, learner, originals.KIND)) == 1
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=8))
    assert originals.of(db, learner.ground.keys, taking.account, TODAY + timedelta(days=8)) == []
    service.sweep(db, learner.ground.config, NOON + timedelta(days=9))
    assert kept(db, learner, originals.KIND) == []


def test_a_short_text_is_asked_about_and_nothing_is_kept(db: Session, learner: Browser, taking: Taking) -> None:
    page = learner.post("learn.own", {"words": SHORT}, expect=422, **here(taking, LESSON))

    assert db.scalar(select(func.count()).select_from(Writing)) == 0
    assert SHORT in [each.words.strip() for each in page.all("textarea")]
    assert SHORT_RIGHT in [each.words for each in page.all("q")]
    answers = [(each.get("name"), each.get("value")) for each in page.all("button") if each.get("name")]
    assert answers[:2] == [("zawgyi-words", "typed"), ("zawgyi-words", "convert")]


@pytest.mark.parametrize(("answer", "words"), [("convert", SHORT_RIGHT), ("typed", SHORT)])
def test_either_answer_is_enough(db: Session, learner: Browser, taking: Taking, answer: str, words: str) -> None:
    learner.post("learn.own", {"words": SHORT, "zawgyi-words": answer}, **here(taking, LESSON))

    assert kept(db, learner, "note") == [words]
    assert kept(db, learner, originals.KIND) == []


def test_a_thought_among_ones_notes_is_asked_about_in_its_own_place(
    db: Session, learner: Browser, taking: Taking
) -> None:
    address = here(taking, REFLECTION)
    page = learner.post("learn.own", {"words": SHORT, "reflection": "yes"}, expect=422, **address)

    assert [each.words.strip() for each in page.all("textarea")] == [SHORT, ""]
    asked = next(form for form in forms_of(page) if "zawgyi-words" in form.kinds)
    learner.post(asked.action, {**asked.fields, "zawgyi-words": "convert"})
    assert kept(db, learner, "reflection") == [SHORT_RIGHT]


def test_a_reflection_is_asked_about_before_it_is_kept(db: Session, learner: Browser, taking: Taking) -> None:
    address = here(taking, REFLECTION, reflection=taking.shelved.step(REFLECTION))
    page = learner.post("learn.reflect", {"words": SHORT}, expect=422, **address)
    (asked,) = (form for form in forms_of(page) if "zawgyi-words" in form.kinds)

    learner.post(asked.action, {**asked.fields, "zawgyi-words": "typed"})

    assert kept(db, learner, "reflection") == [SHORT]


def test_an_answer_changes_nothing_where_nothing_is_in_doubt(db: Session, learner: Browser, taking: Taking) -> None:
    learner.post("learn.own", {"words": UNICODE, "zawgyi-words": "convert"}, **here(taking, LESSON))

    assert kept(db, learner, "note") == [UNICODE]


def test_on_an_english_page_a_long_text_is_asked_about(db: Session, learner: Browser, taking: Taking) -> None:
    learner.lang = "en"
    page = learner.post("learn.own", {"words": ZAWGYI}, expect=422, **here(taking, LESSON))

    assert "Was this typed with a Zawgyi keyboard?" in page
    assert UNICODE in [each.words for each in page.all("q")]
    learner.post("learn.own", {"words": ZAWGYI, "zawgyi-words": "convert"}, **here(taking, LESSON))
    assert kept(db, learner, "note") == [UNICODE]


@pytest.mark.parametrize("lang", ["shn", "mnw"])
def test_shan_and_mon_are_kept_as_they_are(db: Session, learner: Browser, taking: Taking, lang: str) -> None:
    text = "\n".join(samples.udhr(lang))[:4000]
    learner.post("learn.own", {"words": text}, **here(taking, LESSON))

    assert kept(db, learner, "note") == [tidy(text).strip()]
    assert kept(db, learner, originals.KIND) == []
