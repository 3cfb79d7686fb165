"""Files handed in at a quiz: taken in sealed and freed of what they tell, taken out again, marked by a person."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms import clock
from lms.accounts.models import Account
from lms.media import service as media
from lms.media.models import MediaFile, Owner
from lms.people import erasing
from lms.quizzes import queries, works
from lms.quizzes.handed import Handed
from lms.quizzes.models import Answer, Attempt
from lms.writing import service as writing
from lms.writing.models import Writing
from tests.support.browser import SAME_ORIGIN, Browser
from tests.support.cast import TZ
from tests.support.courses import load
from tests.support.ground import Ground
from tests.support.handed_files import CANARY, jpeg, pdf
from tests.support.moment import NOON
from tests.support.one_question import quiz_asking
from tests.support.page import Page
from tests.support.question_types import content
from tests.support.taking import QUIZ, Taking

NAME = "aye 21 of Hpa-an.pdf"


@pytest.fixture
def upload(db: Session, browser: Browser, taking: Taking) -> Page:
    """Give the page of a quiz's only question, which asks for two PDF or JPEG files."""
    load(db, quiz_asking(content("upload", types=["pdf", "jpg"], most_kb=300)))
    db.commit()
    browser.sign_in(taking.account)
    browser.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ))
    return browser.follow()


def form(page: Page, files: Sequence[bytes] = (), **more: Any) -> dict[str, Any]:
    """Return what a page sends with these files chosen, its ticks as they are."""
    hidden: dict[str, Any] = {"to": "all", "a.file": [(io.BytesIO(body), NAME) for body in files]}
    for each in page.all("input"):
        if each.get("type") == "hidden" or "checked" in each.attributes:
            hidden.setdefault(each.get("name"), []).append(each.get("value"))
    return {**hidden, **more}


def hand_over(browser: Browser, page: Page, *files: bytes, expect: int = 303) -> Page:
    """Send files."""
    return browser.post(page.path, form(page, files), expect=expect)


def attempt_of(db: Session, taking: Taking) -> Attempt:
    """Return the only attempt."""
    return queries.attempts_of(db, taking.account, taking.step_id(QUIZ))[-1]


def files_of(page: Page) -> list[str]:
    """Return the addresses of the files on a page."""
    return [each.get("href") for each in page.all("a") if "/file/" in each.get("href")]


def stored(ground: Ground) -> list[bytes]:
    """Return what lies in the media folder."""
    folder = media.folder_of(ground.config)
    return [each.read_bytes() for each in folder.rglob("*") if each.is_file()]


def test_the_page_says_what_is_taken_and_sends_files_without_a_script(upload: Page) -> None:
    assert "2 files at the most · PDF, JPG · up to 300 KB each" in upload
    (sent,) = (each for each in upload.all("form") if each.get("id") == "answer")
    assert sent.get("enctype") == "multipart/form-data"


def test_a_file_is_kept_sealed_without_its_name_or_what_it_tells_and_comes_back_to_its_owner(
    db: Session, browser: Browser, ground: Ground, upload: Page
) -> None:
    hand_over(browser, upload, jpeg())
    page = browser.get(upload.path, queries=5)
    assert "File 1 (JPG, 1 KB)" in page

    came = browser.client.get(files_of(page)[0])
    assert came.data.startswith(b"\xff\xd8\xff")
    assert CANARY not in came.data
    assert came.headers["Content-Disposition"] == 'attachment; filename="1-1.jpg"'
    assert came.headers["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in came.headers["Cache-Control"]
    assert all(came.data[:40] not in body for body in stored(ground)), "what lies on the disk is sealed"
    for chosen in db.scalars(select(Answer.chosen)):
        assert set(chosen) == {"writing"}


def test_files_come_beside_those_before_and_can_be_taken_out_one_by_one(browser: Browser, upload: Page) -> None:
    hand_over(browser, upload, jpeg())
    page = browser.get(upload.path)
    hand_over(browser, page, pdf())
    page = browser.get(upload.path)
    assert "File 2 (PDF" in page

    first, second = form(page)["a.writing"]
    browser.post(page.path, form(page, **{"a.writing": [second]}))
    page = browser.get(upload.path)
    assert "File 1 (PDF" in page
    assert len(files_of(page)) == 1
    browser.get(files_of(page)[0].replace("/file/1", "/file/2"), expect=303)
    assert first not in page


def test_a_file_of_another_answer_is_not_taken_over(
    db: Session, browser: Browser, taking: Taking, upload: Page
) -> None:
    hand_over(browser, upload, jpeg())
    (uid,) = form(browser.get(upload.path))["a.writing"]
    browser.post(upload.path.rpartition("/")[0])
    browser.post("learn.begin", course=taking.shelved.code, quiz=taking.shelved.step(QUIZ))
    page = browser.follow()
    browser.post(page.path, form(page, **{"a.writing": [uid]}))

    assert not attempt_of(db, taking).slots[0].is_answered


def test_the_same_form_twice_is_once_and_one_that_changes_nothing_keeps_nothing(
    db: Session, browser: Browser, upload: Page
) -> None:
    for _ in range(2):
        hand_over(browser, upload, jpeg())
    hand_over(browser, browser.get(upload.path))

    assert db.scalar(select(func.count()).select_from(Answer)) == 1
    assert len(files_of(browser.get(upload.path))) == 1


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([b"MZ a program"], "not of a kind that is taken here"),
        ([b"plain words"], "not of a kind that is taken here"),
        ([jpeg()[:200]], "or it is damaged"),
        ([pdf() + b" " * 300_000 + b"%%EOF"], "This file is too large"),
        ([jpeg(), jpeg(), jpeg()], "more files than are taken"),
    ],
)
def test_what_is_not_taken_is_refused_in_words_and_nothing_is_stored(
    db: Session, browser: Browser, ground: Ground, upload: Page, files: list[bytes], says: str
) -> None:
    before = len(stored(ground))

    assert says in hand_over(browser, upload, *files, expect=422)
    assert db.scalar(select(func.count()).select_from(Answer)) == 0
    assert len(stored(ground)) == before


def test_a_third_file_beside_two_is_refused(browser: Browser, upload: Page) -> None:
    hand_over(browser, upload, jpeg(), pdf())

    page = hand_over(browser, browser.get(upload.path), jpeg(), expect=422)
    assert "more files than are taken" in page
    assert len(files_of(page)) == 2


def test_more_than_the_server_takes_is_a_page_that_says_so(browser: Browser, upload: Page) -> None:
    told = browser.client.post(
        upload.path,
        data=b"--x\r\n" + b"x" * 1_999_000,
        content_type="multipart/form-data; boundary=x",
        headers=SAME_ORIGIN,
    )

    assert told.status_code == 413
    assert b"That is too large" in told.data


def test_after_the_session_ended_the_file_is_to_be_chosen_again(browser: Browser, upload: Page) -> None:
    cookie = browser.cookie
    browser.client.delete_cookie("lms", domain="localhost")
    ended = hand_over(browser, upload, jpeg(), expect=401)
    assert "choose it again" in ended
    (kept,) = (each.get("value") for each in ended.all("input") if each.get("name") == "kept")
    assert kept

    browser.client.set_cookie("lms", cookie, domain="localhost")
    again = browser.post(upload.path, {**form(upload), "file_left": "1"}, expect=422)
    assert "Your file did not come along" in again


def test_after_the_session_ended_a_large_file_is_not_even_read(browser: Browser, upload: Page) -> None:
    browser.client.delete_cookie("lms", domain="localhost")
    body, kind = b"--x\r\n" + b"x" * 700_000, "multipart/form-data; boundary=x"
    told = browser.client.post(upload.path, data=body, content_type=kind, headers=SAME_ORIGIN)

    assert told.status_code == 401
    assert b"choose it again" in told.data


def test_handed_in_it_waits_and_only_those_who_mark_see_it(
    db: Session, browser: Browser, taking: Taking, ba: Account, dway: Account, upload: Page
) -> None:
    hand_over(browser, upload, jpeg())
    result = browser.get(browser.post(upload.path.rpartition("/")[0]).location)
    assert "Waiting to be marked" in result
    own = files_of(result)[0]
    assert browser.client.get(own).status_code == 200

    handed = db.scalars(select(Handed)).one()
    trainer = browser.another().sign_in(ba)
    page = trainer.get("marking.one", handed=handed.uid, queries=6)
    (picture,) = (each.get("src") for each in page.all("img"))
    assert trainer.client.get(picture).data == browser.client.get(own).data
    stranger = browser.another().sign_in(dway)
    stranger.get(picture, expect=404)
    stranger.get(own, expect=404)
    trainer.get(own, expect=404)


def test_a_file_that_was_taken_out_is_destroyed_with_the_handing_in(
    db: Session, browser: Browser, ground: Ground, upload: Page
) -> None:
    hand_over(browser, upload, jpeg(), pdf())
    page = browser.get(upload.path)
    browser.post(page.path, form(page, **{"a.writing": form(page)["a.writing"][:1]}))
    browser.post(upload.path.rpartition("/")[0])

    assert db.scalar(select(func.count()).select_from(Writing)) == 1
    assert works.sweep(db, ground.config, NOON) == 0, "who handed in just now may still be at it"
    later = clock.now().replace(year=clock.now().year + 1)
    assert works.sweep(db, ground.config, later) == 1
    assert db.scalar(select(func.count()).select_from(MediaFile).where(MediaFile.owner == Owner.PERSON)) == 1


def test_erasing_a_person_takes_answers_words_and_files(
    db: Session, browser: Browser, ground: Ground, taking: Taking, upload: Page
) -> None:
    hand_over(browser, upload, jpeg())
    browser.post(upload.path.rpartition("/")[0])
    files = erasing.erase(db, account=taking.account, by=None, now=NOON, tz=TZ)
    media.delete_files(media.folder_of(ground.config), files)

    assert len(files) == 1
    for table in (Writing, Handed, Answer, Attempt):
        assert db.scalar(select(func.count()).select_from(table)) == 0
    assert db.scalar(select(func.count()).select_from(MediaFile).where(MediaFile.owner == Owner.PERSON)) == 0
    assert writing.sweep(db, ground.config, NOON) == 0
