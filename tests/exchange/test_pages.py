"""The pages on which a trainer brings questions in, looks at them, and gets them as a file."""

import io

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.accounts import service as accounts
from lms.accounts.models import Account, Role, Scope
from lms.audit.models import Entry
from lms.catalog import queries as catalog
from lms.catalog.models import Revision
from lms.translating.models import Returned
from tests.support.browser import Browser
from tests.support.cast import TZ
from tests.support.courses import Shelved
from tests.support.exchanged import RIVER, pictured
from tests.support.moment import NOON
from tests.support.page import Page
from tests.support.sample_package import MODULE

QUERIES = 6
GIFT = """::Rivers::Who decides about the well? {=The village#Yes. ~The army ~The capital}

::Broken::Who? {=A

::Hills::The union has one army. {T}
"""


@pytest.fixture
def trainer(sample: Shelved, browser: Browser, ba: Account, db: Session) -> Browser:
    """Give the browser of a trainer to whom the sample is given."""
    accounts.give_grant(
        db,
        account=db.merge(ba),
        role=Role.TRAINER,
        scope=Scope.COURSE,
        scope_uid=sample.course.uid,
        by_uid="",
        now=NOON,
        tz=TZ,
    )
    db.commit()
    return browser.sign_in(ba)


def send(browser: Browser, sample: Shelved, text: str | bytes, *, expect: int = 303, **more: str) -> Page:
    """Send a file of questions."""
    body = text.encode() if isinstance(text, str) else text
    sent = {"file": (io.BytesIO(body), "q.txt"), "format": "auto", "lang": "", "module": MODULE, **more}
    return browser.post("exchange.bring", sent, course=sample.code, expect=expect)


def revisions(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Revision)) or 0


def bank(sample: Shelved) -> str:
    head = catalog.head(sample.session, sample.course)
    assert head is not None
    return catalog.tree(sample.session, head)[f"{MODULE}/bank.yaml"].decode()


def test_each_question_is_shown_before_anything_changes_and_then_all_come_at_once(
    trainer: Browser, sample: Shelved, db: Session
) -> None:
    before = bank(sample)
    trainer.get("exchange.bring", course=sample.code, queries=QUERIES)
    send(trainer, sample, GIFT)
    page = trainer.follow()

    assert all(words in page for words in ("Who decides about the well?", "The capital", "The union has one army."))
    assert "Broken" in page
    assert "is not closed before the empty line" in page
    assert revisions(db) == 1

    seen = next(each.get("value") for each in page.all("input") if each.get("name") == "seen")
    trainer.post(page.path, {"seen": seen, "take": "1"})

    assert "2 questions were taken over" in trainer.follow()
    assert revisions(db) == 2
    assert bank(sample).startswith(before)
    assert "Who decides about the well?" in bank(sample)
    assert db.scalar(select(func.count()).select_from(Returned)) == 0
    assert db.scalar(select(func.count()).select_from(Entry).where(Entry.action == "questions.import")) == 1


def test_a_file_that_is_dropped_changes_nothing(trainer: Browser, sample: Shelved, db: Session) -> None:
    page = send(trainer, sample, GIFT)
    trainer.post(page.location or "", {"drop": "1"})

    assert revisions(db) == 1
    assert db.scalar(select(func.count()).select_from(Returned)) == 0


def test_questions_are_not_put_into_a_course_that_changed_meanwhile(
    trainer: Browser, sample: Shelved, db: Session
) -> None:
    page = send(trainer, sample, GIFT)
    trainer.post(page.location or "", {"seen": "another", "take": "1"}, expect=409)

    assert revisions(db) == 1


def test_what_is_no_file_of_questions_is_refused_with_its_line(trainer: Browser, sample: Shelved, db: Session) -> None:
    page = send(trainer, sample, "<quiz>\n<question>\n</quiz>", expect=422)
    assert "Line 3" in page
    assert "Choose the file" in trainer.post(
        "exchange.bring", {"format": "auto", "module": MODULE}, course=sample.code, expect=422
    )
    assert db.scalar(select(func.count()).select_from(Returned)) == 0


def test_a_picture_is_shown_before_it_is_taken_over_and_kept_after(
    trainer: Browser, sample: Shelved, db: Session
) -> None:
    send(trainer, sample, pictured())
    page = trainer.follow()
    (image,) = page.all("img")
    answer = trainer.client.get(image.get("src"))

    assert image.get("alt") == "A river"
    assert (answer.status_code, answer.data) == (200, RIVER)

    seen = next(each.get("value") for each in page.all("input") if each.get("name") == "seen")
    trainer.post(page.path, {"seen": seen, "take": "1"})
    head = catalog.head(sample.session, sample.course)
    assert head is not None
    (name,) = [path for path in catalog.tree(sample.session, head) if path.startswith("media/q-")]
    kept = trainer.client.get(f"/m/{catalog.tree(sample.session, head).hashes[name]}")
    assert (kept.status_code, kept.data) == (200, answer.data)
    kept.close()


def test_questions_leave_as_a_file_and_what_can_not_be_said_is_named(trainer: Browser, sample: Shelved) -> None:
    page = trainer.get("exchange.give", course=sample.code, queries=QUERIES)
    (link,) = [each for each in page.all("a") if "file=1" in each.get("href")]
    answer = trainer.client.get(link.get("href"))

    assert answer.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')
    assert answer.headers["Content-Disposition"] == 'attachment; filename="questions.xml"'
    assert "Aiken has none" in trainer.get(f"/en/trainer/c/{sample.code}/questions/export?format=aiken&lang=en")


def test_whom_the_course_is_not_given_sees_no_such_page(sample: Shelved, browser: Browser, ba: Account) -> None:
    browser.sign_in(ba)
    browser.get("exchange.bring", course=sample.code, expect=404)
    browser.get("exchange.give", course=sample.code, expect=404)


def test_a_translators_file_is_no_file_of_questions(trainer: Browser, sample: Shelved, db: Session) -> None:
    waiting = Returned(course_id=sample.course.id, by_uid="", day=NOON.date(), body=b"PK")
    db.add(waiting)
    db.commit()

    trainer.get("exchange.look", course=sample.code, brought=waiting.uid, expect=404)


def test_a_bank_in_another_language_is_looked_at_in_the_readers(trainer: Browser, sample: Shelved) -> None:
    trainer.lang = "my"
    send(trainer, sample, GIFT)

    assert "Who decides about the well?" in trainer.follow()
