"""What a person writes is sealed with that person's own key."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from lms.accounts.models import Account
from lms.errors import NotFound
from lms.writing import service
from lms.writing.models import DataKey, Writing
from tests.support.ground import Ground
from tests.support.moment import NOON

TODAY = date(2026, 6, 15)
WORDS = "ငါ့စိတ်ထဲမှာ what I think of the river"


def write(db: Session, ground: Ground, who: Account, words: str = WORDS, **more: Any) -> Writing:
    asked = {"kind": "reflection", "about": "one", "today": TODAY, "until_day": TODAY + timedelta(days=30)}
    return service.write(db, ground.keys, account=who, words=words, **{**asked, **more})


def test_the_words_come_back_to_those_who_may_read_them(db: Session, ground: Ground, aye: Account) -> None:
    assert service.words_of(db, ground.keys, write(db, ground, aye)) == WORDS


def test_no_word_stands_in_the_database(db: Session, ground: Ground, aye: Account) -> None:
    write(db, ground, aye)
    stored = db.execute(text("SELECT sealed FROM writing")).scalar_one()

    assert b"river" not in stored
    assert "စိတ်".encode() not in stored


def test_writing_again_about_the_same_thing_replaces_it(db: Session, ground: Ground, aye: Account) -> None:
    first = write(db, ground, aye)
    again = write(db, ground, aye, "other words")

    assert again is first
    assert service.words_of(db, ground.keys, first) == "other words"


def test_the_same_words_are_sealed_differently_each_time(db: Session, ground: Ground, aye: Account) -> None:
    one, other = write(db, ground, aye, about="one"), write(db, ground, aye, about="two")

    assert one.sealed != other.sealed


def test_a_sealed_text_moved_to_another_row_does_not_open(db: Session, ground: Ground, aye: Account) -> None:
    one, other = write(db, ground, aye, about="one"), write(db, ground, aye, about="two")
    other.sealed = one.sealed

    with pytest.raises(NotFound):
        service.words_of(db, ground.keys, other)


def test_one_persons_key_opens_nobody_elses_words(db: Session, ground: Ground, aye: Account, dway: Account) -> None:
    mine, hers = write(db, ground, aye), write(db, ground, dway)
    keys = [db.get_one(DataKey, account.id) for account in (aye, dway)]
    keys[0].sealed, keys[1].sealed = keys[1].sealed, keys[0].sealed

    for writing in (mine, hers):
        with pytest.raises(NotFound):
            service.words_of(db, ground.keys, writing)


def test_destroying_the_key_destroys_words_that_a_copy_still_holds(db: Session, ground: Ground, aye: Account) -> None:
    writing = write(db, ground, aye)
    copy = Writing(account_id=aye.id, kind="copy", sealed=writing.sealed, made_day=TODAY, until_day=TODAY)
    copy.uid = writing.uid
    service.destroy(db, account=aye)
    db.add(copy)
    db.flush()

    assert db.get(DataKey, aye.id) is None
    with pytest.raises(NotFound):
        service.words_of(db, ground.keys, copy)


def test_words_go_when_their_last_day_has_passed_everywhere(db: Session, ground: Ground, aye: Account) -> None:
    write(db, ground, aye, about="gone", until_day=TODAY - timedelta(days=2))
    write(db, ground, aye, about="kept", until_day=TODAY - timedelta(days=1))

    assert service.sweep(db, ground.config, NOON) == 1
    assert [writing.about for writing in db.query(Writing)] == ["kept"]
