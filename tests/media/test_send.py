"""Sending files to those who may see them."""

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from lms.accounts.models import Account
from lms.media import rules, service
from lms.media.models import Owner
from tests.support.browser import Browser
from tests.support.cast import TODAY
from tests.support.ground import Ground
from tests.support.moment import Clock

PICTURE = b"\x89PNG not a real picture, but bytes are bytes"


def keep(
    ground: Ground, db: Session, owner: Owner, owner_uid: str = "", mimetype: str = "image/png", body: bytes = PICTURE
) -> str:
    """Store a file for an owner and return its address."""
    sha256 = service.store(service.folder_of(ground.config), body)
    service.keep(
        db,
        sha256=sha256,
        size_bytes=len(body),
        mimetype=mimetype,
        owner=owner,
        owner_uid=owner_uid,
        today=TODAY,
    )
    return f"/m/{sha256}"


def fetch(browser: Browser, address: str, **headers: str) -> TestResponse:
    """Return the answer for a file, read to its end."""
    browser.db.commit()
    answer = browser.client.get(address, headers=headers)
    answer.get_data()
    answer.close()
    return answer


def test_a_file_of_the_site_is_for_everybody_and_may_be_kept(ground: Ground, db: Session, browser: Browser) -> None:
    answer = fetch(browser, keep(ground, db, Owner.SITE))

    assert answer.status_code == 200
    assert answer.data == PICTURE
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_runs_nothing_and_knows_nothing_of_the_site(ground: Ground, db: Session, browser: Browser) -> None:
    answer = fetch(browser, keep(ground, db, Owner.SITE))

    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_of_a_person_is_for_that_person_only(
    ground: Ground, db: Session, browser: Browser, aye: Account, dway: Account, ei: Account
) -> None:
    address = keep(ground, db, Owner.PERSON, aye.uid)
    mine = fetch(browser.sign_in(aye), address)
    assert mine.status_code == 200
    assert mine.headers["Cache-Control"] == "private, max-age=3600"

    for reader in (browser.another(), browser.another().sign_in(dway), browser.another().sign_in(ei)):
        theirs, absent = fetch(reader, address), fetch(reader, "/m/" + "a" * 64)
        assert theirs.status_code == 404
        assert theirs.data == absent.data


def test_a_file_of_a_course_is_for_members(ground: Ground, db: Session, browser: Browser, aye: Account) -> None:
    address = keep(ground, db, Owner.COURSE, "c" * 26)

    assert fetch(browser, address).status_code == 404
    answer = fetch(browser.sign_in(aye), address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("private")


def test_what_is_the_sites_too_is_for_everybody(ground: Ground, db: Session, browser: Browser, aye: Account) -> None:
    keep(ground, db, Owner.PERSON, aye.uid)
    address = keep(ground, db, Owner.SITE)

    assert fetch(browser.sign_in(aye), address).headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    ("mimetype", "shown"),
    [("image/png", True), ("audio/ogg", True), ("image/svg+xml", False), ("text/html", False), ("video/mp4", False)],
)
def test_only_a_few_types_open_in_the_browser(
    ground: Ground, db: Session, browser: Browser, mimetype: str, shown: bool
) -> None:
    answer = fetch(browser, keep(ground, db, Owner.SITE, mimetype=mimetype))

    assert answer.headers.get("Content-Disposition", "").startswith("attachment") is not shown
    assert (mimetype in rules.SHOWN) is shown


def test_a_part_can_be_asked_for_and_what_is_kept_is_not_sent_again(
    ground: Ground, db: Session, browser: Browser
) -> None:
    address = keep(ground, db, Owner.SITE)
    part = fetch(browser, address, Range="bytes=0-3")
    assert (part.status_code, part.data) == (206, PICTURE[:4])

    again = fetch(browser, address, **{"If-None-Match": part.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_nothing_tells_when_a_file_was_stored(ground: Ground, db: Session, browser: Browser) -> None:
    answer = fetch(browser, keep(ground, db, Owner.SITE))

    assert {"Last-Modified", "Expires"} & set(answer.headers.keys()) == set()


def test_a_row_without_its_file_is_a_file_that_is_not_there(ground: Ground, db: Session, browser: Browser) -> None:
    address = keep(ground, db, Owner.SITE, body=b"soon gone")
    service.delete_files(service.folder_of(ground.config), [address.removeprefix("/m/")])

    assert fetch(browser, address).status_code == 404


@pytest.mark.parametrize("name", ["..", "a" * 63, "a" * 65, "A" * 64, "%2e%2e%2f" * 7 + "a", "." * 64])
def test_what_is_no_name_of_a_file_is_not_there(browser: Browser, name: str) -> None:
    assert fetch(browser, f"/m/{name}").status_code == 404


def test_a_file_that_others_may_keep_renews_no_session(
    ground: Ground, db: Session, browser: Browser, aye: Account, clock: Clock
) -> None:
    address = keep(ground, db, Owner.SITE)
    browser.sign_in(aye)
    clock.forward(minutes=6)
    assert "Set-Cookie" not in fetch(browser, address).headers
    assert "Set-Cookie" in browser.client.get("/en/safety").headers
