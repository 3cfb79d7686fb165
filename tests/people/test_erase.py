"""Erasing a person: what goes, what stays, and that nothing of them is left in any file."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts import codes
from lms.accounts.models import (
    Account,
    Code,
    CodeKind,
    Device,
    Grant,
    LoginSession,
    Origin,
    Passphrase,
    Role,
    Scope,
    SecondStep,
    Stage,
    State,
)
from lms.accounts.service import give_grant, make_account
from lms.audit.models import Entry
from lms.audit.service import Actor, first_broken
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment import service as enrolling
from lms.enrolment.models import Enrolment, EnrolmentEvent, PlaceState
from lms.ids import new_uid
from lms.media import service as media
from lms.media.models import MediaFile, Owner
from lms.people import erasing
from lms.progress import service as progress
from lms.progress.models import Bookmark, CourseProgress, LedgerRow, StepProgress
from lms.quizzes import service as quizzes
from lms.quizzes.models import Answer, Attempt, Slot
from lms.writing import service as writing
from lms.writing.models import DataKey, Writing
from tests.quizzes.test_attempts import right_answer, save, wrong_answer
from tests.support.browser import Browser
from tests.support.cast import TODAY, TZ, add_second_step, give
from tests.support.ground import Ground
from tests.support.moment import NOON
from tests.support.taking import QUIZ, Taking

HANDLE = "canary yellow 77"
LABEL = "canary label of a phone"
WORDS = "canary words that were written"
PICTURE = b"canary picture " * 40
BY = Actor("admin", "e" * 26, NOON)


@pytest.fixture
def canary(ground: Ground, db: Session, cohort: Cohort, taking: Taking) -> Account:
    """Somebody who has one of everything that a person can have."""
    account = make_account(db, handle=HANDLE, language="en", origin=Origin.STAFF, now=NOON, tz=TZ)
    db.add(Passphrase(account_id=account.id, hash="canary hash of a passphrase", version=1))
    for kind in (CodeKind.LASTING, CodeKind.RECOVERY, CodeKind.REVOKE):
        codes.issue(db, ground.keys, account=account, kind=kind, now=NOON, tz=TZ)
    add_second_step(db, ground.keys, account)
    give(db, account, Role.TRAINER, cohort)
    place = enrolling.take_place(db, account=account, cohort=cohort, by_uid=account.uid, now=NOON)
    assert place is not None
    text = {"kind": "reflection", "about": "canary question", "words": WORDS}
    writing.write(db, ground.keys, account=account, **text, today=TODAY, until_day=TODAY + timedelta(days=99))
    folder = media.folder_of(ground.config)
    media.keep(
        db,
        sha256=media.store(folder, PICTURE),
        size_bytes=len(PICTURE),
        mimetype="image/png",
        owner=Owner.PERSON,
        owner_uid=account.uid,
        today=TODAY,
    )
    db.add(
        LoginSession(
            account_id=account.id,
            token_hash="t" * 64,
            stage=Stage.FULL,
            device=Device.OWN,
            label=LABEL,
            made_day=TODAY,
            ends_at=NOON + timedelta(hours=1),
        )
    )
    work(Taking(db, account, taking.shelved))
    account.made_day, account.active_day = date(2025, 11, 3), date(2026, 5, 4)
    db.flush()
    return account


def work(taking: Taking) -> None:
    """Let somebody try the quiz twice, once to its end, with changes of mind, and mark a page."""
    for _ in range(2):
        attempt = taking.begin()
        for slot in attempt.slots:
            save(taking.session, slot, wrong_answer(taking.session, slot), seq=1, uid=new_uid())
            save(taking.session, slot, right_answer(taking.session, slot), seq=2, uid=new_uid())
        if attempt.number == 1:
            quizzes.hand_in(taking.session, attempt=attempt, now=NOON)
    progress.mark_page(taking.session, account=taking.account, step_id=taking.step_id(QUIZ), marked=True, day=TODAY)


def marks_of_work(db: Session, account: Account) -> list[str]:
    """Return the uids of what somebody did in a course, as they stand in the file."""
    attempts = db.scalars(select(Attempt).filter_by(account_id=account.id)).all()
    slots = [slot.id for attempt in attempts for slot in attempt.slots]
    answers = db.scalars(select(Answer.uid).where(Answer.slot_id.in_(slots)))
    rows = db.scalars(select(LedgerRow.uid).filter_by(account_id=account.id))
    return [*(attempt.uid for attempt in attempts), *(attempt.seed for attempt in attempts), *answers, *rows]


def files_with(ground: Ground, *canaries: str) -> Iterator[str]:
    """Yield each file of the installation that holds one of these texts, and which."""
    for file in sorted(ground.config.instance.rglob("*")):
        body = file.read_bytes() if file.is_file() else b""
        yield from (f"{file.name}: {one}" for one in canaries if one.encode() in body)


def erase(db: Session, account: Account, by: Actor | None = BY) -> list[str]:
    """Erase somebody, as an administrator does."""
    return erasing.erase(db, account=account, by=by, now=NOON, tz=TZ)


def test_everything_that_opened_the_account_or_was_written_goes(db: Session, canary: Account) -> None:
    number = canary.id
    erase(db, canary)
    db.flush()

    for table in (Passphrase, SecondStep, Code, LoginSession, DataKey, Writing, Grant):
        assert db.query(table).filter_by(account_id=number).count() == 0, table


def test_everything_that_was_done_in_a_course_goes_and_the_work_of_others_stays(
    db: Session, canary: Account, taking: Taking
) -> None:
    tables = (Attempt, LedgerRow, StepProgress, CourseProgress, Bookmark)
    work(taking)
    db.flush()
    assert all(db.query(table).filter_by(account_id=canary.id).count() for table in tables)
    before = {table: db.query(table).count() for table in (*tables, Slot, Answer)}
    erase(db, canary)
    db.flush()

    for table in tables:
        assert db.query(table).filter_by(account_id=canary.id).count() == 0, table
        assert db.query(table).filter_by(account_id=taking.account.id).count(), table
    assert {table: db.query(table).count() for table in before} == {
        table: count // 2 for table, count in before.items()
    }


def test_a_row_is_left_that_says_nothing(db: Session, canary: Account) -> None:
    uid = canary.uid
    erase(db, canary)

    assert (canary.handle, canary.handle_key, canary.state) == (None, None, State.ERASED)
    assert (canary.language, canary.digits) == ("my", "latn")
    assert (canary.made_day, canary.active_day) == (date(2025, 1, 1), date(2026, 1, 1))
    assert canary.uid != uid


def test_the_place_is_free_and_its_history_stays_under_another_name(
    db: Session, canary: Account, cohort: Cohort
) -> None:
    uid = canary.uid
    taken = enrolment.taken(db, cohort)
    erase(db, canary)
    db.flush()

    place = db.query(Enrolment).filter_by(account_id=canary.id).one()
    events = db.scalars(select(EnrolmentEvent).filter_by(enrolment_id=place.id).order_by(EnrolmentEvent.id)).all()
    assert place.state == PlaceState.LEFT
    assert enrolment.taken(db, cohort) == taken - 1
    assert [(event.happening, event.by_uid) for event in events] == [("joined", canary.uid), ("removed", BY.uid)]
    assert db.query(EnrolmentEvent).filter_by(by_uid=uid).count() == 0


def test_what_others_were_given_by_the_person_names_the_old_uid_no_more(
    db: Session, canary: Account, dway: Account
) -> None:
    give_grant(
        db,
        account=dway,
        role=Role.TRAINER,
        scope=Scope.SITE,
        scope_uid="",
        by_uid=canary.uid,
        now=NOON,
        tz=TZ,
    )
    erase(db, canary)
    db.flush()

    assert dway.grants[0].by_uid == canary.uid


def test_the_audit_names_the_old_uid_and_stays_whole(db: Session, canary: Account) -> None:
    uid = canary.uid
    erase(db, canary)
    entry = db.scalars(select(Entry).order_by(Entry.id.desc())).first()

    assert entry is not None
    assert (entry.action, entry.kind, entry.uid, entry.actor_uid) == ("person.erase", "account", uid, BY.uid)
    assert first_broken(db) is None


def test_only_files_that_nobody_else_owns_are_named(ground: Ground, db: Session, canary: Account) -> None:
    shared = media.store(media.folder_of(ground.config), b"a picture of two people")
    for uid in (canary.uid, "o" * 26):
        media.keep(
            db, sha256=shared, size_bytes=9, mimetype="image/png", owner=Owner.PERSON, owner_uid=uid, today=TODAY
        )
    own = db.query(MediaFile).filter(MediaFile.owner_uid == canary.uid, MediaFile.sha256 != shared).one().sha256

    assert erase(db, canary) == [own]


def test_the_page_erases_once_the_handle_was_typed(db: Session, browser: Browser, ei: Account, canary: Account) -> None:
    browser.sign_in(ei)
    page = browser.post("people.erase_person", {"handle": "somebody else"}, person=canary, expect=422)
    assert "not the handle of this account" in page
    assert db.get_one(Account, canary.id).state == State.ACTIVE

    address = browser.address("people.erase_person", person=canary)
    browser.post(address, {"handle": "Canary YELLOW ၇၇"})
    assert db.get_one(Account, canary.id).state == State.ERASED
    browser.follow()
    browser.get(address, expect=404)


def test_not_a_byte_of_the_person_is_left_in_any_file(
    ground: Ground, db: Session, browser: Browser, ei: Account, canary: Account
) -> None:
    if not ground.database.is_sqlite:
        pytest.skip("the files of PostgreSQL are the server's")
    marks = [code.mark for code in db.scalars(select(Code).filter_by(account_id=canary.id))]
    place = db.query(Enrolment).filter_by(account_id=canary.id).one()
    done = marks_of_work(db, canary)
    assert len(done) >= 2 * (2 + 6) + 2
    canaries = (HANDLE, LABEL, "canary hash of a passphrase", "canary question", "canary picture", *marks, *done)
    browser.sign_in(ei)
    browser.get("people.person", person=canary)
    assert {line.partition(": ")[2] for line in files_with(ground, *canaries)} == set(canaries)

    browser.post("people.erase_person", {"handle": HANDLE}, person=canary)
    assert list(files_with(ground, *canaries)) == []
    assert list(files_with(ground, place.uid)), "the history of the place was to stay"


def test_the_log_of_the_database_is_empty_afterwards(
    ground: Ground, db: Session, browser: Browser, ei: Account, canary: Account
) -> None:
    if not ground.database.is_sqlite:
        pytest.skip("only SQLite has this log")
    log = Path(ground.config.instance / "lms.db-wal")
    browser.sign_in(ei)
    assert log.stat().st_size > 0

    browser.post("people.erase_person", {"handle": HANDLE}, person=canary)
    assert log.stat().st_size == 0


def test_somebody_who_reads_meanwhile_only_delays_the_emptying(ground: Ground, db: Session, canary: Account) -> None:
    if not ground.database.is_sqlite:
        pytest.skip("only SQLite has this log")
    db.commit()
    with ground.database.session() as reader:
        reader.scalars(select(Account)).all()
        ground.database.write(db, erasing.erase, account=canary, by=BY, now=NOON, tz=TZ)
        assert ground.database.truncate_log() is False
    assert ground.database.truncate_log() is True
