"""What staff may do with a place: give a new card, remove, bring back. And with whose."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts import codes
from lms.accounts.models import Account, Code, CodeKind, LoginSession, Passphrase, Role, State
from lms.audit.models import Entry
from lms.cohorts.models import Cohort
from lms.enrolment import queries as enrolment
from lms.enrolment import service
from lms.enrolment.models import Enrolment, PlaceState
from tests.support.browser import Browser
from tests.support.cast import PASSPHRASE, TODAY, TZ, give
from tests.support.moment import NOON


@pytest.fixture
def place(db: Session, aye: Account, cohort: Cohort) -> Enrolment:
    """Aye's place."""
    found = enrolment.place_of(db, aye, cohort)
    assert found is not None
    return found


def entries(db: Session) -> list[tuple[str, str, str, str]]:
    """Return what the audit says: role, who, what, to whom."""
    return [
        (entry.role, entry.actor_uid, entry.action, entry.uid) for entry in db.scalars(select(Entry).order_by(Entry.id))
    ]


def test_asking_about_a_new_card_changes_nothing(
    db: Session, browser: Browser, chit: Account, aye: Account, place: Enrolment
) -> None:
    page = browser.sign_in(chit).get("people.reset_learner", place=place)

    assert "stop working" in page
    assert db.get(Passphrase, aye.id) is not None
    assert entries(db) == []


def test_a_new_card_is_the_only_thing_that_opens_the_account(
    db: Session, browser: Browser, chit: Account, aye: Account, place: Enrolment
) -> None:
    signed_in = browser.another().sign_in(aye)
    for kind in (CodeKind.LASTING, CodeKind.RECOVERY):
        codes.issue(db, browser.ground.keys, account=aye, kind=kind, now=NOON, tz=TZ)
    sheet = browser.sign_in(chit).post("people.reset_learner", place=place, expect=200)

    signed_in.get("accounts.me", expect=303)
    browser.another().post("accounts.sign_in", {"handle": "aye 21", "passphrase": PASSPHRASE}, expect=422)
    assert [code.kind for code in db.scalars(select(Code).filter_by(account_id=aye.id))] == [CodeKind.ONCE]
    assert "aye 21" in sheet
    code = "".join(one.words for one in sheet.all("span") if one.lies_in("code"))
    assert browser.another().post("accounts.card", {"code": code, "form": "a"}).location.endswith("/choose")
    assert entries(db) == [("staff", chit.uid, "person.reset", aye.uid)]


@pytest.mark.parametrize("role", [Role.TRAINER, Role.STAFF, Role.ADMIN])
@pytest.mark.parametrize("page", ["people.reset_learner", "people.remove_learner", "people.bring_back"])
def test_whoever_holds_a_role_anywhere_is_out_of_the_reach_of_staff(
    db: Session,
    browser: Browser,
    chit: Account,
    aye: Account,
    place: Enrolment,
    other_cohort: Cohort,
    role: Role,
    page: str,
) -> None:
    give(db, aye, role, None if role == Role.ADMIN else other_cohort)
    browser.sign_in(chit).get(page, place=place, expect=404)
    browser.post(page, place=place, expect=404)

    assert db.get(Passphrase, aye.id) is not None
    assert db.get_one(Enrolment, place.id).state == PlaceState.TAKEN
    assert entries(db) == []
    assert "Only an administrator" in browser.get("people.place", place=place)


def test_a_trainer_of_the_very_group_is_out_of_the_reach_of_its_staff(
    db: Session, browser: Browser, chit: Account, ba: Account, cohort: Cohort
) -> None:
    own = service.take_place(db, account=ba, cohort=cohort, by_uid="", now=NOON)

    browser.sign_in(chit).post("people.reset_learner", place=own, expect=404)


def test_a_role_that_is_over_or_to_come_counts_too(
    db: Session, browser: Browser, chit: Account, aye: Account, place: Enrolment, other_cohort: Cohort
) -> None:
    give(db, aye, Role.TRAINER, other_cohort)
    (grant,) = aye.grants
    for first, last in ((-9, -1), (1, 9)):
        grant.from_day, grant.until_day = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
        browser.sign_in(chit).post("people.reset_learner", place=place, expect=404)


def test_who_was_removed_can_not_be_given_a_card_by_former_staff(
    browser: Browser, chit: Account, place: Enrolment
) -> None:
    browser.sign_in(chit).post("people.remove_learner", place=place)

    browser.get("people.reset_learner", place=place, expect=404)
    browser.post("people.reset_learner", place=place, expect=404)


def test_a_locked_account_gets_no_card_from_staff(
    db: Session, browser: Browser, chit: Account, aye: Account, place: Enrolment
) -> None:
    aye.state = State.LOCKED
    page = browser.sign_in(chit).post("people.reset_learner", place=place, expect=409)

    assert "An administrator must unlock it first." in page
    assert db.get(Passphrase, aye.id) is not None


def test_removing_frees_the_place_and_bringing_back_gives_the_same(
    db: Session, browser: Browser, chit: Account, aye: Account, cohort: Cohort, place: Enrolment
) -> None:
    browser.sign_in(chit).get("people.remove_learner", place=place)
    browser.post("people.remove_learner", place=place)
    assert enrolment.taken(db, cohort) == 0
    browser.get("people.bring_back", place=place)
    browser.post("people.bring_back", place=place)

    assert enrolment.place_of(db, aye, cohort) is db.get(Enrolment, place.id)
    assert enrolment.taken(db, cohort) == 1
    assert entries(db) == [
        ("staff", chit.uid, "place.remove", place.uid),
        ("staff", chit.uid, "place.return", place.uid),
    ]


def test_doing_it_twice_notes_it_once(db: Session, browser: Browser, chit: Account, place: Enrolment) -> None:
    browser.sign_in(chit)
    for page in ("people.remove_learner", "people.bring_back"):
        for _ in range(2):
            browser.post(page, place=place)

    assert [event.happening for event in enrolment.history(db, place)] == ["returned", "removed", "joined"]
    assert [action for _role, _who, action, _uid in entries(db)] == ["place.remove", "place.return"]


def test_nobody_is_brought_back_who_chose_to_go(
    db: Session, browser: Browser, chit: Account, aye: Account, cohort: Cohort, place: Enrolment
) -> None:
    service.leave(db, place=place, by_uid=aye.uid, now=NOON)
    page = browser.sign_in(chit).post("people.bring_back", place=place, expect=409)

    assert "they can come back with it" in page
    assert enrolment.taken(db, cohort) == 0


def test_nobody_is_brought_back_into_a_full_or_closed_group(
    db: Session, browser: Browser, chit: Account, cohort: Cohort, place: Enrolment
) -> None:
    browser.sign_in(chit).post("people.remove_learner", place=place)
    cohort.seats = 0
    browser.post("people.bring_back", place=place, expect=422)
    cohort.seats, cohort.closed = 16, True
    browser.post("people.bring_back", place=place, expect=422)

    assert enrolment.taken(db, cohort) == 0


def test_sessions_of_staff_need_the_second_step_again_before_a_card(
    db: Session, browser: Browser, chit: Account, aye: Account, place: Enrolment
) -> None:
    browser.sign_in(chit, stepped_at=NOON - timedelta(minutes=16))
    page = browser.post("people.reset_learner", place=place)

    assert "/me/confirm" in page.location
    assert db.get(Passphrase, aye.id) is not None
    assert db.query(LoginSession).filter_by(account_id=chit.id).count() == 1
